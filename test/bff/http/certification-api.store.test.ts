/** The browser's API over real sockets: every problem code, the headers, and no personal data in logs. */
import { randomUUID } from 'node:crypto';
import { describe, expect, vi } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { CERTIFICATION_FIELDS } from '../../../bff/contract/forms.ts';
import { VERSION } from '../../../bff/contract/version.ts';
import { endOfChinaDay } from '../../../bff/contract/identifiers.ts';
import type { CertificationStatus, ClaimRequest, ProblemCode } from '../../../bff/contract/wire.ts';
import type { Database } from '../../../bff/database/database.ts';
import { comparableRepresentatives } from '../../../bff/registry/people.ts';
import { ORIGIN, type TestBff } from '../../support/bff.ts';
import { ask, bffTest, expectProblem } from '../../support/bff-test.ts';
import { dump } from '../../support/dump.ts';
import { personalTexts } from '../../support/fields.ts';
import { LIMITS_OFF, submitterOf } from '../../support/dependencies.ts';
import {
  agentOf,
  addSource,
  BY_AGENT,
  FOUNDED,
  LI,
  registerHandler,
  registerUnit,
  residentId,
  rightClaim,
  uscc,
  usccOfClass,
  ZHANG,
} from '../../support/people.ts';
import { newUnit } from '../../support/store.ts';

/** The fields of the form, with all that a source can compare. */
const FIELDS: string[] = CERTIFICATION_FIELDS.map(({ id }) => id);

/** The unit's administrator, until the test gives another token. */
function userOf(bff: TestBff, token: string) {
  const headersOf = () => ({ Authorization: `Bearer ${user.token}`, Origin: ORIGIN });
  const user = {
    token,
    headers: headersOf,
    get: (headers: Record<string, string> = {}) =>
      ask(bff, 'GET', '/v1/certification', { ...headersOf(), ...headers }),
    post: (request: unknown, headers: Record<string, string> = {}) =>
      ask(
        bff,
        'POST',
        '/v1/certification',
        {
          ...headersOf(),
          'Content-Type': 'application/json',
          'Idempotency-Key': `"${randomUUID()}"`,
          ...headers,
        },
        request,
      ),
    /** Takes back what waits under the reference. */
    delete: (reference: string) => ask(bff, 'DELETE', `/v1/certification/kept/${reference}`, headersOf()),
  };
  return user;
}

const sitesOf = async (database: Database, unit: string): Promise<string[]> => {
  const rows = database.kysely.selectFrom('site_unit').select('site_id').where('unit_code', '=', unit);
  return (await rows.execute()).map(({ site_id }) => site_id);
};

const withBff = bffTest({ trustedProxies: ['127.0.0.0/8'] });

describe('the certification API', () => {
  const it = withBff.extend('user', async ({ bff, unit }) =>
    userOf(bff, await bff.token(unit, { sub: unit })),
  );

  it('counts a submission once in the metrics, however often it is sent', async ({ bff, user }) => {
    const counted = async () => {
      const text = await (await fetch(`${bff.url}/metrics`)).text();
      const lines = [...text.matchAll(/^unit_certification_submissions_total(\{.*\}) (\d+)$/gm)];
      return new Map(lines.map(([, labels = '', count]) => [labels, Number(count)]));
    };
    const earlier = await counted();
    const key = randomUUID();
    for (const sent of [key, key, randomUUID()])
      await user.post(rightClaim({ foundedOn: '1999-01-01' }), { 'Idempotency-Key': sent });
    const later = await counted();
    const more = [...later].map(([labels, count]) => [labels, count - (earlier.get(labels) ?? 0)] as const);
    expect(more.filter(([, count]) => count > 0)).toEqual([
      ['{outcome="rejected",reason="registry-mismatch"}', 1],
    ]);
  });

  it('logs the pattern of a route, never the path that was asked for', async ({ bff, unit, user }) => {
    const begun = bff.log.length;
    await user.delete('K7M29QXT');
    const server = await bff.token('', { purpose: 'status' });
    await ask(bff, 'GET', `/v1/units/${unit}/certification`, { Authorization: `Bearer ${server}` });
    await ask(bff, 'GET', `/v1/${LI.idNumber}`);
    await vi.waitFor(() => {
      const routes = bff.log.slice(begun).map((line) => (JSON.parse(line) as { route: string }).route);
      expect(routes).toEqual(['/v1/certification/kept/:reference', '/v1/units/:code/certification', 'none']);
    });
  });

  it('logs the reference of a submission', async ({ bff, user }) => {
    const { reference } = (await user.post(rightClaim())).body;
    expect(reference).toMatch(/^[2-9A-Z]{8}$/);
    await vi.waitFor(() => expect(bff.log.join('')).toContain(`"reference":"${reference}"`));
  });

  it('returns the status', async ({ unit, user }) => {
    const { status, body, headers } = await user.get();
    expect(status).toBe(200);
    expect(body).toEqual({
      serviceVersion: VERSION,
      unit: { code: unit, name: '南京示例有限公司' },
      canSubmit: true,
      kinds: [
        { kind: 'phone', status: 'certified', method: 'portal' },
        { kind: 'real-name', status: 'uncertified' },
        { kind: 'real-person', status: 'not-open' },
      ],
      attempts: { remaining: 5, resetsAt: null },
      form: { fields: FIELDS, source: 'market', asOf: '2026-11-24' },
      next: {
        ...{ step: 'certify', ways: ['certify'], closed: [] },
        ...{ reason: null, reference: null, until: null, attempts: 5 },
      },
    });
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('Access-Control-Allow-Origin')).toBe(ORIGIN);
    expect(headers.get('Access-Control-Expose-Headers')).toContain('Retry-After');
  });

  it.for([(code: string) => code, (code: string) => code.slice(8, 17)])(
    'asks a public institution for no founding date, by either of its codes',
    async (codeOf, { bff, deps, unit: company }) => {
      const code = `12${company.slice(2)}`;
      await registerUnit(deps, code, { foundedOn: null });
      await deps.database.kysely.deleteFrom('registry_unit').where('code', '=', company).execute();
      const institution = userOf(bff, await bff.token(codeOf(code), { sub: code }));
      expect((await institution.get()).body).toMatchObject({
        form: { fields: FIELDS.filter((id) => id !== 'foundedOn'), source: 'institutions' },
      });
      const { foundedOn: _, ...claim } = rightClaim();
      const dated = await institution.post({ ...claim, foundedOn: FOUNDED });
      expectProblem(dated, 422, 'invalid-fields');
      expect(dated.body.errors).toEqual([{ path: 'foundedOn', code: 'unexpected' }]);
      const wrong = { ...claim, legalRepresentative: LI };
      expect((await institution.post(wrong)).body).toMatchObject({ reason: 'registry-mismatch' });
      expect((await institution.post(claim)).body).toMatchObject({ outcome: 'certified' });
      expect((await institution.get()).body).toMatchObject({
        kinds: [{}, { status: 'certified', evidence: { source: 'institutions', asOf: '2026-11-24' } }, {}],
      });
    },
  );

  it('tells the day as of which the register speaks, unless a partner is asked for the unit', async ({
    bff,
    deps,
    unit,
  }) => {
    const unknown = `91${usccOfClass('12', 7).slice(2)}`;
    const formOf = async (code: string) => {
      const { body } = await userOf(bff, await bff.token(code, { sub: code })).get();
      return (body as { form: object }).form;
    };
    expect(await formOf(unknown)).not.toHaveProperty('asOf');
    deps.sources.registry = undefined;
    for (const code of [unit, unknown, unknown.slice(8, 17)])
      expect(await formOf(code)).toMatchObject({ source: 'market', asOf: '2026-11-24' });
  });

  it('tells a class of units that no register has so before anything is sent, unless a partner is asked', async ({
    bff,
    deps,
    unit,
  }) => {
    const code = `31${unit.slice(2)}`;
    const lawFirm = userOf(bff, await bff.token(code, { sub: code }));
    const form = async () => ((await lawFirm.get()).body as { form: unknown }).form;
    expect(await form()).toEqual({ fields: FIELDS, source: 'partner' });
    deps.sources.registry = undefined;
    expect(await form()).toEqual({ fields: [], reason: 'no-source' });
    expectProblem(await lawFirm.post(rightClaim()), 409, 'way-closed');
    expectProblem(await lawFirm.post({}), 409, 'way-closed');
    expect((await lawFirm.get()).body).toMatchObject({ attempts: { remaining: 5 } });
  });

  it('offers the counter to a class of units that no register has, where there is one', async ({
    bff,
    deps,
    unit,
  }) => {
    const code = `31${unit.slice(2)}`;
    const lawFirm = userOf(bff, await bff.token(code, { sub: code }));
    const bring = (claim: object) => lawFirm.post({ intent: 'counter', ...claim });
    deps.sources.registry = undefined;
    const { foundedOn: _founded, ...claim } = { ...rightClaim(), consent: true };
    expectProblem(await bring(claim), 409, 'way-closed');
    deps.counter = true;
    const fields = FIELDS.filter((id) => id !== 'foundedOn');
    expect((await lawFirm.get()).body).toMatchObject({ form: { fields, source: 'counter', counter: true } });
    const { consent: _consent, ...online } = claim;
    expectProblem(await lawFirm.post(online), 409, 'way-closed');
    expectProblem(await bring({ ...claim, foundedOn: FOUNDED }), 422, 'invalid-fields');
    expectProblem(await bring(online), 422, 'invalid-fields');
    const { status, body } = await bring(claim);
    const until = new Date(endOfChinaDay(deps.now() + 30 * 86_400_000)).toISOString();
    expect([status, body]).toEqual([
      200,
      {
        outcome: 'kept',
        reference: expect.stringMatching(/^[2-9A-Z]{8}$/),
        until,
        bring: ['certificate', 'representative-document'],
        status: (await lawFirm.get()).body,
      },
    ]);
    expect(body.status).toMatchObject({ next: { step: 'bring', reference: body.reference, until } });
  });

  it.for<[string, object[], string | null]>([
    ['no representative', [], FOUNDED],
    ['no representative’s number', [{ name: '张示例', numbers: [] }], FOUNDED],
    [
      'only names that have lost a character',
      [
        { name: '张?', numbers: ['k.a'] },
        { name: '\ue000三', numbers: ['k.a'] },
      ],
      FOUNDED,
    ],
    ['no founding date', [{ name: '张示例', numbers: ['k.a'] }], null],
  ])(
    'tells the counter alone where the registry’s row has %s, and refuses a claim where there is none',
    async ([, representatives, foundedOn], { deps, unit, user }) => {
      await deps.database.kysely
        .updateTable('registry_unit')
        .set({ representatives: JSON.stringify(representatives), founded_on: foundedOn })
        .where('code', '=', unit)
        .execute();
      const form = async () => ((await user.get()).body as { form: unknown }).form;
      expect(await form()).toMatchObject({ source: 'market' });
      deps.counter = true;
      expect(await form()).toEqual({ fields: FIELDS, source: 'counter', counter: true });
      expect((await user.get()).body).toMatchObject({ attempts: { remaining: 5 } });
      expectProblem(await user.post(rightClaim()), 409, 'way-closed');
      const opened = await user.post({ ...rightClaim(), intent: 'counter', consent: true });
      expect(opened.body).toMatchObject({ outcome: 'kept' });
      deps.counter = false;
      expect((await user.post(rightClaim())).body).toMatchObject({
        outcome: 'rejected',
        reason: 'registry-mismatch',
      });
    },
  );

  it('asks the register first where one of several representatives can be named', async ({
    deps,
    unit,
    user,
  }) => {
    const [zhang] = comparableRepresentatives([ZHANG], deps.digester);
    await deps.database.kysely
      .updateTable('registry_unit')
      .set({ representatives: JSON.stringify([{ name: '李?', numbers: zhang!.numbers }, zhang]) })
      .where('code', '=', unit)
      .execute();
    deps.counter = true;
    expect((await user.get()).body).toMatchObject({ form: { source: 'market', counter: true } });
    expect((await user.post(rightClaim())).body).toMatchObject({ outcome: 'certified' });
  });

  it('tells a unit so whose source was never imported, until the first import', async ({
    bff,
    deps,
    unit,
  }) => {
    const code = `51${unit.slice(2)}`;
    await deps.database.kysely.deleteFrom('source').where('id', '=', 'social-organizations').execute();
    const association = userOf(bff, await bff.token(code, { sub: code }));
    const form = async () => ((await association.get()).body as { form: unknown }).form;
    deps.sources.registry = undefined;
    expect(await form()).toEqual({ fields: [], reason: 'no-source' });
    expectProblem(await association.post(rightClaim()), 409, 'way-closed');
    await addSource(deps.database, 'social-organizations');
    expect(await form()).toEqual({ fields: FIELDS, source: 'social-organizations', asOf: '2026-11-24' });
    expect((await association.post(rightClaim())).body).toMatchObject({ reason: 'registry-mismatch' });
  });

  it('adds the unit to the site although its only submission was refused by a limit', async ({
    database,
    deps,
    unit,
    user,
  }) => {
    for (let i = 0; i < 10; i++) {
      const by = submitterOf(unit, { siteId: 'department', sub: `u${i % 2}` });
      await submit(deps, by, randomUUID(), rightClaim({ foundedOn: `1999-01-${10 + i}` }));
    }
    expectProblem(await user.post(rightClaim()), 429, 'too-many-attempts');
    await vi.waitFor(async () => expect(await sitesOf(database, unit)).toContain('portal'));
  });

  it('adds the unit to the site although its only submission was refused because another site certified it', async ({
    database,
    deps,
    unit,
    user,
  }) => {
    await submit(deps, submitterOf(unit, { siteId: 'department' }), randomUUID(), rightClaim());
    expectProblem(await user.post(rightClaim()), 409, 'way-closed');
    await vi.waitFor(async () => expect(await sitesOf(database, unit)).toContain('portal'));
  });

  describe('refuses', () => {
    it('a token with wrong claims, which are named when its signature is right', async ({ bff, user }) => {
      user.token = await bff.token('not a code', { lifetime: 3600, sub: '' });
      const { status, body } = await user.get();
      expect({ status, code: body.code }).toEqual({ status: 401, code: 'token-invalid' });
      expect(body.errors).toEqual([
        { path: 'exp', code: 'lifetime-too-long' },
        { path: 'sub', code: 'required' },
        { path: 'unit.code', code: 'bad-format' },
      ]);
      expect(body.detail).toContain('"exp" is more than 300 s after "iat".');
      const note = 'claims: exp lifetime-too-long, sub required, unit.code bad-format';
      expect(bff.log.filter((line) => line.includes(`"note":"${note}"`))).toHaveLength(1);
      user.token = `${user.token.slice(0, -4)}AAAA`;
      const stranger = await user.get();
      expectProblem(stranger, 401, 'token-invalid');
      expect(stranger.body).not.toHaveProperty('errors');
      expect(stranger.body.detail).not.toContain('exp');
    });

    it('foreign, null and missing origins', async ({ bff, user }) => {
      for (const Origin of [
        'https://evil.example',
        'null',
        `${ORIGIN}.evil.example`,
        'http://portal.example',
      ]) {
        const foreign = await user.get({ Origin });
        expectProblem(foreign, 403, 'origin-not-allowed');
        expect(foreign.body.detail).toContain(`"${Origin}" is none of the origins of the site`);
      }
      const authorized = { Authorization: `Bearer ${user.token}` };
      expect((await ask(bff, 'GET', '/v1/certification', authorized)).status).toBe(200);
      const withoutOrigin = {
        ...authorized,
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
      };
      const sent = await ask(bff, 'POST', '/v1/certification', withoutOrigin, rightClaim());
      expectProblem(sent, 403, 'origin-not-allowed');
    });

    it('operators', async ({ bff, unit, user }) => {
      user.token = await bff.token(unit, { role: 'operator' });
      expect((await user.get()).body).toMatchObject({ canSubmit: false });
      const refused = await user.post(rightClaim());
      expectProblem(refused, 403, 'administrator-required');
      expect(refused.body.certification).toMatchObject({ next: { step: 'administrator', ways: [] } });
    });

    it('bodies in another encoding than UTF-8', async ({ user }) => {
      for (const charset of ['gbk', 'gb18030', '"utf-16"'])
        expectProblem(
          await user.post(rightClaim(), { 'Content-Type': `application/json; charset=${charset}` }),
          415,
          'not-json',
        );
    });

    it.for(['application/json;charset=UTF-8', 'Application/JSON; charset="utf-8"', 'application/json;'])(
      'no body of the type %s',
      async (type, { user }) => {
        expect((await user.post(rightClaim(), { 'Content-Type': type })).body).toMatchObject({
          outcome: 'certified',
        });
      },
    );

    it('unknown addresses and methods', async ({ bff }) => {
      expectProblem(await ask(bff, 'GET', '/v1/nothing', {}), 404, 'not-found');
      const wrong = await ask(bff, 'PUT', '/v1/certification', { Origin: ORIGIN });
      expectProblem(wrong, 405, 'method-not-allowed');
      expect(wrong.headers.get('Allow')).toBe('GET, HEAD, POST');
    });

    it('a body with wrong fields, each with its path and its reason', async ({ user }) => {
      const named = async (body: unknown) => {
        const sent = await user.post(body);
        expectProblem(sent, 422, 'invalid-fields');
        return new Set(sent.body.errors!.map(({ path, code }) => `${path} ${code}`));
      };
      expect(await named({})).toEqual(
        new Set(['legalRepresentative required', 'applicant required', 'foundedOn required']),
      );
      const person = { name: ' ', idNumber: '110105194912310021', sex: 'x' };
      expect(await named({ ...rightClaim(), legalRepresentative: person, more: 1 })).toEqual(
        new Set([
          'legalRepresentative.name required',
          'legalRepresentative.idNumber bad-check-digit',
          'legalRepresentative.sex unexpected',
          'more unexpected',
        ]),
      );
    });
  });

  describe('tells the state with every answer', () => {
    const BY_AGENT = rightClaim({ applicant: 'agent', agent: LI });
    const WRONG = rightClaim({ foundedOn: '1999-01-01' });

    it('of each intent', async ({ deps, unit, user }) => {
      deps.counter = true;
      deps.limits.personPerDay = 0; // all units of this file have one representative
      await registerHandler(deps, unit, LI);
      const steps: [unknown, string, string][] = [
        [WRONG, 'rejected', 'correct'],
        [WRONG, 'rejected', 'correct'], // once more
        [{ ...WRONG, intent: 'recheck', consent: true }, 'kept', 'rechecking'],
        [{ ...WRONG, intent: 'counter', consent: true }, 'kept', 'bring'],
        [BY_AGENT, 'certified', 'none'],
        [{ ...WRONG, intent: 'replace' }, 'rejected', 'none'],
        [{ intent: 'withdraw', agent: LI }, 'withdrawn', 'renew'],
        [BY_AGENT, 'certified', 'none'],
        [{ ...rightClaim(), intent: 'replace' }, 'certified', 'none'],
      ];
      const references: unknown[] = [];
      for (const [request, outcome, step] of steps) {
        deps.clock.now += 1_000;
        const { status, body } = await user.post(request);
        expect([status, body['outcome']]).toEqual([200, outcome]);
        expect(body.status).toEqual((await user.get()).body);
        expect(body.status).toMatchObject({ next: { step } });
        references.push(body.reference);
        if (step === 'bring') await user.delete(body.reference!);
      }
      expect(references[1], 'of the repeated claim').toBe(references[0]);
      expect(new Set(references).size).toBe(steps.length - 1);
    });

    it('of a claim that waits for the register', async ({ bff, deps, unit }) => {
      deps.partner.registry = { kind: 'outage', outage: 'timeout' };
      const code = usccOfClass('92', Number(unit.slice(8, 16)));
      const shop = userOf(bff, await bff.token(code, { sub: code }));
      const key = randomUUID();
      const first = await shop.post(rightClaim(), { 'Idempotency-Key': key });
      expect(first.body).toMatchObject({ outcome: 'pending', reason: 'registry-unavailable' });
      expect(first.body.status).toEqual((await shop.get()).body);
      expect((await shop.delete(first.body.reference!)).body).toEqual({ status: (await shop.get()).body });
      const again = await shop.post(rightClaim(), { 'Idempotency-Key': key });
      expect(again.body, 'of now').toMatchObject({
        outcome: 'withdrawn',
        status: { next: { step: 'certify' } },
      });
      expect(again.body).not.toHaveProperty('due');
    });

    it('of an agent who leaves a unit that no register knows any more', async ({
      bff,
      database,
      deps,
      unit,
    }) => {
      const code = usccOfClass('81', Number(unit.slice(8, 16)));
      await registerUnit(deps, code);
      await registerHandler(deps, code, LI);
      const admin = userOf(bff, await bff.token(code, { sub: code }));
      expect((await admin.post(BY_AGENT)).body).toMatchObject({ outcome: 'certified' });
      await database.kysely.deleteFrom('registry_unit').where('code', '=', code).execute();
      deps.sources.registry = undefined;
      expect((await admin.get()).body).toMatchObject({ next: { step: 'none', ways: ['withdraw'] } });
      const { foundedOn: _, ...claim } = rightClaim();
      expectProblem(await admin.post({ ...claim, intent: 'replace' }), 409, 'way-closed');
      const left = await admin.post({ intent: 'withdraw', agent: LI });
      expect(left.body).toMatchObject({ outcome: 'withdrawn', due: { reason: 'agent-withdrew' } });
      expectProblem(await admin.post({ intent: 'withdraw', agent: LI }), 409, 'way-closed');
    });

    it('of each refusal', async ({ bff, deps, unit, user }) => {
      deps.limits.personPerDay = 0;
      await registerHandler(deps, unit, LI);
      const refusedWith = async (request: unknown, status: number, code: ProblemCode, step: string) => {
        deps.clock.now += 1_000;
        const sent = await user.post(request);
        expectProblem(sent, status, code);
        expect(sent.body.certification).toEqual((await user.get()).body);
        expect(sent.body.certification).toMatchObject({ next: { step } });
        return sent.body.reference;
      };
      const takesOver = { ...rightClaim(), intent: 'replace' };
      expect(await refusedWith(takesOver, 409, 'way-closed', 'certify')).toBeUndefined();
      await user.post(WRONG);
      const other = rightClaim({ foundedOn: '1999-01-02' });
      const recheck = { ...other, intent: 'recheck', consent: true };
      expect(await refusedWith(recheck, 409, 'claim-differs', 'correct')).toBeUndefined();
      await user.post(BY_AGENT);
      const leaves = { intent: 'withdraw', agent: ZHANG };
      expect(await refusedWith(leaves, 409, 'agent-differs', 'none')).toMatch(/^[2-9A-Z]{8}$/);
      const administrator = user.token;
      user.token = await bff.token(unit, { sub: unit, role: 'operator' });
      expect(await refusedWith(takesOver, 403, 'administrator-required', 'none')).toBeUndefined();
      user.token = administrator;
      let last: unknown;
      for (let day = 2; day <= 4; day++) {
        deps.clock.now += 1_000;
        const claim = rightClaim({ foundedOn: `1999-01-0${day}` });
        last = (await user.post({ ...claim, intent: 'replace' })).body.reference;
      }
      expect(await refusedWith(takesOver, 429, 'too-many-attempts', 'none')).toBe(last);
      expect((await user.get()).body).toMatchObject({ next: { ways: [], attempts: 0 } });
    });
  });

  describe('of a limit that nobody is told of', () => {
    /** The unit's first failure, and then others use up what is left for its representative. */
    const withoutBudget = it.extend('usedUp', ({ database, deps, unit }) => async (first: ClaimRequest) => {
      await database.kysely.deleteFrom('limit_counter').where('kind', '!=', 'unit').execute(); // other tests aim at the same person
      const sent = await submit(deps, submitterOf(unit, { sub: unit }), randomUUID(), first);
      expect(sent).toMatchObject({ answer: { outcome: 'rejected' } });
      const other = await newUnit(deps);
      for (let i = 0; i < 10; i++) {
        const by = submitterOf(other, { sub: `${other}-${i}` });
        const guess = rightClaim({ legalRepresentative: { ...ZHANG, idNumber: residentId(9_500 + i) } });
        await submit(deps, by, randomUUID(), guess);
      }
      deps.clock.now += 1_000;
    });

    withoutBudget('takes its way from the ways, and says nothing of it', async ({ user, usedUp }) => {
      await usedUp(rightClaim({ foundedOn: '1999-01-01' }));
      const before = (await user.get()).body as unknown as CertificationStatus;
      expect(before.next).toMatchObject({ step: 'correct', ways: ['certify', 'recheck'], closed: [] });
      const sent = await user.post(rightClaim());
      expectProblem(sent, 429, 'too-many-attempts');
      expect(sent.body.certification).toEqual({
        ...before,
        next: { ...before.next, ways: ['recheck'], attempts: null }, // a re-check has no limit
      });
      expect(sent.body.reference).toBe(before.next.reference);
      expect((await user.get()).body, 'only this answer knows it').toEqual(before);
    });

    withoutBudget('tells when to come again, when no way is left', async ({ deps, user, usedUp }) => {
      await usedUp(rightClaim({ applicant: 'agent', agent: LI }));
      const before = (await user.get()).body as unknown as CertificationStatus;
      expect(before.next).toMatchObject({ step: 'correct', ways: ['certify'], closed: [] });
      const sent = await user.post(rightClaim());
      expectProblem(sent, 429, 'too-many-attempts');
      const { next } = sent.body.certification!;
      expect(next).toEqual({
        ...before.next,
        ...{ step: 'later', ways: [], until: expect.any(String), attempts: null },
      });
      const seconds = (Date.parse(next.until!) - deps.now()) / 1000;
      expect(Number(sent.headers.get('Retry-After'))).toBe(Math.ceil(seconds));
      expect(seconds).toBeGreaterThan(80_000);
    });
  });

  it('takes back what waits under a reference, and tells nothing of any other', async ({
    bff,
    deps,
    unit,
    user,
  }) => {
    const wrong = rightClaim({ foundedOn: '1999-01-01' });
    const recheck = { ...wrong, intent: 'recheck', consent: true };
    deps.limits.personPerDay = 0;
    const neighbour = userOf(bff, await bff.token(await newUnit(deps), { sub: 'neighbour' }));
    const keptBy = async (who: typeof user) => {
      await who.post(wrong);
      return (await who.post(recheck)).body.reference!;
    };
    const [own, foreign] = [await keptBy(user), await keptBy(neighbour)];
    const shown = `${own.slice(0, 4)}-${own.slice(4).toLowerCase()}`;
    const before = (await user.get()).body;
    for (const reference of [foreign, 'K7M29QXT', 'K7M29QXX', 'nonsense', unit, '%E7%BC%96%E5%8F%B7']) {
      const sent = await user.delete(reference);
      expect([sent.status, sent.body], reference).toEqual([200, { status: before }]);
    }
    expect((await neighbour.get()).body).toMatchObject({ recheck: { reference: foreign } });
    const sent = await user.delete(shown);
    expect(sent.status).toBe(200);
    expect(Object.keys(sent.body)).toEqual(['status']);
    expect(sent.body.status).toEqual((await user.get()).body);
    expect(sent.body.status).toMatchObject({ next: { step: 'correct', ways: ['certify', 'recheck'] } });
    expect(sent.body.status).not.toHaveProperty('recheck');
    expect((await user.delete(own)).body, 'twice').toEqual(sent.body);
    user.token = await bff.token(unit, { role: 'operator' });
    const refused = await user.delete(own);
    expectProblem(refused, 403, 'administrator-required');
    expect(refused.body.certification).toEqual((await user.get()).body);
  });

  it('answers preflights for sites’ origins only', async ({ bff }) => {
    const preflight = (Origin: string) =>
      fetch(`${bff.url}/v1/certification`, {
        method: 'OPTIONS',
        headers: {
          Origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'authorization',
        },
      });
    const allowed = await preflight(ORIGIN);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('Access-Control-Allow-Origin')).toBe(ORIGIN);
    expect(allowed.headers.get('Access-Control-Allow-Methods')).toBe('GET, POST, DELETE, OPTIONS');
    expect(allowed.headers.get('Access-Control-Allow-Headers')).toContain('Idempotency-Key');
    const refused = await preflight('https://evil.example');
    expect(refused.status).toBe(403);
    expect(refused.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  it('limits an address behind a trusted proxy, in any notation, and ignores other forwarded addresses', async ({
    bff,
    user,
  }) => {
    const written = ['198.51.100.1', '198.51.100.1:4711', '"198.51.100.1:80"', '[::ffff:198.51.100.1]:80'];
    const fail = (from: number, count: number) =>
      Promise.all(
        Array.from({ length: count }, async (_unused, j) => {
          const i = from + j;
          const other = await bff.token(uscc(40_000 + i), { sub: `user-${i}` });
          const headers = {
            Authorization: `Bearer ${other}`,
            'X-Forwarded-For': `203.0.113.9, ${written[i % written.length]}`,
          };
          const claim = rightClaim({ legalRepresentative: { name: '某人', idNumber: residentId(9000 + i) } });
          return (await user.post(claim, headers)).status;
        }),
      );
    // Submissions of one moment may pass this limit together; it holds for what comes after them.
    expect(new Set(await fail(0, 60))).toEqual(new Set([200]));
    expect(new Set(await fail(60, 5))).toEqual(new Set([429]));
  });

  it('limits the proxy itself when it sends no readable address', async ({ bff, user }) => {
    const fail = (from: number, count: number) =>
      Promise.all(
        Array.from({ length: count }, async (_unused, i) => {
          const other = await bff.token(uscc(41_000 + from + i), { sub: `user-${from + i}` });
          const headers = { Authorization: `Bearer ${other}`, 'X-Forwarded-For': 'unknown' };
          return (await user.post(rightClaim({ foundedOn: '1999-01-01' }), headers)).status;
        }),
      );
    await fail(0, 60);
    expect(new Set(await fail(60, 5))).toEqual(new Set([429]));
    expect(bff.log.filter((line) => line.includes('has no address'))).toHaveLength(1);
  });

  it('keeps the personal data of a thousand refused submissions out of the database, logs and metrics', async ({
    bff,
    database,
    user,
  }) => {
    const canaries: string[] = [];
    bff.deps.limits = LIMITS_OFF;
    for (let start = 0; start < 1000; start += 50) {
      await Promise.all(
        Array.from({ length: 50 }, async (_unused, i) => {
          const at = start + i;
          const names = [`申报人甲${at}号`, `代理人乙${at}号`] as const;
          const numbers = [residentId(20_000 + at), residentId(30_000 + at)] as const;
          const request: ClaimRequest = {
            legalRepresentative: { name: names[0], idNumber: numbers[0] },
            foundedOn: FOUNDED,
            ...BY_AGENT,
            agent: agentOf({ name: names[1], idNumber: numbers[1] }),
          };
          canaries.push(...personalTexts(request));
          const { body } = await user.post(request);
          expect(body).toMatchObject({ outcome: 'rejected' });
        }),
      );
    }
    const metrics = await (await fetch(`${bff.url}/metrics`)).text();
    const places = [await dump(database), bff.log.join('\n'), metrics];
    expect(places[0]!.length).toBeGreaterThan(100_000);
    expect(bff.log.length).toBeGreaterThanOrEqual(1000);
    expect(canaries.length).toBeGreaterThanOrEqual(4_000);
    for (const place of places) expect(canaries.filter((canary) => place.includes(canary))).toEqual([]);
    expect(places[0]).toContain('南京示例有限公司'); // the dump does contain text, so the check can fail
  }, 180_000); // a thousand and more statements, beside other tests
});
