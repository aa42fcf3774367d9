/** The desk on a real socket with a real provider, and a browser that follows redirects and keeps cookies, without a window. */
import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { pino } from 'pino';
import { test } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { createLogin } from '../../../bff/desk/people/login.ts';
import { createDesk } from '../../../bff/desk/routes.ts';
import { createStaffLogin, type Staff } from '../../../demo/staff/provider.ts';
import { openOnPostgres } from '../../support/databases.ts';
import { submitterOf, testDependencies, type TestDependencies } from '../../support/dependencies.ts';
import { LI, rightClaim } from '../../support/people.ts';
import { newUnit } from '../../support/store.ts';

export const STAFF: readonly Staff[] = [
  { subject: 'hotline-1', title: '热线人员', roles: ['hotline'] },
  { subject: 'hotline-2', title: '热线人员乙', roles: ['hotline'] },
  { subject: 'officer-1', title: '核验人员甲', roles: ['officer'] },
  { subject: 'officer-2', title: '核验人员乙', roles: ['officer'] },
  { subject: 'auditor-1', title: '审计人员', roles: ['auditor'] },
  { subject: 'nobody-1', title: '没有角色', roles: ['clerk'] },
];

export const AUTHORITY = '示例市社会保险经办中心';

/** The provider of a test. */
interface TestProvider {
  /** Answers 503 to everything while it is true. */
  isDown: boolean;
  /** The paths that were asked for. */
  asked: string[];
  /** The answer to a path waits for it. */
  before: (path: string) => Promise<void> | void;
}

export interface TestDesk {
  url: string;
  issuer: string;
  app: Hono;
  /** The same application in another process: on the same database, by the same provider, at the same address. */
  replica(): Hono;
  /** Changed by tests: the provider reads it each time. */
  staff: Staff[];
  provider: TestProvider;
  close(): Promise<void>;
}

export async function startDesk(deps: TestDependencies, log = pino({ level: 'silent' })): Promise<TestDesk> {
  const parts: { desk?: Hono; provider?: RequestListener } = {};
  const provider: TestProvider = { isDown: false, asked: [], before: () => undefined };
  const login = createServer((request, response) => {
    const [path = ''] = request.url!.split('?');
    provider.asked.push(path);
    void Promise.resolve(provider.before(path)).then(() => {
      if (provider.isDown) return void response.writeHead(503).end();
      parts.provider!(request, response);
    });
  });
  await new Promise<void>((resolve) => login.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(login.address() as AddressInfo).port}`;
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const listening = serve(
      { fetch: (request, env) => parts.desk!.fetch(request, env), hostname: '127.0.0.1', port: 0 },
      () => resolve(listening),
    );
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const client = { clientId: 'desk', clientSecret: 'a-secret-of-the-test-that-is-long-enough' };
  const staff = STAFF.map((person) => ({ ...person }));
  parts.provider = createStaffLogin({ url: issuer, deskUrl: url, ...client, staff });
  const replica = () =>
    createDesk({
      certification: Object.assign(deps, { log }),
      login: createLogin({ url, issuer, ...client, rolesClaim: 'roles' }),
      url,
      authorityName: AUTHORITY,
    });
  parts.desk = replica();
  return {
    url,
    issuer,
    app: parts.desk,
    replica,
    staff,
    provider,
    async close() {
      for (const one of [server, login]) {
        one.close();
        if ('closeAllConnections' in one) one.closeAllConnections();
      }
    },
  };
}

/** Vitest's `test` with a desk on PostgreSQL, and the code of a unit in the registry. */
export const deskTest = test
  .extend('database', { scope: 'file' }, async ({}, { onCleanup }) => {
    const { database, close } = await openOnPostgres();
    onCleanup(close);
    return database;
  })
  .extend('deps', async ({ database }) => {
    await database.kysely.deleteFrom('limit_counter').where('kind', '!=', 'unit').execute(); // other tests aim at the same person
    return testDependencies(database);
  })
  .extend('desk', async ({ deps }, { onCleanup }) => {
    const desk = await startDesk(deps);
    onCleanup(() => desk.close());
    return desk;
  })
  .extend('unit', ({ deps }) => newUnit(deps))
  /** Uses up the unit's attempts of a day. */
  .extend('useUp', ({ deps, unit }) => async () => {
    const { name } = LI;
    const { idNumber } = rightClaim().legalRepresentative;
    const wrong = rightClaim({ legalRepresentative: { name, idNumber } });
    for (let tries = 1; tries < deps.limits.userUnitPerDay; tries++) {
      const other = { ...wrong, foundedOn: `1999-01-0${tries}` };
      await submit(deps, submitterOf(unit), randomUUID(), other);
      deps.clock.now += 1;
    }
    await submit(deps, submitterOf(unit), randomUUID(), wrong);
  })
  .extend('officers', async ({ desk }) => ({
    first: await loggedIn(desk, 'officer-1'),
    second: await loggedIn(desk, 'officer-2'),
  }))
  .extend('lastEvents', ({ database }) => async (count: number) => {
    const events = await database.kysely
      .selectFrom('event')
      .select(['type', 'actor'])
      .orderBy('position', 'desc')
      .limit(count)
      .execute();
    return events.reverse();
  });

export interface Answer {
  status: number;
  url: string;
  headers: Headers;
  text: string;
}

export interface Browser {
  get(address: string, headers?: Record<string, string>): Promise<Answer>;
  /** `fields` of a form of the page that was answered last, with its token unless they have one. `headers`: others than a browser sends. */
  post(
    address: string,
    fields: Record<string, string | string[]>,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** By origin. */
  cookies: Map<string, Map<string, string>>;
}

/** Without the marks round words that stay on one line. */
export const withoutParts = (text: string): string =>
  text.replaceAll(/<span class="(?:part|whole-item)">([^<]*)<\/span>/g, '$1');

/** The return that a page shows with the form of a proposal; '' is none. */
export const returnedIn = (text: string): string => /name="returned"\s+value="([^"]*)"/.exec(text)![1]!;

/** The id of the first proposal that a page has a form for. */
export const proposalIn = (text: string): string => /name="proposal"\s+value="([^"]+)"/.exec(text)![1]!;

/** The sentences to be read out, without tags. */
export const saidIn = (text: string): string =>
  (/<div class="say">([\s\S]*?)<\/div>/.exec(text)?.[1] ?? '').replace(/<[^>]*>/g, '');

/** The tone and the title of the first notice. */
export const titleIn = (text: string): string =>
  (/<div class="notice ([^]*?)<\/strong/.exec(text)?.[1] ?? '')
    .replace(/"[^>]*>|<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** The first row of a table with these words. */
export const rowOf = (text: string, words: string): string =>
  text.split('<tr').find((row) => row.includes(words))!;

const csrfIn = (text: string): string => /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';

export function createBrowser(desk: Pick<TestDesk, 'url'>): Browser {
  const cookies: Browser['cookies'] = new Map();
  let csrf = '';
  const send = async (address: URL, init: RequestInit): Promise<Answer> => {
    const jar = cookies.get(address.origin) ?? new Map<string, string>();
    cookies.set(address.origin, jar);
    const headers = new Headers(init.headers);
    headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const location = answer.headers.get('Location');
    if (location) {
      await answer.body?.cancel();
      return send(new URL(location, address), { method: 'GET' });
    }
    const text = await answer.text();
    csrf = csrfIn(text) || csrf;
    return { status: answer.status, url: address.href, headers: answer.headers, text };
  };
  return {
    cookies,
    get: (address, headers = {}) => send(new URL(address, desk.url), { method: 'GET', headers }),
    post(address, fields, headers = {}) {
      const to = new URL(address, desk.url);
      const body = new URLSearchParams();
      for (const [name, values] of Object.entries({ csrf, ...fields }))
        for (const value of [values].flat()) body.append(name, value);
      return send(to, {
        method: 'POST',
        body: body.toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: to.origin, ...headers },
      });
    },
  };
}

/** A browser of a person who has logged in, on the first page after it. */
export async function loggedIn(desk: TestDesk, subject: string): Promise<Browser & { first: Answer }> {
  const browser = createBrowser(desk);
  const choice = await browser.get('/login');
  const first = await browser.post(choice.url, { subject });
  return { ...browser, first };
}
