/** The examples of `docs` that verify webhooks and assertions, run as they stand, where their runtime is on the machine. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newWebhookSecret } from '../../bff/delivery/secrets.ts';
import { signAssertion, type Assertion } from '../../bff/registration/assertion.ts';
import { kindsOf } from '../../bff/units/kinds.ts';
import { LANGUAGES, readPage, snippetsIn } from './support/pages.ts';

const folder = fileURLToPath(new URL('../.output/docs-server-api', import.meta.url));
const files = snippetsIn(readPage('zh', 'server-api.md')).filter(({ title }) => title);

const works = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;
const java = works('javac', '--version');
const python = works('python3', '--version');
const cryptography = python && works('python3', '-c', 'import cryptography');

/** A Java program takes seconds to start on a busy machine. */
const PATIENCE = 120_000;

/** Runs a program of the folder; what it printed. */
const run = (command: string, args: string[], env: Record<string, string>, input = ''): Promise<string> =>
  new Promise((resolve, reject) => {
    const settings = { cwd: folder, env: { ...process.env, ...env } };
    const child = execFile(command, args, settings, (error, stdout) =>
      error ? reject(error) : resolve(stdout.trim()),
    );
    child.stdin!.end(input);
  });

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  for (const { title, code } of files) writeFileSync(join(folder, title!), code);
  const sources = files.flatMap(({ title }) => (title!.endsWith('.java') ? [title!] : []));
  if (java) spawnSync('javac', ['-encoding', 'UTF-8', ...sources], { cwd: folder, stdio: 'inherit' });
}, PATIENCE);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('the examples are the same in both languages, but for their comments', () => {
  const [zh, en] = LANGUAGES.map((language) =>
    snippetsIn(readPage(language, 'server-api.md'))
      .filter(({ title }) => title)
      .map(({ title, code }) => `${title}\n${code.replace(/(\/\/|#) .*/g, '')}`),
  );
  expect(zh).toHaveLength(4);
  expect(en).toEqual(zh);
});

it.each(LANGUAGES)('the answers shown in %s are such as the service gives', (language) => {
  const since = new Date('2026-11-25T06:55:00.000Z');
  const rest = { pending: false, registered_at: null };
  const open = { due_at: null, due_reason: null, ended_at: null, end_reason: null };
  const term = {
    since,
    by: 'agent',
    method: 'registry',
    source: 'market',
    evidence_as_of: '2026-11-20',
    ...open,
  } as const;
  const none = { since: null, by: null, method: null, source: null, evidence_as_of: null, ...open };
  const certified = kindsOf({ ...rest, ...term }, new Set(), since.getTime());
  const uncertified = kindsOf({ ...rest, ...none }, new Set(), since.getTime());
  const unit = { code: '91320100MA1DEM015L', name: '江苏示例科技有限公司' };
  const [one, many] = snippetsIn(readPage(language, 'server-api.md'))
    .filter((snippet) => snippet.language === 'json')
    .map(({ code }) => JSON.parse(code) as unknown);
  expect(one).toEqual({ unit, kinds: certified });
  expect(many).toEqual({
    units: [
      { unit, kinds: uncertified },
      { code: 'nonsense', error: 'bad-format' },
    ],
  });
});

const WEBHOOK_PROGRAMS = [
  ...(java ? [{ file: 'WebhookVerifier.java', command: ['java', 'WebhookVerifier'] }] : []),
  ...(python ? [{ file: 'webhook.py', command: ['python3', 'webhook.py'] }] : []),
];
const ASSERTION_PROGRAMS = [
  ...(java ? [{ file: 'AssertionVerifier.java', command: ['java', 'AssertionVerifier'] }] : []),
  ...(cryptography ? [{ file: 'assertion.py', command: ['python3', 'assertion.py'] }] : []),
];

it.each(WEBHOOK_PROGRAMS)(
  '$file tells genuine webhooks from others',
  async ({ command: [program, file] }) => {
    const [secret, next] = [newWebhookSecret(), newWebhookSecret()];
    const [id, body] = ['msg_1', '{"type":"unit.certified","data":{"unit":"91320100MA1DEM015L"}}'];
    const verdict = async (signed: Date, sent: string): Promise<string> => {
      const signatures = [next, secret].map((each) => new Webhook(each).sign(id, signed, body)).join(' ');
      const headers = [id, String(Math.floor(signed.getTime() / 1000)), signatures];
      return (await run(program!, [file!, ...headers], { WEBHOOK_SECRET: secret }, sent)).toLowerCase();
    };
    const now = Date.now();
    expect(await verdict(new Date(now), body)).toBe('true');
    expect(await verdict(new Date(now), `${body} `)).toBe('false');
    expect(await verdict(new Date(now - 600_000), body)).toBe('false');
  },
);

describe('assertions', () => {
  let bff: Server;
  let url: string;
  let privateKey: JWK;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    privateKey = await exportJWK(pair.privateKey);
    const another = await exportJWK((await generateKeyPair('ES256')).publicKey);
    const keys = [
      { ...another, kid: 'k0', alg: 'ES256', use: 'sig' },
      { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' },
    ];
    bff = createServer((_, response) => response.end(JSON.stringify({ keys })));
    await new Promise<void>((resolve) => bff.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(bff.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => bff.close(resolve)));

  const assertion = (change: Partial<Assertion> = {}, signedAt = Date.now(), kid = 'k1'): Promise<string> =>
    signAssertion(
      { kid, privateKey },
      {
        issuer: url,
        siteId: 'portal',
        unit: { code: '91320100MA1DEM015L', name: '南京示例有限公司' },
        phone: '13800000000',
        email: 'zhang@example.com',
        kinds: [{ kind: 'phone', status: 'certified' }],
        id: 'a1',
        ...change,
      },
      signedAt,
    );

  it.each(ASSERTION_PROGRAMS)(
    '$file takes those of the service for the site',
    async ({ command: [program, file] }) => {
      const verdict = async (token: string): Promise<string> =>
        run(program!, [file!, token], { BFF: url, SITE_ID: 'portal' });
      expect(await verdict(await assertion())).toContain('13800000000');
      const refused = [
        await assertion({}, Date.now(), 'k0'), // by another key than it says
        await assertion({ siteId: 'other' }),
        await assertion({ issuer: 'https://other.example' }),
        await assertion({}, Date.now() - 600_000),
      ];
      for (const token of refused) expect(await verdict(token)).toMatch(/^(null|None)$/);
    },
  );
});

it.each(python && !cryptography ? ['assertion.py'] : [])('%s is Python at least', (file) => {
  expect(spawnSync('python3', ['-m', 'py_compile', file], { cwd: folder }).status).toBe(0);
});
