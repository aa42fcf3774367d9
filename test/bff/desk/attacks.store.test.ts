/** Attempts to get past the desk's checks by other ways than a wrong role, form or session (`desk.store.test.ts` has those). */
import { connect } from 'node:net';
import { inspect } from 'node:util';
import { HonoRequest } from 'hono/request';
import { pino } from 'pino';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { findCase } from '../../../bff/cases/case.ts';
import { referenceOf } from '../../../bff/contract/reference.ts';
import { ACCESS } from '../../../bff/desk/people/access.ts';
import { deskRoutes } from '../../../bff/desk/routes.ts';
import { DESK_LIMITS } from '../../../bff/limits/limits.ts';
import { writeEvents } from '../../../bff/events/event.ts';
import type { TestDependencies } from '../../support/dependencies.ts';
import { dump } from '../../support/dump.ts';
import { ZHANG } from '../../support/people.ts';
import { newUnit } from '../../support/store.ts';
import { opened, proposed } from '../cases/support.ts';
import { createBrowser, deskTest as it, loggedIn, startDesk, type TestDesk } from './support.ts';

const ROUTES = deskRoutes({} as never).map(({ method, ...route }) => ({
  ...route,
  method: method.toUpperCase(),
}));
/** Routes that need no role. None of them shows or changes anything of a unit. */
const PUBLIC = ['GET /login', 'GET /login/callback', 'GET /goodbye', 'GET /desk.css', 'POST /logout'];

describe('a route', () => {
  it('exists with a role, or is one of the few that need none', ({ desk }) => {
    const there = desk.app.routes.filter(({ method }) => method !== 'ALL');
    const expected = [...PUBLIC, 'GET /', ...ROUTES.map(({ method, path }) => `${method} ${path}`)];
    expect(new Set(there.map(({ method, path }) => `${method} ${path}`))).toEqual(new Set(expected));
    expect(desk.app.routes.filter(({ method }) => method === 'ALL').map(({ path }) => path)).toEqual(['/*']);
  });

  it.for(ROUTES)('is shut without a login: $method $path', async ({ method, path }, { desk }) => {
    const address = path.replaceAll(/:\w+/g, 'K7M29QXH');
    const answer = await createBrowser(desk)[method === 'GET' ? 'get' : 'post'](address, {});
    expect(answer.status).toBe(401);
  });

  it.for(ROUTES.filter(({ method }) => method === 'POST'))(
    'does its deed by POST alone: $path',
    async ({ path }, { desk }) => {
      const { cookies } = await loggedIn(desk, 'officer-1');
      const session = `desk-session=${cookies.get(desk.url)!.get('desk-session')!}`;
      const address = desk.url + path.replaceAll(/:\w+/g, 'K7M29QXH');
      for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const answer = await fetch(`${address}?_method=POST`, {
          method,
          headers: { Cookie: session, Origin: desk.url, 'X-HTTP-Method-Override': 'POST' },
        });
        expect(answer.status).toBe(404);
      }
    },
  );
});

/** Roles that open a page. */
const OPENS = ROUTES.filter(({ method }) => method === 'GET').map((route) => ({
  ...route,
  who: `${ACCESS[route.access][0]}-1`,
}));
const ODD = [
  '\0',
  '-'.repeat(36),
  '9'.repeat(25),
  '-1',
  '1e400',
  '%',
  "' or 1=1 --",
  '\ud800',
  '<b>',
  '\u202e',
];

/** The names that pages read of their addresses, from now on. */
function namesRead(): ReadonlySet<string> {
  const names = new Set<string>();
  const read = Reflect.get(HonoRequest.prototype, 'query') as (this: HonoRequest, name: string) => string;
  const watched = function (this: HonoRequest, name: string) {
    names.add(name);
    return read.call(this, name);
  };
  const spy = vi.spyOn(HonoRequest.prototype, 'query').mockImplementation(watched as HonoRequest['query']);
  onTestFinished(() => spy.mockRestore());
  return names;
}

describe('odd values in an address', () => {
  it.for(OPENS)('are no error of ours: $path', async ({ path, who }, { desk }) => {
    const browser = await loggedIn(desk, who);
    const names = namesRead();
    await browser.get(path.replaceAll(/:\w+/g, 'K7M29QXH'));
    expect(names.has('before')).toBe(path === '/events'); // the page whose lists go back in time
    for (const odd of ODD) {
      const address = path.replaceAll(/:\w+/g, new URLSearchParams({ odd }).toString().slice('odd='.length));
      for (const given of [[...names], ...[...names].map((name) => [name])]) {
        const query = new URLSearchParams(given.map((name) => [name, odd])).toString();
        const { status, text } = await browser.get(`${address}?${query}`);
        expect(status, `${given.join()}=${odd}`).toBeLessThan(500);
        expect(text).not.toContain('<b>');
      }
    }
  });
});

it('with odd values is no error of ours, whichever form it is', async ({ desk, deps, unit }) => {
  const reference = await opened(deps, unit);
  const forms = ROUTES.filter(({ method }) => method === 'POST');
  for (const { path, access } of forms) {
    const browser = await loggedIn(desk, `${ACCESS[access][0]}-1`);
    const address = path.replace(':reference', reference).replace(':code', unit);
    for (const odd of ODD) {
      const names = ['code', 'proposal', 'note', 'decision', 'seen', 'site', 'chosen', 'from', 'to', 'heads'];
      const fields = { ...Object.fromEntries(names.map((name) => [name, odd])), reason: '来函核实' };
      expect((await browser.post(address, fields)).status, `${path} ${odd}`).toBeLessThan(500);
    }
  }
});

describe('a form', () => {
  it('has the token of its own session, not of another one of the same person', async ({
    desk,
    deps,
    unit,
  }) => {
    const reference = await opened(deps, unit);
    const [one, other] = [await loggedIn(desk, 'officer-1'), await loggedIn(desk, 'officer-1')];
    const csrf = /name="csrf" value="([^"]+)"/.exec(other.first.text)![1]!;
    const answer = await one.post(`/cases/${reference}/propose`, {
      csrf,
      decision: 'refused',
      reason: 'papers-missing',
      note: '没有带执照。',
    });
    expect(answer.status).toBe(403);
    expect((await findCase(deps.database, reference))!.state).toBe('open');
  });

  it('counts no header of a proxy as its origin or host', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const browser = await loggedIn(desk, 'officer-1');
    const forwarded = {
      Origin: 'https://elsewhere.example',
      'X-Forwarded-Host': 'elsewhere.example',
      'X-Forwarded-Proto': 'https',
      Forwarded: 'host=elsewhere.example;proto=https',
    };
    expect((await browser.post(`/cases/${reference}/propose`, {}, forwarded)).status).toBe(403);
    const login = await fetch(`${desk.url}/login`, { headers: forwarded, redirect: 'manual' });
    const asked = new URL(login.headers.get('Location')!).searchParams;
    expect(asked.get('redirect_uri')).toBe(`${desk.url}/login/callback`);
  });
});

/** The status of a request as it is written. */
const statusOf = (desk: TestDesk, lines: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(desk.url).port), '127.0.0.1', () =>
      socket.write(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`),
    );
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1])));
  });

it.for([
  ['no host', []],
  ['two hosts', ['Host: HERE', 'Host: elsewhere.example']],
  ['another host first', ['Host: elsewhere.example', 'Host: HERE']],
  ['a host with a user', ['Host: HERE@elsewhere.example']],
  ['a host with a dot', ['Host: localhost.']],
] as const)('a request with %s gets nothing', async ([, hosts], { desk }) => {
  const { host } = new URL(desk.url);
  const headers = hosts.map((line) => line.replace('HERE', host));
  const statuses = [
    await statusOf(desk, ['GET /login HTTP/1.1', ...headers]),
    await statusOf(desk, [`GET http://${host}/login HTTP/1.1`, ...headers]),
  ];
  for (const status of statuses) expect([400, 421]).toContain(status);
});

describe('a page that another site has opened', () => {
  it.for(['cross-site', 'same-site'])(
    'shows nothing and leaves no look (%s)',
    async (from, { desk, unit, deps }) => {
      const { cookies } = await loggedIn(desk, 'hotline-1');
      const before = await countEvents(deps);
      const answer = await fetch(`${desk.url}/units?query=${unit}&done="><b>`, {
        headers: {
          Cookie: `desk-session=${cookies.get(desk.url)!.get('desk-session')!}`,
          'Sec-Fetch-Site': from,
        },
      });
      expect(answer.status).toBe(403);
      const text = await answer.text();
      expect(text).toContain('从别的网站打开的页面');
      expect(text).toContain(`href="/units?query=${unit}`);
      expect(text).not.toContain('<b>');
      expect(await countEvents(deps)).toBe(before);
    },
  );

  it('is the first page, to which the login leads', async ({ desk }) => {
    const { cookies } = await loggedIn(desk, 'hotline-1');
    const session = `desk-session=${cookies.get(desk.url)!.get('desk-session')!}`;
    const answer = await fetch(desk.url, { headers: { Cookie: session, 'Sec-Fetch-Site': 'cross-site' } });
    expect(answer.status).toBe(200);
  });
});

const countEvents = async ({ database }: TestDependencies): Promise<number> =>
  Number(
    (
      await database.kysely
        .selectFrom('event')
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  );

describe('an address', () => {
  it.for(['proposed', 'certified', 'refused'])(
    'cannot claim that a case was %s',
    async (done, { desk, deps, unit }) => {
      const reference = await opened(deps, unit);
      const officer = await loggedIn(desk, 'officer-2');
      for (const prepare of [() => Promise.resolve(), () => proposed(deps, reference)]) {
        await prepare();
        const { text } = await officer.get(`/cases/${reference}?done=${done}`);
        expect(text).toContain('法定代表人姓名');
        expect(text).not.toContain('办下一件');
      }
    },
  );

  it('cannot claim that a unit was unlocked', async ({ desk, deps, unit }) => {
    await opened(deps, unit); // counts
    const hotline = await loggedIn(desk, 'hotline-1');
    const { text } = await hotline.get(`/units?query=${unit}&done=unlocked`);
    expect(text).not.toContain('已解除限制');
  });
});

/** A form that proposes to refuse. */
const REFUSED = { decision: 'refused', reason: 'papers-missing', note: '没有授权书' };

describe('a claim', () => {
  it('is shown so many times in ten minutes, and no more', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const officer = await loggedIn(desk, 'officer-1');
    const known = await opened(deps, await newUnit(deps));
    await officer.get(`/cases/${known}`);
    for (let look = 1; look < DESK_LIMITS['desk.lookUps'].allowed; look++)
      expect((await officer.get(`/cases/${referenceOf(look)}`)).status).toBe(404);
    const answer = await officer.get(`/cases/${reference}`);
    expect(answer.status).toBe(429);
    const deed = await officer.post(`/cases/${reference}/propose`, REFUSED);
    expect(deed.status).toBe(429);
    for (const { text } of [answer, deed]) expect(text).not.toContain(ZHANG.name);
    expect((await findCase(deps.database, reference))!.state).toBe('open');
    // The page after a deed on what is open already, and its mistakes, are shown.
    expect((await officer.post(`/cases/${known}/propose`, {})).status).toBe(422);
    expect((await officer.post(`/cases/${known}/propose`, REFUSED)).text).toContain('初核已提交');
  });

  it('a proposal of another case is neither confirmed nor sent back', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    await proposed(deps, reference);
    const other = await opened(deps, await newUnit(deps));
    const proposal = await proposed(deps, other);
    const officer = await loggedIn(desk, 'officer-2');
    await officer.get(`/cases/${reference}`);
    for (const deed of ['confirm', 'return']) {
      const answer = await officer.post(`/cases/${reference}/${deed}`, { proposal, note: '请再看。' });
      expect(answer.status).toBe(409);
      for (const one of [reference, other])
        expect((await findCase(deps.database, one))!.state).toBe('proposed');
    }
  });

  it('that cannot be opened any more is said so, and decided by nobody', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const other = await opened(deps, await newUnit(deps));
    const { claim } = (await findCase(deps.database, other))!;
    await deps.database.kysely
      .updateTable('counter_case')
      .set({ claim })
      .where('reference', '=', reference)
      .execute();
    const officer = await loggedIn(desk, 'officer-1');
    const answer = await officer.get(`/cases/${reference}`);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('填写的内容打不开');
    const second = await loggedIn(desk, 'officer-2');
    await second.get(`/cases/${reference}`);
    const confirmed = await second.post(`/cases/${reference}/confirm`, {
      proposal: await proposed(deps, reference),
    });
    expect(confirmed.text).toContain('填写的内容打不开');
    expect((await findCase(deps.database, reference))!.state).toBe('proposed');
  });
});

describe('a person’s number that is typed by mistake', () => {
  it('is no unit’s code, and comes into no event', async ({ desk, deps, unit, useUp }) => {
    await useUp();
    const auditor = await loggedIn(desk, 'auditor-1');
    expect((await auditor.get(`/events?unit=${ZHANG.idNumber}`)).text).toContain(
      '这是身份证号，不是单位代码',
    );
    expect((await auditor.get(`/events?actor=${ZHANG.idNumber}`)).text).toContain(
      '这是身份证号，不是人员编号',
    );
    const hotline = await loggedIn(desk, 'hotline-1');
    // The second one has the check character of a unit's code, as one in 31 has.
    for (const number of [ZHANG.idNumber, '320199196809211179'])
      expect((await hotline.get(`/units?query=${number}`)).status).toBe(422);
    await hotline.get(`/units?query=${unit}`);
    const reason = `来电人${ZHANG.idNumber}要求`;
    const refused = await hotline.post('/units/unlock', { code: unit, reason });
    expect(refused.text).toContain('原因里有证件号，请去掉。');
    const done = await hotline.post('/units/unlock', { code: unit, reason: `单位${unit}要求` });
    expect(done.text).toContain('已解除限制');
    expect(await dump(deps.database)).not.toContain(ZHANG.idNumber);
  });

  it('is no phone number in a reason', async ({ desk, deps, unit, useUp }) => {
    await useUp();
    const hotline = await loggedIn(desk, 'hotline-1');
    const refused = await hotline.post('/units/unlock', { code: unit, reason: '回拨139 1234 5011核实' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('原因里有电话号码，请去掉。');
    expect(await dump(deps.database)).not.toContain('139 1234 5011');
  });

  it.for([
    ['hotline-1', '/units?query='],
    ['officer-1', '/cases?reference='],
    ['officer-1', '/certifications?code='],
    ['auditor-1', '/events?unit='],
    ['auditor-1', '/events?actor='],
  ] as const)(
    'stays in no field, address or event in another spelling: %s %s',
    async ([who, path], { desk, deps }) => {
      const browser = await loggedIn(desk, who);
      for (const number of [
        '320199197503120818',
        '证件320199197503120818',
        '320199750312081',
        '320199.19750312.0818',
        '320199\u00ad197503120818',
        '320199－750312－081',
      ]) {
        const { status, url, text } = await browser.get(path + encodeURIComponent(number));
        expect(status).toBe(422);
        expect(text).toContain('这是身份证号，不是');
        expect(text).toMatch(/<input[^>]*value=""[^>]*aria-invalid="true"\s+autofocus/);
        expect(url).toContain('=id-number');
        expect(text).not.toContain('7503');
      }
      expect(await dump(deps.database)).not.toMatch(/320199.{0,2}(19)?750312/);
    },
  );

  it.for([
    ['hotline-1', '/units?query='],
    ['officer-1', '/cases?reference='],
    ['officer-1', '/certifications?code='],
    ['auditor-1', '/events?unit='],
  ] as const)('is no phone number in a field or an address: %s %s', async ([who, path], { desk, deps }) => {
    const typed = /139.{0,2}1234.{0,2}5011|025-?83456789/;
    const browser = await loggedIn(desk, who);
    for (const number of ['13912345011', '+86 139 1234 5011', '１３９－１２３４－５０１１', '025-83456789']) {
      const { status, url, text } = await browser.get(path + encodeURIComponent(number));
      expect(status).toBe(422);
      expect(text).toContain('这是电话号码，不是单位代码，已清空。');
      expect(url).toContain('=phone-number');
      expect(text).not.toContain(number);
      expect(text).not.toMatch(typed);
    }
    expect(await dump(deps.database)).not.toMatch(typed);
  });

  it('may be the name of one of the staff, or stand in an id', async ({ desk }) => {
    const auditor = await loggedIn(desk, 'auditor-1');
    const named = await auditor.get('/events?actor=13912345011');
    expect(named.status).toBe(200);
    expect(named.url).toContain('actor=13912345011');
    const officer = await loggedIn(desk, 'officer-1');
    const next = await officer.get('/certifications?after=0a1b2c3d-1391-4234-8501-a13912345011');
    expect(next.url).toContain('a13912345011');
  });

  it('is refused in the officers’ sentences, as are signs without words', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const proposal = await proposed(deps, reference);
    const officer = await loggedIn(desk, 'officer-2');
    await officer.get(`/cases/${reference}`);
    for (const [note, error] of [
      ['证件320199.19750312.0818', '原因里有证件号，请去掉。'],
      ['护照E44710236', '原因里有证件号，请去掉。'],
      ['\u2800', '请写原因。'],
      ['.', '请写原因。'],
    ] as const) {
      const { status, text } = await officer.post(`/cases/${reference}/return`, { proposal, note });
      expect(status).toBe(422);
      expect(text).toContain(error);
    }
    expect((await findCase(deps.database, reference))!.state).toBe('proposed');
  });
});

it('verifies once at a time, however many ask', async ({ desk }) => {
  const auditors = await Promise.all(
    ['auditor-1', 'auditor-1', 'auditor-1'].map((who) => loggedIn(desk, who)),
  );
  const answers = await Promise.all(auditors.map((auditor) => auditor.post('/seals/verify', {})));
  const waiting = answers.filter(({ status }) => status === 409);
  expect(waiting.length).toBeGreaterThan(0);
  for (const { text } of waiting) expect(text).toContain('正在核对');
  expect((await auditors[0]!.post('/seals/verify', {})).status).toBe(200);
});

it('breaks the connection when the file of events cannot be read to its end', async ({ desk, deps }) => {
  const { database, keys } = deps;
  const day = new Date('2031-01-01T00:00:00Z');
  const many = Array.from(
    { length: 1_001 },
    () => ({ at: day, actor: 'operator:tester', type: 'site.added' }) as const,
  );
  await writeEvents(database, keys, many);
  const auditor = await loggedIn(desk, 'auditor-1');
  await auditor.get('/events');
  const asked = { from: '2031-01-01', to: '2031-01-01' };
  const whole = await auditor.post('/events/export', asked);
  expect(whole.text.trim().split('\n')).toHaveLength(many.length);

  const { session } = database;
  let reads = 0;
  database.session = (work) => {
    if (++reads > 1) throw new Error('the database went away');
    return session.call(database, work as never) as never;
  };
  await auditor.get('/events');
  await expect(auditor.post('/events/export', asked)).rejects.toThrow();
  database.session = session;
});

describe('a failure after an answer has begun', () => {
  it.for([
    ['/events/export', { from: '2031-01-01', to: '2031-01-01' }],
    ['/seals/verify', {}],
  ] as const)(
    'is logged without its data, and breaks the connection: %s',
    async ([path, fields], { deps }) => {
      const lines: string[] = [];
      const desk = await startDesk(deps, pino({}, { write: (line: string) => void lines.push(line) }));
      const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const auditor = await loggedIn(desk, 'auditor-1');
      await auditor.get('/events');
      const { database } = deps;
      const { session, run } = database;
      const fail = () => {
        throw Object.assign(new Error('select $1 with 91320199MA1DEM031P'), { code: '22008' });
      };
      database.session = fail;
      const failing = path === '/seals/verify' ? /^(seals|events)_/ : /^$/;
      database.run = ((statement: never, values: never) =>
        failing.test((statement as { name: string }).name)
          ? fail()
          : run.call(database, statement, values)) as never;
      await expect(auditor.post(path, fields)).rejects.toThrow();
      Object.assign(database, { session, run });
      await desk.close();
      expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
        { level: 50, desk: path, error: 'Error', reason: '22008', msg: 'desk' },
      ]);
      expect(`${lines.join()} ${inspect(printed.mock.calls)}`).not.toContain('91320199MA1DEM031P');
      printed.mockRestore();
    },
  );
});
