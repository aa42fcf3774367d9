/** The demo portal without a network: requests go to its app directly, and the test handles the cookies. */
import { randomBytes, randomUUID } from 'node:crypto';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { Webhook } from 'standardwebhooks';
import { createPortalClient, type KindView, type Status } from '../../../bff/portal-client/index.ts';
import { DEMO_PASSWORD } from '../../../demo/data/accounts.ts';
import { createPhone, type Phone } from '../../../demo/partner/phone.ts';
import { createPortal } from '../../../demo/portal/app.ts';

export const PORTAL = 'http://localhost:8788';
export const BFF = 'http://localhost:8787';
export const SECRET = 'a secret of the portal, thirty-two bytes or more';
const WEBHOOK_SECRET = `whsec_${randomBytes(32).toString('base64')}`;

export interface Browser {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  /** Fills and sends the login form; fields can be changed. */
  logIn(fields?: Record<string, string>): Promise<Response>;
}

/** A webhook as the certification service sends it. */
export interface Message {
  type?: string;
  status?: string;
  kind?: string;
  sequence?: number;
  /** More of the event's data. */
  data?: object;
  id?: string;
  secret?: string;
  /** Milliseconds. */
  at?: number;
}

export interface TestPortal {
  phone: Phone;
  /** The certification service's answer for every unit; undefined: it does not answer. */
  service: { status: Status | undefined } & Pick<KindView, 'due' | 'reason'>;
  /** An assertion as the certification service signs it; `undefined` takes a claim out. */
  assert(claims?: Record<string, unknown>, header?: { typ?: string; key?: CryptoKey }): Promise<string>;
  browser(): Browser;
  /** Resolves to the answer's status. */
  webhook(message?: Message): Promise<number>;
}

const UNIT = { code: '91320199MA1DEM146X', name: '云川市新荷文化传媒有限公司' };
export const LOGGED_IN = { code: '91320199MA1DEM023W', name: '云川江月软件（集团）有限公司' };

export async function startPortal(): Promise<TestPortal> {
  const phone = createPhone(Date.now);
  const signing = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(signing.publicKey)), kid: 'bff', alg: 'ES256' };
  const service: TestPortal['service'] = { status: 'certified' };
  const client = createPortalClient({
    ...{ bff: BFF, site: 'portal', key: { secret: SECRET } },
    assertionKeys: createLocalJWKSet({ keys: [jwk] }),
  });
  const app = createPortal({
    ...{ url: PORTAL, bffUrl: BFF, webhookSecret: WEBHOOK_SECRET, phone },
    certification: {
      ...client,
      status: (code) =>
        Promise.resolve(
          service.status
            ? {
                ok: true,
                value: {
                  unit: { code },
                  kinds: [{ ...service, status: service.status, kind: 'real-name' }],
                },
              }
            : { ok: false, error: { code: 'unreachable', message: 'no answer', retryable: true } },
        ),
    },
  });

  const browser = (): Browser => {
    const cookies = new Map<string, string>();
    const ask = async (path: string, init: RequestInit) => {
      const headers = new Headers(init.headers);
      if (cookies.size > 0) headers.set('Cookie', [...cookies.values()].join('; '));
      const response = await app.request(PORTAL + path, { ...init, headers });
      for (const set of response.headers.getSetCookie()) {
        const pair = set.split(';')[0]!;
        const name = pair.split('=')[0]!;
        if (/Max-Age=0/.test(set)) cookies.delete(name);
        else cookies.set(name, pair);
      }
      return response;
    };
    const self: Browser = {
      get: (path, headers = {}) => ask(path, { headers }),
      post: (path, fields, headers = { Origin: PORTAL }) =>
        ask(path, { method: 'POST', body: new URLSearchParams(fields), headers }),
      async logIn(fields = {}) {
        const page = await (await self.get('/login')).text();
        const [, captchaId = ''] = /name="captchaId" value="([^"]+)"/.exec(page)!;
        const [, a, b] = /(\d+)加(\d+)等于几/.exec(page)!;
        const captcha = String(Number(a) + Number(b));
        const own = { userName: LOGGED_IN.code, password: DEMO_PASSWORD };
        return self.post('/login', { ...own, captchaId, captcha, ...fields });
      },
    };
    return self;
  };

  return {
    phone,
    service,
    browser,
    assert(claims = {}, { typ = 'unit-registration+jwt', key = signing.privateKey } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const { code, name } = (claims['unit'] ?? UNIT) as typeof UNIT;
      return new SignJWT({
        ...{ iss: BFF, aud: 'portal', sub: code, jti: randomUUID(), iat: now, exp: now + 300 },
        ...{ unit: { code, name }, phone: '13900000014', email: 'office@xinhe.example' },
        kinds: [{ kind: 'phone', status: 'certified' }],
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', typ, kid: 'bff' })
        .sign(key);
    },
    async webhook(message = {}) {
      const { type = 'unit.certified', status = 'certified', kind = 'real-name', sequence = 1 } = message;
      const { id = `msg_${randomUUID()}`, secret = WEBHOOK_SECRET } = message;
      const at = new Date(message.at ?? Date.now());
      const body = JSON.stringify({
        ...{ type, timestamp: at.toISOString() },
        data: { unit: LOGGED_IN.code, kind, status, at: at.toISOString(), sequence, ...message.data },
      });
      const answer = await app.request(`${PORTAL}/webhooks/certification`, {
        ...{ method: 'POST', body },
        headers: {
          'Content-Type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': new Webhook(secret).sign(id, at, body),
        },
      });
      return answer.status;
    },
  };
}
