/**
 * Login by OpenID Connect: authorization code with PKCE, state and nonce; the roles, which are asked for again before each look and deed; the
 * logout at the provider.
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
  /** The claim that has the roles. */
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

export type Asked =
  | { kind: 'told'; roles: DeskRole[]; tokens: ProviderTokens }
  /** This provider tells roles only at the login. */
  | { kind: 'silent' }
  /** The provider no longer knows the login. */
  | { kind: 'gone' }
  | { kind: 'unavailable' };

export interface Login {
  begin(): Promise<{ address: URL; pending: PendingLogin }>;
  /** `query`: with which the provider has sent the browser back. */
  finish(query: string, pending: PendingLogin): Promise<LoggedIn | { kind: 'refused' }>;
  ask(subject: string, tokens: ProviderTokens): Promise<Asked>;
  /** The provider's address for the logout; undefined when it has none, or cannot be reached. */
  logoutAddress(tokens: ProviderTokens): Promise<URL | undefined>;
}

/** Seconds. */
const TIMEOUT = 10;

/** The answer is not for this client, this login or this person, or is not signed by the provider. */
const FORGED: readonly unknown[] = [
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
];

/** The provider said no, or somebody else answered. Else it may pass, and can be tried again. */
const isRefusal = (error: unknown): boolean =>
  error instanceof client.WWWAuthenticateChallengeError ||
  error instanceof client.AuthorizationResponseError ||
  (error instanceof client.ResponseBodyError && error.status < 500) ||
  (error instanceof client.ClientError && FORGED.includes(error.code));

export function createLogin({ url, issuer, clientId, clientSecret, rolesClaim }: LoginConfig): Login {
  const server = new URL(issuer);
  let discovered: Promise<client.Configuration> | undefined;
  /** Asked for at the first login, and again after a failure: the service starts without the provider. */
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

  /** Tokens anew, and the roles in the claims that come with them. */
  const refresh = async (config: client.Configuration, subject: string, tokens: ProviderTokens) => {
    const fresh = await client.refreshTokenGrant(config, tokens.refresh!);
    const claims = fresh.claims();
    if (claims && claims.sub !== subject) return undefined;
    const renewed: ProviderTokens = {
      ...tokens,
      access: fresh.access_token,
      refresh: fresh.refresh_token ?? tokens.refresh,
      id: fresh.id_token ?? tokens.id,
    };
    return { tokens: renewed, claim: claims && claimIn(claims, rolesClaim) };
  };

  const told = async (subject: string, tokens: ProviderTokens): Promise<Asked> => {
    if (tokens.tells === 'never') return { kind: 'silent' };
    const config = await configuration();
    if (tokens.tells === 'by-userinfo') {
      try {
        // A provider that has told them by it may leave the claim out when there are none any more.
        return { kind: 'told', roles: rolesIn(await byUserinfo(config, subject, tokens.access)), tokens };
      } catch (error) {
        if (!isRefusal(error) || tokens.refresh === undefined) throw error; // else the access token has ended
      }
    }
    const renewed = await refresh(config, subject, tokens);
    if (!renewed) return { kind: 'gone' };
    const claim =
      tokens.tells === 'by-refresh'
        ? renewed.claim
        : await byUserinfo(config, subject, renewed.tokens.access);
    return { kind: 'told', roles: rolesIn(claim), tokens: renewed.tokens };
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

    ask: (subject, tokens) =>
      told(subject, tokens).catch((error: unknown) => ({
        kind: isRefusal(error) ? ('gone' as const) : ('unavailable' as const),
      })),

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
