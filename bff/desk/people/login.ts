/**
 * Login by OpenID Connect: authorization code with PKCE, state and nonce; the roles, which are
 * asked for again before each look and deed; the logout at the provider.
 */
import * as client from 'openid-client';
import { claimIn, rolesIn, type DeskRole } from './access.ts';
import type { ProviderTokens } from './sessions.ts';

export interface LoginConfig {
  /** The desk's own address, without a trailing slash. */
  url: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  rolesClaim: string;
}

export const CALLBACK = '/login/callback';

/** Kept, encrypted, in the browser from the beginning of a login to its end. */
export interface PendingLogin {
  state: string;
  nonce: string;
  verifier: string;
}

export interface LoggedIn {
  kind: 'logged-in';
  subject: string;
  roles: DeskRole[];
  tokens: ProviderTokens;
}

type NotTold =
  /** The provider no longer knows the login. */
  { kind: 'gone' } | { kind: 'unavailable' };

export type Asked =
  | { kind: 'told'; roles: DeskRole[] }
  /** This provider tells roles only at the login. */
  | { kind: 'silent' }
  | NotTold;

/**
 * `roles`: those that came with the tokens; undefined where they are asked for by the new tokens.
 */
export type Renewed = { kind: 'renewed'; tokens: ProviderTokens; roles: DeskRole[] | undefined } | NotTold;

export interface Login {
  begin(): Promise<{ address: URL; pending: PendingLogin }>;
  /** `query`: with which the provider has sent the browser back. */
  finish(query: string, pending: PendingLogin): Promise<LoggedIn | { kind: 'refused' }>;
  /** `outdated`: the tokens must be renewed first. */
  ask(subject: string, tokens: ProviderTokens): Promise<Asked | { kind: 'outdated' }>;
  /** Spends the refresh token, which may be good once. */
  renew(subject: string, tokens: ProviderTokens): Promise<Renewed>;
  /** The provider's address for the logout; undefined when it has none, or cannot be reached. */
  logoutAddress(tokens: ProviderTokens): Promise<URL | undefined>;
}

/** Seconds. */
const TIMEOUT = 10;

/**
 * The answer is not for this client, this login or this person, or is not signed by the provider.
 */
const FORGED: readonly unknown[] = [
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
];

const isForged = (error: unknown): boolean =>
  error instanceof client.ClientError && FORGED.includes(error.code);

/** The provider said no, or somebody else answered. Else it may pass, and can be tried again. */
const isRefusal = (error: unknown): boolean =>
  error instanceof client.WWWAuthenticateChallengeError ||
  error instanceof client.AuthorizationResponseError ||
  (error instanceof client.ResponseBodyError && error.status < 500) ||
  isForged(error);

const notTold = (error: unknown): NotTold => ({ kind: isRefusal(error) ? 'gone' : 'unavailable' });

export function createLogin({ url, issuer, clientId, clientSecret, rolesClaim }: LoginConfig): Login {
  const server = new URL(issuer);
  let discovered: Promise<client.Configuration> | undefined;
  /**
   * Asked for at the first login, and again after a failure: the service starts without the
   * provider.
   */
  const configuration = (): Promise<client.Configuration> => {
    discovered ??= client
      .discovery(server, clientId, clientSecret, undefined, {
        timeout: TIMEOUT,
        execute: [
          client.enableNonRepudiationChecks, // the ID token's signature too, which a direct answer over TLS may do without
          ...(server.protocol === 'http:' ? [client.allowInsecureRequests] : []),
        ],
      })
      .catch((error: unknown) => {
        discovered = undefined;
        throw error;
      });
    return discovered;
  };

  const byUserinfo = async (config: client.Configuration, subject: string, access: string) =>
    config.serverMetadata().userinfo_endpoint === undefined
      ? undefined
      : claimIn(await client.fetchUserInfo(config, access, subject), rolesClaim);

  const ask = async (subject: string, tokens: ProviderTokens): ReturnType<Login['ask']> => {
    switch (tokens.tells) {
      case 'never':
        return { kind: 'silent' };
      case 'by-refresh':
        return { kind: 'outdated' };
      case 'by-userinfo':
        try {
          // A provider that has told them by it may leave the claim out when there are none any
          // more.
          const claim = await byUserinfo(await configuration(), subject, tokens.access);
          return { kind: 'told', roles: rolesIn(claim) };
        } catch (error) {
          const hasEnded = isRefusal(error) && !isForged(error) && tokens.refresh !== undefined;
          return hasEnded ? { kind: 'outdated' } : notTold(error);
        }
    }
  };

  const renew = async (subject: string, tokens: ProviderTokens): Promise<Renewed> => {
    if (tokens.refresh === undefined) return { kind: 'gone' };
    const fresh = await client.refreshTokenGrant(await configuration(), tokens.refresh);
    const claims = fresh.claims();
    if (claims && claims.sub !== subject) return { kind: 'gone' };
    return {
      kind: 'renewed',
      tokens: {
        ...tokens,
        access: fresh.access_token,
        refresh: fresh.refresh_token ?? tokens.refresh,
        id: fresh.id_token ?? tokens.id,
      },
      roles: tokens.tells === 'by-refresh' ? rolesIn(claims && claimIn(claims, rolesClaim)) : undefined,
    };
  };

  return {
    async begin() {
      const pending = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const address = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: `${url}${CALLBACK}`,
        scope: 'openid',
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      });
      return { address, pending };
    },

    async finish(query, { state, nonce, verifier }) {
      try {
        const config = await configuration();
        const given = await client.authorizationCodeGrant(config, new URL(`${url}${CALLBACK}${query}`), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = given.claims()!;
        const userinfo = await byUserinfo(config, claims.sub, given.access_token);
        const inToken = claimIn(claims, rolesClaim);
        const byRefresh = inToken !== undefined && given.refresh_token !== undefined;
        return {
          kind: 'logged-in',
          subject: claims.sub,
          roles: rolesIn(userinfo ?? inToken),
          tokens: {
            access: given.access_token,
            refresh: given.refresh_token,
            id: given.id_token!,
            tells: userinfo !== undefined ? 'by-userinfo' : byRefresh ? 'by-refresh' : 'never',
          },
        };
      } catch (error) {
        if (isRefusal(error)) return { kind: 'refused' };
        throw error;
      }
    },

    ask,

    renew: (subject, tokens) => renew(subject, tokens).catch(notTold),

    async logoutAddress({ id }) {
      const config = await configuration().catch(() => undefined);
      if (config?.serverMetadata().end_session_endpoint === undefined) return undefined;
      return client.buildEndSessionUrl(config, {
        id_token_hint: id,
        post_logout_redirect_uri: `${url}/goodbye`,
      });
    },
  };
}
