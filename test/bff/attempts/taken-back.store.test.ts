/** A claim that waits is taken back by its reference, and a reference of others does nothing. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import type { Submitter } from '../../../bff/attempts/dependencies.ts';
import { verifyAudit } from '../../../bff/events/verify.ts';
import { withdrawKept } from '../../../bff/http/intents.ts';
import { readReference } from '../../../bff/staff/submissions.ts';
import { before } from '../../support/before.ts';
import { referenceIn, statusOf, submitterOf } from '../../support/dependencies.ts';
import { eventsOf, messagesOf, webhooksOf } from '../../support/events.ts';
import { countImport } from '../../support/imported.ts';
import { registerUnit, rightClaim, uscc } from '../../support/people.ts';
import { settleOne } from '../../support/settle.ts';
import { emptyStoreTest, newUnit } from '../../support/store.ts';
import { open } from '../cases/support.ts';

const DAY = 86_400_000;
const WRONG = rightClaim({ foundedOn: '1999-01-01' });

let strangers = 5_000_000;

const it = emptyStoreTest
  /** A claim that waits for the register, at a unit that was not imported. */
  .extend('pending', ({ deps }) => async (key: string = randomUUID()) => {
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    const at = uscc(++strangers);
    return { at, reference: referenceIn(await submit(deps, submitterOf(at), key, rightClaim())) };
  })
  /** A refused claim that is kept to be checked again. */
  .extend('kept', ({ deps }) => async (at: string, by: Partial<Submitter> = {}) => {
    await submit(deps, submitterOf(at, by), randomUUID(), WRONG);
    return referenceIn(await requestRecheck(deps, submitterOf(at, by), WRONG));
  })
  .extend('takeBack', ({ deps }) => (at: string, reference: string, by: Partial<Submitter> = {}) => {
    deps.clock.now += 1_000;
    return withdrawKept(deps, submitterOf(at, by), reference);
  })
  .extend('rows', ({ database }) => async () => ({
    submissions: await database.kysely
      .selectFrom('submission')
      .select(['reference', 'outcome', 'decided_at'])
      .orderBy('at')
      .execute(),
    kept: await database.kysely.selectFrom('kept_claim').select(['unit_code', 'purpose']).execute(),
    cases: await database.kysely.selectFrom('counter_case').select(['unit_code', 'state']).execute(),
    events: await database.kysely.selectFrom('event').select(['type', 'unit_code']).execute(),
  }));

describe('a claim that waits for the register', () => {
  it('is taken back, and nothing of it is kept', async ({ database, deps, pending, takeBack, rows }) => {
    const { at, reference } = await pending();
    expect((await statusOf(deps, at)).next).toMatchObject({
      step: 'checking',
      ways: ['certify', 'withdraw-kept'],
      reference,
    });
    await takeBack(at, reference);
    const { submissions, kept } = await rows();
    expect(submissions).toEqual([{ reference, outcome: 'withdrawn', decided_at: new Date(deps.now()) }]);
    expect(kept).toEqual([]);
    const status = await statusOf(deps, at);
    expect(status.kinds[1]).toEqual({ kind: 'real-name', status: 'uncertified' });
    expect(status).not.toHaveProperty('history');
    expect(status.attempts).toEqual({ remaining: 5, resetsAt: null });
    expect(status.next).toMatchObject({ step: 'certify', ways: ['certify'], reason: null, reference: null });
    const events = await eventsOf(database, at);
    expect(events.map(({ type, site_id }) => [type, site_id])).toEqual([
      ['certification.pending', 'portal'],
      ['certification.withdrawn', 'portal'],
    ]);
    expect(webhooksOf(events)).toEqual([]);
    const act = { reason: 'asked', actor: 'operator:tester' } as const;
    expect(await readReference(deps, reference, act, deps.now())).toMatchObject({
      submission: { outcome: 'withdrawn', unitCode: at },
    });
    expect((await verifyAudit(deps)).rows).toEqual([]);
  });

  it('is decided by no worker that has it in hand', async ({ database, deps, pending, takeBack, rows }) => {
    const { at, reference } = await pending();
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    deps.clock.now += 60_000;
    const back = () => takeBack(at, reference);
    const interrupted = { ...deps, database: before(database, 'certification_settle', back) };
    expect(await settleOne(interrupted)).toBe('undecided');
    expect(await rows()).toMatchObject({ submissions: [{ outcome: 'withdrawn' }], kept: [] });
    expect((await statusOf(deps, at)).kinds[1]).toMatchObject({ status: 'uncertified' });
    deps.clock.now += DAY;
    expect(await settleOne(deps)).toBe('nothing-due');
    expect((await verifyAudit(deps)).rows).toEqual([]);
  });

  it('cannot be taken back any more once it is decided', async ({ deps, pending, takeBack, rows }) => {
    const { at, reference } = await pending();
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    deps.clock.now += 60_000;
    expect(await settleOne(deps)).toBe('decided');
    const decided = await rows();
    await takeBack(at, reference);
    expect(await rows()).toEqual(decided);
    expect((await statusOf(deps, at)).kinds[1]).toMatchObject({ status: 'certified' });
  });

  it.for([
    ['of the same site', { sub: 'user-2' }],
    ['of another site', { siteId: 'department', sub: 'user-2' }],
  ] as const)(
    'is taken back by another administrator %s too',
    async ([, by], { database, deps, pending, takeBack, rows }) => {
      const key = randomUUID();
      const { at, reference } = await pending(key);
      expect((await statusOf(deps, at, by)).next).toMatchObject({ step: 'checking', reference });
      await takeBack(at, reference, by);
      expect(await rows()).toMatchObject({ submissions: [{ outcome: 'withdrawn' }], kept: [] });
      const last = (await eventsOf(database, at)).at(-1);
      expect(last).toMatchObject({
        type: 'certification.withdrawn',
        site_id: 'portal',
        detail: { reference },
      });
      expect((await verifyAudit(deps)).rows).toEqual([]);
      const again = await submit(deps, submitterOf(at), key, rightClaim());
      expect(again, 'its key').toMatchObject({ answer: { outcome: 'withdrawn', reference }, replayed: true });
    },
  );

  it('is taken back once, fifty times at once', async ({ database, pending, takeBack }) => {
    const { at, reference } = await pending();
    await Promise.all(Array.from({ length: 50 }, () => takeBack(at, reference)));
    const types = (await eventsOf(database, at)).map(({ type }) => type);
    expect(types).toEqual(['certification.pending', 'certification.withdrawn']);
  });

  it('makes room for the same claim, which is judged then', async ({ deps, pending, takeBack }) => {
    const { at, reference } = await pending();
    await takeBack(at, reference);
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    const again = await submit(deps, submitterOf(at), randomUUID(), rightClaim());
    expect(again).toMatchObject({ answer: { outcome: 'certified' }, replayed: false });
  });
});

describe('a claim that is kept to be checked again', () => {
  it('is taken back, and the refusal stays', async ({ database, deps, unit, kept, takeBack, rows }) => {
    const reference = await kept(unit);
    await takeBack(unit, reference, { sub: 'user-2' });
    expect(await rows()).toMatchObject({ submissions: [{ outcome: 'rejected' }], kept: [] });
    expect((await statusOf(deps, unit)).next).toMatchObject({
      step: 'correct',
      ways: ['certify', 'recheck'],
      reason: 'registry-mismatch',
    });
    expect((await eventsOf(database, unit)).map(({ type }) => type)).toEqual([
      'certification.rejected',
      'recheck.requested',
      'recheck.withdrawn',
    ]);
    expect((await verifyAudit(deps)).rows).toEqual([]);
  });

  it('is decided by no worker that has it in hand', async ({
    database,
    deps,
    unit,
    kept,
    takeBack,
    rows,
  }) => {
    const reference = await kept(unit);
    await database.kysely.deleteFrom('registry_unit').where('code', '=', unit).execute();
    await registerUnit(deps, unit, { foundedOn: WRONG.foundedOn! });
    await countImport(database);
    deps.clock.now += DAY;
    await database.kysely
      .updateTable('kept_claim')
      .set({ next_try_at: new Date(deps.now()) })
      .execute();
    const back = () => takeBack(unit, reference);
    const interrupted = { ...deps, database: before(database, 'certification_settle', back) };
    expect(await settleOne(interrupted)).toBe('undecided');
    expect(await rows()).toMatchObject({ submissions: [{ outcome: 'rejected' }], kept: [] });
    expect((await statusOf(deps, unit)).kinds[1]).toMatchObject({ status: 'uncertified' });
  });
});

describe('a case', () => {
  it('is taken back by a user of another site, as long as its time is not over', async ({
    database,
    deps,
    unit,
    takeBack,
  }) => {
    const by = { siteId: 'department', sub: 'user-2' };
    const state = async () =>
      (await database.kysely.selectFrom('counter_case').select('state').orderBy('opened_at').execute()).at(
        -1,
      );
    await takeBack(unit, referenceIn(await open(deps, unit)), by);
    expect(await state()).toEqual({ state: 'withdrawn' });
    const last = (await eventsOf(database, unit)).at(-1);
    expect(last, 'where it was taken back').toMatchObject({ type: 'case.withdrawn', site_id: 'department' });
    expect(messagesOf([last!])).toMatchObject([
      { type: 'unit.case', data: { status: 'uncertified', case: { state: 'withdrawn' } } },
    ]);
    expect((await verifyAudit(deps)).rows).toEqual([]);
    const late = referenceIn(await open(deps, unit));
    deps.clock.now += 31 * DAY;
    await takeBack(unit, late, by);
    expect(await state(), 'a worker ends it').toEqual({ state: 'open' });
    expect((await statusOf({ ...deps, counter: true }, unit)).next).toMatchObject({
      step: 'certify',
      reason: 'case-expired',
      reference: late,
    });
  });
});

describe('a reference', () => {
  it('of a re-check of another site changes nothing', async ({ unit, kept, takeBack, rows }) => {
    const reference = await kept(unit, { siteId: 'department' });
    const standing = await rows();
    await takeBack(unit, reference);
    expect(await rows()).toEqual(standing);
    await takeBack(unit, reference, { siteId: 'department' });
    expect((await rows()).kept).toEqual([]);
  });

  it('of another unit changes nothing, whatever waits under it', async ({
    deps,
    unit,
    pending,
    kept,
    takeBack,
    rows,
  }) => {
    const [rechecked, atCounter] = [await newUnit(deps), await newUnit(deps)];
    const references = [
      (await pending()).reference,
      await kept(rechecked),
      referenceIn(await open(deps, atCounter)),
    ];
    // So that something waits here too, under other references.
    await kept(unit);
    referenceIn(await open(deps, unit));
    const standing = await rows();
    for (const reference of references) await takeBack(unit, reference);
    expect(await rows()).toEqual(standing);
  });

  it('that is nothing’s, or that nothing waits under, changes nothing', async ({
    deps,
    unit,
    pending,
    takeBack,
    rows,
  }) => {
    const { at, reference: older } = await pending();
    const newer = referenceIn(await submit(deps, submitterOf(at, { sub: 'user-2' }), randomUUID(), WRONG));
    const elsewhere = referenceIn(await submit(deps, submitterOf(unit), randomUUID(), WRONG));
    const standing = await rows();
    for (const reference of ['K7M29QXT', elsewhere]) await takeBack(unit, reference);
    for (const reference of ['K7M29QXT', older]) await takeBack(at, reference);
    expect(await rows()).toEqual(standing);
    await takeBack(at, newer);
    expect((await rows()).kept, 'the newer claim waits in the older one’s place').toEqual([]);
  });
});
