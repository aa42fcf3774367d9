/** Wrong answers of a provider: to the login, and to the question for the roles. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { test as base, describe, expect } from 'vitest';
import { createLogin } from '../../../bff/desk/people/login.ts';

/** The answers of the provider, which a test changes. */
interface Answers {
  /** Claims of the ID token, over the right ones. */
  claims: Record<string, unknown>;
  userinfo: Record<string, unknown> | undefined;
  status: number;
  metadata: Record<string, unknown>;
  hasStrangeKey: boolean;
  /** The ID token, made of its claims in another way. */
  idToken: ((claims: JWTPayload) => string | Promise<string>) | undefined;
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const it = base
  .extend('keys', { scope: 'file' }, async () => [
    await generateKeyPair('RS256'),
    await generateKeyPair('RS256'),
  ])
  .extend('provider', async ({ keys }, { onCleanup }) => {
    const answers: Answers = {
      claims: {},
      userinfo: { sub: 'officer-1', roles: ['officer'] },
      status: 200,
      metadata: {},
      hasStrangeKey: false,
      idToken: undefined,
    };
    const server = createServer((request, response) => {
      const answer = async (): Promise<object> => {
        switch (request.url) {
          case '/.well-known/openid-configuration':
            return {
              issuer,
              authorization_endpoint: `${issuer}/authorize`,
              token_endpoint: `${issuer}/token`,
              userinfo_endpoint: `${issuer}/userinfo`,
              jwks_uri: `${issuer}/jwks`,
              ...answers.metadata,
            };
          case '/jwks':
            return { keys: [{ ...(await exportJWK(keys[0]!.publicKey)), alg: 'RS256', kid: 'one' }] };
          case '/userinfo':
            response.statusCode = answers.status;
            if (answers.status === 401)
              response.setHeader('WWW-Authenticate', 'Bearer error="invalid_token"');
            return answers.userinfo ?? {};
          default: {
            const now = Math.floor(Date.now() / 1000);
            const right = {
              iss: issuer,
              aud: 'desk',
              sub: 'officer-1',
              nonce: 'nonce',
              iat: now,
              exp: now + 60,
            };
            const claims = { ...right, ...answers.claims };
            const idToken =
              (await answers.idToken?.(claims)) ??
              (await new SignJWT(claims)
                .setProtectedHeader({ alg: 'RS256', kid: 'one' })
                .sign(keys[answers.hasStrangeKey ? 1 : 0]!.privateKey));
            return {
              access_token: 'access',
              refresh_token: 'refresh',
              token_type: 'Bearer',
              id_token: idToken,
            };
          }
        }
      };
      void answer().then((body) => {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify(body));
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const issuer = `http://127.0.0.1:${port}`;
    onCleanup(() => void server.close());
    return { answers, issuer, port };
  })
  .extend('login', ({ provider }) => loginAt(provider.issuer));

const SECRET = 'a-secret-of-the-client-that-is-long-enough';
const signedWith = (secret: string) => (claims: JWTPayload) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(Buffer.from(secret));

const loginAt = (issuer: string) =>
  createLogin({
    url: 'https://desk.example',
    issuer,
    clientId: 'desk',
    clientSecret: SECRET,
    rolesClaim: 'roles',
  });
const PENDING = { state: 'state', nonce: 'nonce', verifier: 'v'.repeat(43) };
const TOKENS = { access: 'access', refresh: 'refresh', id: 'id', tells: 'by-userinfo' } as const;
const QUERY = '?code=code&state=state';

describe('a login', () => {
  it('is of the person whom the provider names', async ({ login }) => {
    expect(await login.finish(QUERY, PENDING)).toMatchObject({
      kind: 'logged-in',
      subject: 'officer-1',
      roles: ['officer'],
      tokens: { tells: 'by-userinfo' },
    });
  });

  it.for<[string, Partial<Answers>]>([
    ['for another client', { claims: { aud: 'another' } }],
    [
      'for several clients, this one not the authorized party',
      { claims: { aud: ['desk', 'another'], azp: 'another' } },
    ],
    ['of another login', { claims: { nonce: 'another' } }],
    ['without a nonce', { claims: { nonce: undefined } }],
    ['of another issuer', { claims: { iss: 'https://elsewhere.example' } }],
    ['that is over', { claims: { exp: 1 } }],
    ['of another person than userinfo', { claims: { sub: 'another' } }],
    ['signed by a key that is not the provider’s', { hasStrangeKey: true }],
  ])('with an ID token %s is refused', async ([, change], { login, provider }) => {
    Object.assign(provider.answers, change);
    expect(await login.finish(QUERY, PENDING)).toEqual({ kind: 'refused' });
  });

  it.for<[string, (publicKey: string) => Answers['idToken']]>([
    ['nothing', () => (claims) => `${encoded({ alg: 'none' })}.${encoded(claims)}.`],
    ['the client’s secret', () => signedWith(SECRET)],
    ['the provider’s public key as a secret', (publicKey) => signedWith(publicKey)],
  ])('with an ID token signed with %s is refused', async ([, sign], { login, provider, keys }) => {
    provider.answers.idToken = sign(await exportSPKI(keys[0]!.publicKey));
    expect(await login.finish(QUERY, PENDING)).toEqual({ kind: 'refused' });
  });

  it.for(['?code=code&state=another', '?code=code', '?error=access_denied&state=state', ''])(
    'that comes back with "%s" is refused',
    async (query, { login }) => {
      expect(await login.finish(query, PENDING)).toEqual({ kind: 'refused' });
    },
  );

  it('begins nowhere when the metadata are of another issuer', async ({ login, provider }) => {
    provider.answers.metadata = { issuer: 'https://elsewhere.example' };
    await expect(login.begin()).rejects.toThrow();
  });
});

describe('the roles', () => {
  it('come from the ID token where userinfo has none, and are asked by a refresh', async ({
    login,
    provider,
  }) => {
    provider.answers.userinfo = { sub: 'officer-1' };
    provider.answers.claims = { roles: ['officer'] };
    const result = await login.finish(QUERY, PENDING);
    if (result.kind !== 'logged-in') throw new Error(result.kind);
    expect(result).toMatchObject({ roles: ['officer'], tokens: { tells: 'by-refresh' } });
    provider.answers.claims = { roles: ['auditor'], nonce: undefined };
    expect(await login.ask('officer-1', result.tokens)).toEqual({ kind: 'outdated' });
    expect(await login.renew('officer-1', result.tokens)).toMatchObject({
      kind: 'renewed',
      roles: ['auditor'],
    });
  });

  it.for<[string, Partial<Answers>, object]>([
    ['are told', {}, { kind: 'told', roles: ['officer'] }],
    ['are none when they were taken away', { userinfo: { sub: 'officer-1' } }, { kind: 'told', roles: [] }],
    [
      'of another person are nobody’s',
      { userinfo: { sub: 'another', roles: ['officer'] } },
      { kind: 'gone' },
    ],
    ['wait for a provider that is busy', { status: 503 }, { kind: 'unavailable' }],
  ])('%s', async ([, change, result], { login, provider }) => {
    Object.assign(provider.answers, change);
    expect(await login.ask('officer-1', TOKENS)).toMatchObject(result);
  });

  it('are asked by other tokens when the access token has ended, unless there is none to renew it', async ({
    login,
    provider,
  }) => {
    provider.answers.status = 401;
    expect(await login.ask('officer-1', TOKENS)).toEqual({ kind: 'outdated' });
    expect(await login.ask('officer-1', { ...TOKENS, refresh: undefined })).toEqual({ kind: 'gone' });
    provider.answers.claims = { nonce: undefined };
    expect(await login.renew('officer-1', TOKENS)).toMatchObject({ kind: 'renewed', roles: undefined });
    expect(await login.renew('officer-1', { ...TOKENS, refresh: undefined })).toEqual({ kind: 'gone' });
  });

  it('are not asked where the provider tells them only at the login', async ({ login }) => {
    expect(await login.ask('officer-1', { ...TOKENS, tells: 'never' })).toEqual({ kind: 'silent' });
  });
});
