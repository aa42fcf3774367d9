import { expect } from '@open-wc/testing';
import { Session } from '../../../widget/session/session.ts';
import type { Account } from '../../../widget/session/account.ts';
import { Sessions } from '../../../widget/session/sessions.ts';
import { tellOtherTabs } from '../../../widget/session/tabs.ts';
import { Draft } from '../../../widget/session/draft.ts';
import { Submission } from '../../../widget/form/submission.ts';
import { realNameOf } from '../../../widget/procedure/known.ts';
import { listenToConsole, restoreConsole } from '../support/console.ts';
import {
  WITHDRAWN,
  type Script,
  type Scripted,
  answered,
  problem,
  scripted,
  statusOf,
  tokenOf,
} from '../support/scripted.ts';
import { waitUntil } from '../support/wait.ts';

const open = async (
  script: Script = {},
  now: () => number = Date.now,
): Promise<Scripted & { session: Session }> => {
  const bff = await scripted(script);
  return {
    ...bff,
    session: new Session(bff.bff, 'certification', { tokenUrl: bff.tokenUrl }, new Sessions(), now),
  };
};

const claim = {
  legalRepresentative: { name: '张三', idNumber: '11010519491231002X' },
  foundedOn: '2001-05-18',
  applicant: 'legal-representative',
} as const;

const never = { signal: new AbortController().signal };

const keysOf = async (bff: Scripted): Promise<string[]> =>
  (await bff.arrived('submit')).map(({ headers }) => headers['idempotency-key']!);

describe('session', () => {
  it('shares one request between simultaneous callers, and makes no second one', async () => {
    const { session, arrived } = await open({ status: [{ body: statusOf('uncertified'), delay: 30 }] });
    const results = await Promise.all([session.fetchStatus(), session.fetchStatus(), session.fetchStatus()]);
    await session.fetchStatus();
    expect(results.every(({ ok }) => ok)).to.equal(true);
    expect(await arrived('status')).to.have.length(1);
    expect(await arrived('token')).to.have.length(1);
    await session.fetchStatus(true);
    expect(await arrived('status')).to.have.length(2);
  });

  for (const [what, options] of [
    ['a claim', { body: '{}' }],
    ['a withdrawal', { method: 'DELETE' }],
  ] as const)
    it(`asks for the status again when it was asked for before ${what} was answered`, async () => {
      const { session, arrived } = await open({
        status: [{ body: statusOf('uncertified'), delay: 300 }, { body: statusOf('certified') }],
        submit: [answered('certified')],
        withdrawKept: [WITHDRAWN],
      });
      const early = session.fetchStatus();
      await waitUntil(async () => (await arrived('status')).length === 1);
      await session.call(`/v1/certification${'body' in options ? '' : '/recheck'}`, options);
      const results = await Promise.all([early, session.fetchStatus(true)]);
      expect(results.map((result) => result.ok && realNameOf(result.value)?.status)).to.deep.equal([
        'certified',
        'certified',
      ]);
      expect(await arrived('status')).to.have.length(2);
    });

  for (const known of [false, true])
    it(`is not answered by a request from before another tab’s change, ${known ? 'when' : 'before'} a status is known`, async () => {
      const slow = { body: statusOf('uncertified'), delay: 3000 };
      const { bff, tokenUrl, arrived } = await scripted({
        status: [
          ...(known ? [{ body: statusOf('uncertified') }] : []),
          slow,
          { body: statusOf('certified') },
        ],
      });
      const session = new Sessions().open(bff, 'certification', { tokenUrl });
      const following = new AbortController();
      session.subscribe(() => undefined, following.signal);
      if (known) await session.fetchStatus();
      const start = Date.now();
      const early = session.fetchStatus(true);
      const asked = known ? 2 : 1;
      await waitUntil(async () => (await arrived('status')).length === asked);
      tellOtherTabs('changed');
      const result = await early;
      expect(result.ok && realNameOf(result.value)?.status).to.equal('certified');
      expect(Date.now() - start, 'the older answer is not waited for').to.be.below(2500);
      expect(realNameOf(session.account!.status!)?.status).to.equal('certified');
      expect(await arrived('status')).to.have.length(asked + 1);
      following.abort();
    });

  it('sends the token as a bearer, never in the URL', async () => {
    const token = tokenOf();
    const { session, arrived } = await open({ token: [{ body: { token } }] });
    await session.fetchStatus();
    const [request] = await arrived('status');
    expect(request!.headers['authorization']).to.equal(`Bearer ${token}`);
  });

  it('renews an expired token once, without an error', async () => {
    const { session, arrived } = await open({
      status: [problem(401, 'token-expired'), { body: statusOf('certified') }],
    });
    expect((await session.fetchStatus()).ok).to.equal(true);
    expect(await arrived('token')).to.have.length(2);
  });

  it('gives up when the renewed token is expired too', async () => {
    const { session, arrived } = await open({ status: [problem(401, 'token-expired')] });
    expect(await session.fetchStatus()).to.deep.nested.include({
      ok: false,
      'failure.code': 'token-expired',
    });
    expect(await arrived('status')).to.have.length(2);
  });

  it('renews a token before it expires, counted from its arrival', async () => {
    let now = 1_000_000;
    const { session, arrived } = await open({}, () => now);
    await session.fetchStatus();
    now += 269_000;
    await session.fetchStatus(true);
    expect(await arrived('token')).to.have.length(1);
    now += 2_000;
    await session.fetchStatus(true);
    expect(await arrived('token')).to.have.length(2);
  });

  it('asks the portal again after a failure', async () => {
    const { session } = await open({ token: [{ status: 401 }, { body: { token: tokenOf() } }] });
    expect(await session.fetchStatus()).to.deep.include({ failure: { code: 'session-expired' } });
    expect((await session.fetchStatus()).ok).to.equal(true);
  });

  it('reads problems with their fields and Retry-After, in seconds', async () => {
    const errors = [{ path: 'foundedOn', code: 'bad-date' as const }];
    const { session } = await open({
      status: [
        problem(422, 'invalid-fields', { errors }),
        problem(429, 'too-many-requests', { headers: { 'Retry-After': '7' } }),
        problem(503, 'unavailable', { headers: { 'Retry-After': 'Tue, 24 Nov 2026 08:01:00 GMT' } }),
      ],
    });
    expect(await session.fetchStatus()).to.deep.nested.include({
      'failure.code': 'invalid-fields',
      'failure.errors': errors,
    });
    expect(await session.fetchStatus()).to.deep.nested.include({ 'failure.retryAfter': 7 });
    expect(await session.fetchStatus()).to.deep.nested.include({ 'failure.retryAfter': undefined });
  });

  for (const errors of ['all', {}, null, [null]])
    it(`takes a gateway’s errors ${JSON.stringify(errors)} for none`, async () => {
      const { session } = await open({ status: [{ status: 503, body: { code: 'unavailable', errors } }] });
      expect(await session.fetchStatus()).to.deep.nested.include({
        'failure.code': 'unavailable',
        'failure.errors': undefined,
      });
    });

  for (const value of ['0', '-5', '2.5', '0x10', '1e400', '1e15', '99999999999', '3, 4', 'soon', 'Infinity'])
    it(`takes “Retry-After: ${value}” for “later”`, async () => {
      const busy = problem(429, 'too-many-requests', { headers: { 'Retry-After': value } });
      const { session } = await open({ status: [busy] });
      expect(await session.fetchStatus()).to.deep.nested.include({
        'failure.code': 'too-many-requests',
        'failure.retryAfter': undefined,
        'failure.retryAt': undefined,
      });
    });

  for (const code of ['91320100ma1dem015l', '９１３２０１００ＭＡ１ＤＥＭ０１５Ｌ', 'MA1DEM015'])
    it(`takes the status of the unit that its token calls ${code}`, async () => {
      const { session } = await open({ token: [{ body: { token: tokenOf({ unit: { code } }) } }] });
      expect((await session.fetchStatus()).ok).to.equal(true);
    });

  const strange: [string, NonNullable<Script['status']>[0], string][] = [
    ['a gateway page', { status: 502, body: '<h1>Bad Gateway</h1>', type: 'text/html' }, 'unavailable'],
    ['a page instead of JSON', { body: '<h1>Welcome</h1>', type: 'text/html' }, 'unavailable'],
    ['a page that is not there', { status: 404, body: 'no', type: 'text/plain' }, 'misconfigured'],
    ['a limit of a gateway', { status: 429, body: '', type: 'text/plain' }, 'too-many-requests'],
    ['a gateway’s JSON', { status: 502, body: { code: 502, msg: 'bad gateway' } }, 'unavailable'],
    ['a gateway’s own code', { status: 503, body: { code: 'UPSTREAM_DOWN', errors: 'all' } }, 'unavailable'],
    ['an envelope of another service', { body: { code: 401, msg: 'log in' } }, 'unavailable'],
    ['JSON that is no object', { body: 'null' }, 'unavailable'],
    ['a status without its unit', { body: { ...statusOf('certified'), unit: undefined } }, 'unavailable'],
    ['a status without its kinds', { body: { ...statusOf('certified'), kinds: null } }, 'unavailable'],
    ['a status with an empty kind', { body: { ...statusOf('certified'), kinds: [null] } }, 'unavailable'],
    ['a status without its form', { body: { ...statusOf('certified'), form: undefined } }, 'unavailable'],
    ...(['ways', 'closed'] as const).map((member): [string, NonNullable<Script['status']>[0], string] => [
      `a next step without its ${member}`,
      { body: { ...statusOf('certified'), next: { ...statusOf('certified').next, [member]: undefined } } },
      'unavailable',
    ]),
    [
      'an older status, without a next step',
      { body: { ...statusOf('certified'), next: undefined } },
      'unavailable',
    ],
    ['a code of a newer BFF', { status: 403, body: { code: 'something-new' } }, 'misconfigured'],
    ['a cut', { cut: true }, 'network'],
  ];
  for (const [what, step, code] of strange)
    it(`reports ${what} as ${code}, without an exception`, async () => {
      const { session } = await open({ status: [step] });
      const log = listenToConsole();
      const result = await session.fetchStatus();
      restoreConsole();
      expect(result).to.deep.nested.include({ ok: false, 'failure.code': code });
      expect(log.error).to.deep.equal([]);
    });

  it('keeps a problem’s code when the status with it lacks its unit', async () => {
    const certification = { ...statusOf('uncertified'), unit: undefined };
    const { session } = await open({
      submit: [{ status: 409, body: { code: 'way-closed', certification } }],
    });
    const result = await session.call('/v1/certification', { body: '{}' });
    expect(result).to.deep.nested.include({ ok: false, 'failure.code': 'way-closed' });
  });

  it('logs why a request could not be made', async () => {
    const { tokenUrl } = await scripted({});
    const session = new Session('http://[', 'certification', { tokenUrl }, new Sessions(), Date.now);
    const log = listenToConsole();
    await session.fetchStatus();
    restoreConsole();
    expect(log.warn.join()).to.include('TypeError').and.include('http://[');
  });

  it('logs a success that is not the service’s answer', async () => {
    const { session } = await open({ status: [{ body: '<h1>Welcome</h1>', type: 'text/html' }] });
    const log = listenToConsole();
    await session.fetchStatus();
    restoreConsole();
    expect(log.warn.join()).to.include('/v1/certification');
  });

  it('calls all listeners when one throws, and keeps its token', async () => {
    const { session, arrived } = await open();
    const following = new AbortController();
    const accounts: (Account | undefined)[] = [];
    session.subscribe(() => {
      throw new Error('made up');
    }, following.signal);
    session.subscribe((account) => accounts.push(account), following.signal);
    const log = listenToConsole();
    const [token, status] = [await session.token(), await session.fetchStatus()];
    restoreConsole();
    expect([token.ok, status.ok]).to.deep.equal([true, true]);
    expect(accounts).to.deep.equal([session.account]);
    expect(log.error).to.deep.equal(['unit-certification: Error: made up']);
    expect(await arrived('token')).to.have.length(1);
    following.abort();
  });

  it('calls all listeners to the status when one throws', async () => {
    const { session } = await open();
    await session.token();
    const following = new AbortController();
    const learned: unknown[] = [];
    session.account!.subscribe(() => {
      throw new Error('made up');
    }, following.signal);
    session.account!.subscribe(({ kinds }) => learned.push(kinds), following.signal);
    const log = listenToConsole();
    const status = await session.fetchStatus();
    restoreConsole();
    following.abort();
    expect(status.ok).to.equal(true);
    expect(learned).to.have.length(1);
    expect(log.error).to.deep.equal(['unit-certification: Error: made up']);
  });

  it('asks for another token after an error with the last one', async () => {
    const { bff, tokenUrl } = await scripted({});
    const sessions = new Sessions();
    const account = sessions.account.bind(sessions);
    const session = new Session(bff, 'certification', { tokenUrl }, sessions, Date.now);
    sessions.account = () => {
      throw new Error('made up');
    };
    const log = listenToConsole();
    const broken = await session.token();
    restoreConsole();
    sessions.account = account;
    expect(broken).to.deep.equal({ ok: false, failure: { code: 'unavailable' } });
    expect(log.error).to.deep.equal(['unit-certification: Error: made up']);
    expect((await session.token()).ok).to.equal(true);
  });

  it('ends a request with the signal', async () => {
    const { session } = await open({ submit: [{ ...answered('certified'), delay: 5000 }] });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const start = Date.now();
    expect(
      await session.call('/v1/certification', { body: '{}', signal: controller.signal }),
    ).to.deep.include({
      failure: { code: 'network' },
    });
    expect(Date.now() - start).to.be.below(2000);
  });

  it('sends nothing when the signal aborts while the token is fetched', async () => {
    const { bff, arrived } = await open();
    const controller = new AbortController();
    const getToken = async (): Promise<string> => {
      controller.abort();
      return tokenOf();
    };
    const session = new Session(bff, 'certification', { getToken }, new Sessions(), Date.now);
    const { signal } = controller;
    let sends = 0;
    const beforeSending = (): unknown => sends++;
    expect(await session.call('/v1/certification', { body: '{}', signal, beforeSending })).to.deep.include({
      failure: { code: 'network' },
    });
    expect(sends, 'nor says that it sends').to.equal(0);
    expect(await arrived('submit')).to.deep.equal([]);
  });

  it('calls the listener with its account until the signal aborts', async () => {
    let sub = 'user-1';
    const { bff } = await scripted();
    const getToken = async (): Promise<string> => tokenOf({ sub });
    const session = new Session(bff, 'certification', { getToken }, new Sessions(), Date.now);
    const [first, second] = [new AbortController(), new AbortController()];
    const heard: (Account | undefined)[] = [];
    session.subscribe((account) => heard.push(account), first.signal);
    session.subscribe(() => undefined, second.signal);
    await session.token(0);
    const one = session.account;
    sub = 'user-2';
    await session.token(0);
    expect(heard).to.deep.equal([one, session.account]);
    expect(session.account).not.to.equal(one);
    first.abort();
    sub = 'user-3';
    await session.token(0);
    expect(heard).to.have.length(2);
    second.abort();
  });
});

describe('sessions', () => {
  const BOTH = ['certification', 'registration'] as const;

  it('are one for each BFF, purpose and token source', () => {
    const sessions = new Sessions();
    const session = sessions.open('/a', 'certification', { tokenUrl: '/t' });
    expect(sessions.open('/a', 'certification', { tokenUrl: '/t' })).to.equal(session);
    expect(sessions.open('/b', 'certification', { tokenUrl: '/t' })).not.to.equal(session);
    expect(sessions.open('/a', 'certification', { tokenUrl: '/u' })).not.to.equal(session);
    expect(sessions.open('/a', 'registration', { tokenUrl: '/t' })).not.to.equal(session);
  });

  it('end the accounts at a sign-out although a listener throws', async () => {
    const { bff, tokenUrl } = await scripted({});
    const sessions = new Sessions();
    const session = sessions.open(bff, 'certification', { tokenUrl });
    const controller = new AbortController();
    session.subscribe((account) => {
      if (!account) throw new Error('made up');
    }, controller.signal);
    await session.fetchStatus();
    const { account } = session;
    const draft = (account!.draft = new Draft());
    draft.set('name', '张三');
    draft.cleared.add(() => {
      throw new Error('made up too');
    });
    const log = listenToConsole();
    sessions.signOut();
    restoreConsole();
    controller.abort();
    expect(account).to.include({ status: undefined, draft: undefined });
    expect(draft.typed).to.equal(false);
    expect(log.error).to.deep.equal([
      'unit-certification: Error: made up',
      'unit-certification: Error: made up too',
    ]);
  });

  it('are one for each getToken and purpose, so that certification and registration keep their tokens', async () => {
    const sessions = new Sessions();
    const [one, other] = [async () => 'one', async () => 'other'];
    const session = sessions.open('/a', 'certification', { getToken: one });
    expect(sessions.open('/a', 'certification', { getToken: one })).to.equal(session);
    const second = sessions.open('/a', 'certification', { getToken: other });
    expect(second).not.to.equal(session);
    expect(await session.token()).to.deep.equal({ ok: true, value: 'one' });
    expect(await second.token()).to.deep.equal({ ok: true, value: 'other' });
    const [certification, registration] = BOTH.map((purpose) =>
      sessions.open('/b', purpose, { getToken: one }),
    );
    expect(certification).not.to.equal(registration);
  });

  it('stay the same when a framework makes a new function, and use the new one for the next token', async () => {
    const sessions = new Sessions();
    let asked = 0;
    const getToken = (value: string) => async (): Promise<string> => (asked++, value);
    const session = sessions.open('/a', 'certification', { getToken: getToken('old') });
    await session.token();
    const again = sessions.open('/a', 'certification', { getToken: getToken('new') }, session);
    expect(again).to.equal(session);
    await session.token();
    expect(asked, 'no token with each rendering').to.equal(1);
    expect(await session.token(10_000)).to.deep.equal({ ok: true, value: 'new' });
  });

  it('use an earlier function of the element when it is set again', async () => {
    const sessions = new Sessions();
    const [anna, bert] = [async () => 'anna', async () => 'bert'];
    const session = sessions.open('/a', 'certification', { getToken: anna });
    sessions.open('/a', 'certification', { getToken: bert }, session);
    expect(await session.token(0)).to.deep.equal({ ok: true, value: 'bert' });
    expect(sessions.open('/a', 'certification', { getToken: anna }, session)).to.equal(session);
    expect(await session.token(10_000)).to.deep.equal({ ok: true, value: 'anna' });
  });
});

describe('submission', () => {
  it('keeps its key after network failures and expired sessions while the claim is unchanged', async () => {
    const bff = await open({
      submit: [
        { cut: true },
        problem(503, 'unavailable'),
        problem(401, 'token-expired'),
        answered('certified'),
      ],
    });
    const [submission, draft] = [new Submission('/v1/certification', 'outcome'), new Draft()];
    expect((await submission.send(bff.session, draft, claim, never)).ok).to.equal(false);
    expect((await submission.send(bff.session, draft, claim, never)).ok).to.equal(false);
    expect(await submission.send(bff.session, draft, claim, never)).to.deep.nested.include({
      'value.outcome': 'certified',
    });
    const keys = await keysOf(bff);
    expect(keys).to.have.length(4);
    expect(new Set(keys).size).to.equal(1);
    expect(keys[0]).to.match(/^"[\da-f]{8}-[\da-f-]{27}"$/);
  });

  it('takes a new key for a changed claim, after an answer, and after key-reused and way-closed', async () => {
    const bff = await open({
      submit: [
        { cut: true },
        problem(422, 'key-reused'),
        problem(409, 'way-closed'),
        answered('rejected'),
        answered('certified'),
      ],
    });
    const [submission, draft] = [new Submission('/v1/certification', 'outcome'), new Draft()];
    await submission.send(bff.session, draft, claim, never);
    const changed = { ...claim, foundedOn: '2001-05-19' };
    for (let i = 0; i < 4; i++) await submission.send(bff.session, draft, changed, never);
    expect(new Set(await keysOf(bff)).size).to.equal(5);
  });

  it('takes a new key after the answer that the claim waits: the status tells how it ends', async () => {
    const bff = await open({ submit: [answered('pending')] });
    const [submission, draft] = [new Submission('/v1/certification', 'status'), new Draft()];
    await submission.send(bff.session, draft, claim, never);
    await submission.send(bff.session, draft, claim, never);
    expect(new Set(await keysOf(bff)).size).to.equal(2);
  });

  it('shows no success for an incomplete answer, and keeps its key', async () => {
    const bff = await open({
      submit: [{ body: { outcome: 'ok', status: statusOf('uncertified') } }, { body: {} }],
    });
    const [submission, draft] = [new Submission('/v1/certification', 'status'), new Draft()];
    for (let i = 0; i < 2; i++)
      expect(await submission.send(bff.session, draft, claim, never)).to.deep.nested.include({
        'failure.code': 'unavailable',
      });
    expect(new Set(await keysOf(bff)).size).to.equal(1);
  });
});
