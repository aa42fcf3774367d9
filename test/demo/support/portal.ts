/** The demo portal without a network: requests go to its app directly, cookies are kept by hand. */
import { solveChallenge } from 'altcha-lib';
import type { Challenge } from 'altcha-lib/types';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { exportJWK, generateKeyPair } from 'jose';
import { createPortal } from '../../../demo/portal/app.ts';
import { createPortalKeys, type PortalKeys } from '../../../demo/portal/site-tokens.ts';
import type { CertificationStatus } from '../../../demo/shared/status-api.ts';
import { createWebhookReceiver, type WebhookReceiver } from '../../../demo/shared/webhook-receiver.ts';
import { DEMO_PASSWORD } from '../../../demo/data/accounts.ts';

export const PORTAL = 'http://localhost:8788';
export const BFF = 'http://localhost:8787';

export async function newKeys(): Promise<PortalKeys> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return createPortalKeys({ ...(await exportJWK(privateKey)), kid: 'test' });
}

export interface Browser {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  /** The answer that the captcha's widget puts into the form. */
  captcha(): Promise<string>;
  /** Fills and sends the login form; fields can be changed. */
  logIn(fields?: Record<string, string>): Promise<Response>;
  cookie(): string | undefined;
}

export interface TestPortal {
  clock: { now: number };
  keys: PortalKeys;
  webhooks: WebhookReceiver;
  /** What the certification service says of every unit; undefined: it does not answer. */
  service: { status: CertificationStatus | undefined };
  browser(): Browser;
  /** Without a browser's cookies and origin. */
  request(path: string, init: RequestInit): Promise<Response>;
}

export async function startPortal(): Promise<TestPortal> {
  const clock = { now: Date.now() };
  const keys = await newKeys();
  const webhooks = createWebhookReceiver();
  const service: TestPortal['service'] = { status: 'certified' };
  const app = await createPortal({
    url: PORTAL,
    bffUrl: BFF,
    keys,
    webhooks,
    statusApi: { statusOf: () => Promise.resolve(service.status) },
    now: () => clock.now,
  });

  const browser = (): Browser => {
    let cookie: string | undefined;
    const ask = async (path: string, init: RequestInit) => {
      const headers = new Headers(init.headers);
      if (cookie) headers.set('Cookie', cookie);
      const response = await app.request(PORTAL + path, { ...init, headers });
      const set = response.headers.get('Set-Cookie');
      if (set) cookie = /Max-Age=0/.test(set) ? undefined : set.split(';')[0];
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
      cookie: () => cookie,
    };
    return self;
  };
  return {
    clock,
    keys,
    webhooks,
    service,
    browser,
    request: async (path, init) => app.request(PORTAL + path, init),
  };
}
