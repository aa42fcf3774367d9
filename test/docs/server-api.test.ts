/** Runs the examples of `docs` for the server API unchanged (clients, webhooks, assertions), and compares the example answers with the service's. */
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unitCertified, webhookOf } from '../../bff/contract/webhook.ts';
import { newWebhookSecret } from '../../bff/sites/secrets.ts';
import { recordAnswer } from '../../bff/registry/partner-answers.ts';
import { signAssertion, type Assertion } from '../../bff/registration/assertion.ts';
import { kindsOf } from '../../bff/status/kinds.ts';
import type { ComponentName } from '../../bff/http/described.ts';
import { deviationsOf } from '../support/openapi.ts';
import { makeProject, readExample } from './support/examples.ts';
import { DOCUMENTS, readDocument, snippetsIn } from './support/pages.ts';
import { compile, runnable, runProgram } from './support/programs.ts';

/** A Java program takes seconds to start on a busy machine. */
const PATIENCE = 120_000;

const webhookPrograms = runnable(['WebhookVerifier.java', 'webhook.py']);
const assertionPrograms = runnable(['AssertionVerifier.java', 'assertion.py']);

const UNIT = '91320100MA1DEM015L';
const jsonOf = (name: string): unknown => JSON.parse(readExample(name));

let publicKeys: JWK[] = [];
const answers: Record<string, () => unknown> = {
  [`/v1/units/${UNIT}/certification`]: () => jsonOf('status-answer.json'),
  '/.well-known/jwks.json': () => ({ keys: publicKeys }),
};
let bff: Server;
let url: string;
let folder: string;

beforeAll(async () => {
  bff = createServer((request, response) => {
    const answer = answers[request.url!];
    response.setHeader('content-type', 'application/json');
    response.writeHead(answer ? 200 : 503).end(JSON.stringify(answer?.() ?? {}));
  });
  await new Promise<void>((resolve) => bff.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(bff.address() as AddressInfo).port}`;
  folder = makeProject('docs-server-api', url);
  compile(folder, [...webhookPrograms, ...assertionPrograms]);
}, PATIENCE);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await new Promise((resolve) => bff.close(resolve));
});

it('the example answers about units match the service', () => {
  const since = new Date('2026-11-25T06:55:00.000Z');
  const rest = { pending: false, registered_at: null };
  const open = { dueAt: null, dueReason: null, endedAt: null, endReason: null };
  const term = {
    since,
    by: 'agent',
    method: 'registry',
    source: 'market',
    evidenceAsOf: '2026-11-20',
    ...open,
  } as const;
  const none = { since: null, by: null, method: null, source: null, evidenceAsOf: null, ...open };
  const certified = kindsOf({ ...rest, ...term }, new Set());
  const uncertified = kindsOf({ ...rest, ...none }, new Set());
  const unit = { code: UNIT, name: '江苏示例科技有限公司' };
  expect(jsonOf('status-answer.json')).toEqual({ unit, kinds: certified });
  expect(jsonOf('statuses-answer.json')).toEqual({
    units: [
      { unit, kinds: uncertified },
      { code: 'nonsense', error: 'bad-format' },
    ],
  });
});

it('the history is such as the service gives', () => {
  expect(deviationsOf(jsonOf('history-answer.json'), 'UnitTerms')).toBe('');
});

it('JSON in a document is an example, or of a type of the API', () => {
  const inline = DOCUMENTS.flatMap((page) => snippetsIn(readDocument(page))).filter(
    ({ language, title }) => language === 'json' && title === undefined,
  );
  expect(inline.length).toBeGreaterThan(2);
  for (const { schema, code } of inline)
    expect(deviationsOf(JSON.parse(code), schema as ComponentName), code).toBe('');
});

it('the webhook is such as the service sends', () => {
  const certified = { by: 'agent', method: 'registry' } as const;
  const event = unitCertified(
    { unit: UNIT, reference: 'K7M29QXH' },
    certified,
    new Date('2026-11-25T06:55:00.000Z'),
  );
  const head = { position: 1207, seal: 'k1-…', at: '2026-11-25T06:54:59.412000Z', signature: 'k1-…' };
  expect(jsonOf('webhook-body.json')).toEqual(webhookOf(event, 42, head));
});

it('the answer of a registry is one that the service reads', () => {
  expect(recordAnswer.safeParse(jsonOf('registry-answer.json'))).toMatchObject({ success: true });
});

/** Imports a module of the project. */
const load = <Exports>(module: string, env: Record<string, string>): Promise<Exports> => {
  Object.assign(process.env, env);
  return import(join(folder, module)) as Promise<Exports>;
};

it('check-status.js distinguishes certified, uncertified and unknown', async () => {
  const { isCertified } = await load<{ isCertified: (code: string) => Promise<boolean | undefined> }>(
    'check-status.js',
    { SITE_SECRET: 'a-secret-of-thirty-two-bytes-or-more' },
  );
  expect(await isCertified(UNIT)).toBe(true);
  expect(await isCertified('91320199MA1DEM023W')).toBe(undefined);
});

it('portal-client-internal.js has every method', async () => {
  const { certification } = await load<{ certification: object }>('portal-client-internal.js', {
    SITE_SECRET: 'a-secret-of-thirty-two-bytes-or-more',
  });
  const methods = ['token', 'registrationToken', 'status', 'statuses', 'verifyAssertion'];
  expect(Object.keys(certification)).toEqual(expect.arrayContaining(methods));
});

describe('webhooks', () => {
  const secret = newWebhookSecret();
  const id = 'msg_1';
  const body = readExample('webhook-body.json');

  /** The headers of a message, signed by the next secret too, as during a rotation. */
  const signed = (at: Date, text = body) => ({
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': [newWebhookSecret(), secret]
      .map((each) => new Webhook(each).sign(id, at, text))
      .join(' '),
  });

  it('webhook-receiver.js stores genuine ones, refuses others and ignores new types', async () => {
    writeFileSync(
      join(folder, 'store.js'),
      'export const stored = [];\nexport const store = async (id, event) => void stored.push([id, event]);\n',
    );
    interface App {
      request: (path: string, init: RequestInit) => Promise<Response>;
    }
    const { app } = await load<{ app: App }>('webhook-receiver.js', { WEBHOOK_SECRET: secret });
    const { stored } = await load<{ stored: unknown[] }>('store.js', {});
    const post = async (text: string, headers: Record<string, string>) =>
      (await app.request('/webhooks/certification', { method: 'POST', body: text, headers })).status;
    const later = JSON.stringify({ type: 'unit.renamed', data: {} });
    expect(await post(body, signed(new Date()))).toBe(204);
    expect(await post(`${body} `, signed(new Date()))).toBe(401);
    expect(await post(later, signed(new Date(), later))).toBe(204);
    expect(stored).toEqual([[id, JSON.parse(body)]]);
  });

  it.each(webhookPrograms)(
    '%s distinguishes genuine ones from others',
    { timeout: PATIENCE },
    async (program) => {
      const verdict = async (at: Date, input: string, forged: object = {}): Promise<string> => {
        const args = Object.values({ ...signed(at), ...forged });
        const printed = await runProgram(program, { folder, args, env: { WEBHOOK_SECRET: secret }, input });
        return printed.toLowerCase();
      };
      const now = Date.now();
      expect(await verdict(new Date(now), body)).toBe('true');
      expect(await verdict(new Date(now), `${body} `)).toBe('false');
      expect(await verdict(new Date(now - 600_000), body)).toBe('false');
      for (const forged of [{ 'webhook-signature': 'v1,é' }, { 'webhook-timestamp': '²' }])
        expect(await verdict(new Date(now), body, forged)).toBe('false');
    },
  );
});

describe('assertions', () => {
  let privateKey: JWK;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    privateKey = await exportJWK(pair.privateKey);
    const another = await exportJWK((await generateKeyPair('ES256')).publicKey);
    publicKeys = [
      { ...another, kid: 'k0', alg: 'ES256', use: 'sig' },
      { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' },
    ];
  });

  const assertion = (change: Partial<Assertion> = {}, signedAt = Date.now(), kid = 'k1'): Promise<string> =>
    signAssertion(
      { kid, privateKey },
      {
        issuer: url,
        siteId: 'portal',
        unit: { code: UNIT, name: '南京示例有限公司' },
        phone: '13800000000',
        email: 'zhang@example.com',
        kinds: [{ kind: 'phone', status: 'certified' }],
        id: 'a1',
        ...change,
      },
      signedAt,
    );

  it.each(assertionPrograms)(
    '%s accepts those of the service for the site',
    { timeout: PATIENCE },
    async (program) => {
      const verdict = (token: string): Promise<string> =>
        runProgram(program, { folder, args: [token], env: { BFF: url, SITE_ID: 'portal' } });
      expect(await verdict(await assertion())).toContain('13800000000');
      const refused = [
        await assertion({}, Date.now(), 'k0'), // signed by another key than `kid` names
        await assertion({ siteId: 'other' }),
        await assertion({ issuer: 'https://other.example' }),
        await assertion({}, Date.now() - 600_000),
      ];
      for (const token of refused) expect(await verdict(token)).toMatch(/^(null|None)$/);
    },
  );
});
