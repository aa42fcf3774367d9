/** The demo portal without a network: requests go to its app directly, cookies are kept by hand. */
import { solveChallenge } from 'altcha-lib';
import type { Challenge } from 'altcha-lib/types';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { createPhone, type Phone } from '../../../demo/partner/phone.ts';
import { createPortal } from '../../../demo/portal/app.ts';
import { type PortalKeys, portalKeys, SITE_ID } from '../../../demo/portal/signing-key.ts';
import type { RealNameStatus } from '../../../demo/shared/standing.ts';
import { createWebhookReceiver, type WebhookReceiver } from '../../../demo/shared/webhook-receiver.ts';
import { DEMO_PASSWORD } from '../../../demo/data/accounts.ts';
import { clientThatKnows } from './client.ts';

export const PORTAL = 'http://localhost:8788';
export const BFF = 'http://localhost:8787';

export async function newKeys(): Promise<PortalKeys> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return portalKeys({ ...(await exportJWK(privateKey)), kid: 'test' });
}

export interface Browser {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  /** The answer that the captcha's widget puts into the form. */
  captcha(): Promise<string>;
  /** Fills and sends the login form; fields can be changed. */
  logIn(fields?: Record<string, string>): Promise<Response>;
  /** As it is sent; by default the session's. */
  cookie(name?: string): string | undefined;
}

export interface TestPortal {
  clock: { now: number };
  keys: PortalKeys;
  webhooks: WebhookReceiver;
  phone: Phone;
  /** An assertion as the certification service signs it; `undefined` takes a claim out. */
  assert(
    claims?: Record<string, unknown>,
    header?: { alg?: string; typ?: string; key?: CryptoKey },
  ): Promise<string>;
  /** What the certification service says of every unit; undefined: it does not answer. */
  service: { status: RealNameStatus | undefined };
  browser(): Browser;
  /** Without a browser's cookies and origin. */
  request(path: string, init: RequestInit): Promise<Response>;
}

const UNIT = { code: '91320199MA1DEM146X', name: '云川市新荷文化传媒有限公司' };

/** `accountsFile`: where registered accounts are kept. */
export async function startPortal(accountsFile?: string): Promise<TestPortal> {
  const clock = { now: Date.now() };
  const keys = await newKeys();
  const webhooks = createWebhookReceiver();
  const phone = createPhone(() => clock.now);
  const signing = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(signing.publicKey)), kid: 'bff', alg: 'ES256' };
  const service: TestPortal['service'] = { status: 'certified' };
  const certification = clientThatKnows(
    {
      bff: BFF,
      site: SITE_ID,
      key: keys.signing,
      assertionKeys: createLocalJWKSet({ keys: [jwk] }),
      now: () => clock.now,
    },
    () => service.status,
  );
  const app = await createPortal({
    url: PORTAL,
    bffUrl: BFF,
    jwks: keys.jwks,
    certification,
    webhooks,
    phone,
    accountsFile,
    now: () => clock.now,
  });

  const browser = (): Browser => {
    const cookies = new Map<string, string>();
    const ask = async (path: string, init: RequestInit) => {
      const headers = new Headers(init.headers);
      if (cookies.size > 0) headers.set('Cookie', [...cookies.values()].join('; '));
      const response = await app.request(PORTAL + path, { ...init, headers });
      for (const set of response.headers.getSetCookie()) {
        const [pair] = set.split(';');
        const name = pair!.split('=')[0]!;
        if (/Max-Age=0/.test(set)) cookies.delete(name);
        else cookies.set(name, pair!);
      }
      return response;
    };
    const self: Browser = {
      get: (path, headers = {}) => ask(path, { headers }),
      post: (path, fields, headers = { Origin: PORTAL }) =>
        ask(path, { method: 'POST', body: new URLSearchParams(fields), headers }),
      async captcha() {
        const challenge = (await (await self.get('/login/captcha')).json()) as Challenge;
        const solution = await solveChallenge({ challenge, deriveKey });
        return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
      },
      logIn: async (fields = {}) =>
        self.post('/login', {
          unitCode: '91320199MA1DEM023W',
          password: DEMO_PASSWORD,
          role: 'administrator',
          ...('captcha' in fields ? {} : { captcha: await self.captcha() }),
          ...fields,
        }),
      cookie: (name = 'portal_session') => cookies.get(name),
    };
    return self;
  };
  return {
    clock,
    keys,
    webhooks,
    phone,
    assert(claims = {}, { alg = 'ES256', typ = 'unit-registration+jwt', key = signing.privateKey } = {}) {
      const now = Math.floor(clock.now / 1000);
      const { code, name } = (claims['unit'] ?? UNIT) as typeof UNIT;
      return new SignJWT({
        iss: BFF,
        aud: 'portal',
        sub: code,
        jti: crypto.randomUUID(),
        iat: now,
        exp: now + 300,
        unit: { code, name },
        phone: '13900000014',
        email: 'office@xinhe.example',
        kinds: [{ kind: 'phone', status: 'certified' }],
        ...claims,
      })
        .setProtectedHeader({ alg, typ, kid: 'bff' })
        .sign(key);
    },
    service,
    browser,
    request: async (path, init) => app.request(PORTAL + path, init),
  };
}
