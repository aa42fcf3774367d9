/** As long as a unit is held nothing that it sends is looked at: a right claim and a wrong one get the same answer, by the same statements. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { CASE } from '../../../bff/cases/decision.ts';
import { findCase } from '../../../bff/cases/case.ts';
import { settleClaims } from '../../../bff/attempts/waiting.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import type { CertificationRequest, ClaimRequest } from '../../../bff/contract/wire.ts';
import type { Database } from '../../../bff/database/database.ts';
import { HOLD } from '../../../bff/holds/hold.ts';
import { endUnderHolds } from '../../../bff/holds/end.ts';
import { confirm } from '../../../bff/proposals/procedure.ts';
import { readStatuses } from '../../../bff/status/statuses.ts';
import { submitByIntent } from '../../../bff/http/intents.ts';
import { statusOf, submitterOf, type TestDependencies } from '../../support/dependencies.ts';
import { eventsOf, messagesOf } from '../../support/events.ts';
import { LI, registerHandler, rightClaim, uscc } from '../../support/people.ts';
import { newUnit, storeTest } from '../../support/store.ts';
import { CERTIFY, opened, proposed, SECOND } from '../cases/support.ts';
import { phoneOf, registrationDependencies, sendingRegistration } from '../registration/support.ts';
import { decided, proposedHold } from './support.ts';

const RIGHT = rightClaim();
const WRONG = rightClaim({ foundedOn: '2001-05-19' });
const BY_AGENT = rightClaim({ applicant: 'agent', agent: LI });
let phones = 70_000_000;

/** The dependencies with their statements by name, and whether a partner was asked. */
function traced(deps: TestDependencies) {
  const seen: string[] = [];
  const database: Database = {
    ...deps.database,
    run: (statement, values) => {
      seen.push(statement.name);
      return deps.database.run(statement, values);
    },
  };
  const sources: TestDependencies['sources'] = {
    registry: {
      ask: async () => {
        seen.push('registry asked');
        return { kind: 'record', record: undefined };
      },
    },
    insurance: {
      ask: async () => {
        seen.push('insurance asked');
        return { kind: 'record', handled: true, lastHandledOn: undefined };
      },
    },
  };
  return { deps: { ...deps, counter: true, database, sources }, seen };
}

const it = storeTest.extend('rows', ({ database }) => async () => {
  const tables = [
    'submission',
    'kept_claim',
    'counter_case',
    'limit_counter',
    'certification',
    'event',
  ] as const;
  const counts = tables.map(async (table) => {
    const rows = await database.kysely.selectFrom(table).selectAll().execute();
    return [table, rows.length];
  });
  return Object.fromEntries(await Promise.all(counts)) as Record<string, number>;
});

const withIntent =
  (intent: 'certify' | 'replace' | 'recheck' | 'counter') =>
  (claim: ClaimRequest): CertificationRequest =>
    ({ ...claim, intent, consent: true }) as CertificationRequest;

const INTENTS: Record<string, (claim: ClaimRequest) => CertificationRequest> = {
  certify: withIntent('certify'),
  replace: withIntent('replace'),
  recheck: withIntent('recheck'),
  counter: withIntent('counter'),
  withdraw: ({ foundedOn }) => ({
    intent: 'withdraw',
    agent: foundedOn === RIGHT.foundedOn ? LI : { ...LI, name: '王示例' },
  }),
};

/** Units whose state would give each way, or one of its errors. */
const STATES: Record<string, (deps: TestDependencies, unit: string) => Promise<unknown>> = {
  'that has not begun': async () => undefined,
  'that was refused': (deps, unit) => submit(deps, submitterOf(unit), randomUUID(), WRONG),
  'that an agent has certified': async (deps, unit) => {
    await registerHandler(deps, unit, LI);
    await submit(deps, submitterOf(unit), randomUUID(), BY_AGENT);
  },
  'whose case is open': (deps, unit) => opened(deps, unit, RIGHT),
};

describe('a unit that is held', () => {
  for (const [state, happens] of Object.entries(STATES))
    it.for(Object.keys(INTENTS))(
      `${state}: %s tells nothing of the claim`,
      async (intent, { deps, unit, rows }) => {
        await happens(deps, unit);
        deps.clock.now += 1_000;
        await decided(deps, unit, 'placed');
        const before = await rows();
        // An organization code has statements of its own, which tell of the code and not of the claim.
        for (const by of [{}, { sub: 'user-2' }, { siteId: 'other' }, { unitCode: unit.slice(8, 17) }]) {
          const answers = [];
          for (const claim of [RIGHT, WRONG, BY_AGENT, { ...BY_AGENT, foundedOn: '2001-05-20' }]) {
            const trace = traced(deps);
            const sender = { ...submitterOf(unit, by), unitName: undefined };
            const result = await submitByIntent(trace.deps, sender, randomUUID(), INTENTS[intent]!(claim));
            answers.push({ result, seen: trace.seen });
          }
          for (const answer of answers) expect(answer).toEqual(answers[0]);
          expect(answers[0]!.result).toEqual({ kind: 'way-closed' });
          expect(answers[0]!.seen).not.toContain('registry asked');
        }
        expect(await rows()).toEqual(before);
      },
    );

  it.for([
    ['right', {}],
    ['of another date', { foundedOn: '2001-05-19' }],
    ['of an agent', { applicant: 'agent', agent: LI } as const],
    ['of another name', { unit: { code: '', name: '另一个有限公司' } }],
  ] as const)('is not registered by a claim that is %s', async ([, change], { deps, unit, rows }) => {
    await registerHandler(deps, unit, LI);
    await decided(deps, unit, 'placed');
    const named = 'unit' in change ? { ...change, unit: { ...change.unit, code: unit } } : change;
    const before = await rows();
    const trace = traced(deps);
    const dependencies = registrationDependencies(trace.deps as TestDependencies);
    const send = await sendingRegistration(dependencies, unit, phoneOf(++phones), named);
    expect(await send()).toEqual({ kind: 'way-closed' });
    expect(trace.seen.filter((name) => name.endsWith('asked'))).toEqual([]);
    expect(await rows()).toEqual(before);
  });

  it('whose claim and case still stand, for a moment, is told nothing of them by sending the same again', async ({
    deps,
    database,
    unit,
  }) => {
    const sends = (intent: string, claim: ClaimRequest) =>
      submitByIntent(
        { ...deps, counter: true },
        { ...submitterOf(unit), unitName: undefined },
        randomUUID(),
        INTENTS[intent]!(claim),
      );
    await submit(deps, submitterOf(unit), randomUUID(), WRONG);
    for (const intent of ['recheck', 'counter']) {
      expect(await sends(intent, WRONG)).toMatchObject({ answer: { outcome: 'kept' } });
      expect(await sends(intent, WRONG)).toMatchObject({ answer: { outcome: 'kept' } });
    }
    const hold = { placed_at: new Date(deps.now()), placed_by: SECOND };
    await database.kysely
      .insertInto('unit_hold')
      .values({ organization_code: unit.slice(8, 17), unit_code: unit, ...hold })
      .execute();
    for (const intent of ['recheck', 'counter'])
      for (const claim of [WRONG, RIGHT]) expect(await sends(intent, claim)).toEqual({ kind: 'way-closed' });
  });

  it('gets the first answer to a key that was used before, which says nothing new', async ({
    deps,
    unit,
  }) => {
    const key = randomUUID();
    const first = await submit(deps, submitterOf(unit), key, WRONG);
    await decided(deps, unit, 'placed');
    expect(await submit(deps, submitterOf(unit), key, WRONG)).toEqual({ ...first, replayed: true });
    expect(await submit(deps, submitterOf(unit), key, RIGHT)).toEqual({ kind: 'key-reused' });
  });
});

describe('what waits when the hold comes', () => {
  it('a claim that waits for a register ends, and its portal is told', async ({ deps, database, faults }) => {
    const unit = uscc(88_000_001); // a partner is asked
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    expect(await submit(deps, submitterOf(unit), randomUUID(), RIGHT)).toMatchObject({
      answer: { outcome: 'pending' },
    });
    await decided(deps, unit, 'placed');
    const { kinds, next } = await statusOf(deps, unit);
    expect(kinds[1]).toMatchObject({ status: 'uncertified' });
    expect(next).toMatchObject({ step: 'authority', ways: [] });
    const [, portal] = (await readStatuses(database, [unit], new Set(), deps.now()))[0]!.kinds;
    expect(portal).toEqual({ kind: 'real-name', status: 'uncertified' });
    expect(messagesOf(await eventsOf(database, unit)).map(({ type }) => type)).toEqual(['unit.expired']);
    expect(await faults()).toEqual([]);
    expect(await settleClaims(deps, 8)).toEqual([]);
  });

  it('a claim that was to be checked again ends, and may be kept again afterwards', async ({
    deps,
    unit,
    faults,
  }) => {
    const recheck = () =>
      submitByIntent(
        deps,
        { ...submitterOf(unit), unitName: undefined },
        randomUUID(),
        INTENTS['recheck']!(WRONG),
      );
    await submit(deps, submitterOf(unit), randomUUID(), WRONG);
    expect(await recheck()).toMatchObject({ answer: { outcome: 'kept' } });
    deps.clock.now += 1_000;
    await decided(deps, unit, 'placed');
    expect(await recheck()).toEqual({ kind: 'way-closed' });
    await decided(deps, unit, 'lifted');
    const { recheck: kept, next } = await statusOf(deps, unit);
    expect(kept).toBeUndefined();
    expect(next.ways).toContain('recheck');
    deps.clock.now += 1_000;
    expect(await recheck()).toMatchObject({ answer: { outcome: 'kept' } });
    expect(await faults()).toEqual([]);
  });

  it.for(['open', 'proposed'] as const)(
    'a case that is %s ends',
    async (state, { deps, database, unit, faults }) => {
      const reference = await opened(deps, unit);
      const proposal = state === 'proposed' ? await proposed(deps, reference) : undefined;
      await decided(deps, unit, 'placed');
      expect(await findCase(database, reference)).toMatchObject({
        state: 'withdrawn',
        claim: null,
        proposal: null,
        endedBy: 'worker:holds',
      });
      if (proposal)
        expect(await confirm(deps, CASE, proposal, SECOND, CERTIFY.seen)).toEqual({ kind: 'changed' });
      expect(await statusOf(deps, unit)).not.toHaveProperty('case');
      expect(messagesOf(await eventsOf(database, unit)).at(-1)).toMatchObject({
        type: 'unit.case',
        data: { status: 'uncertified', case: { state: 'withdrawn' } },
      });
      expect(await faults()).toEqual([]);
    },
  );
});

/** The hold comes when this statement is about to be run. */
const heldBefore = (deps: TestDependencies, name: string, place: () => Promise<void>): TestDependencies => {
  let isPlaced = false;
  const run: Database['run'] = async (statement, values) => {
    if (statement.name.startsWith(name) && !isPlaced) {
      isPlaced = true;
      await place();
    }
    return deps.database.run(statement, values);
  };
  return { ...deps, database: { ...deps.database, run } };
};

describe('what is under way when the hold comes', () => {
  it.for([
    ['right', RIGHT],
    ['wrong', WRONG],
  ] as const)(
    'a %s claim is refused, although it was read before',
    async ([, claim], { deps, unit, rows }) => {
      const proposal = await proposedHold(deps, unit);
      const before = await rows();
      const late = heldBefore(
        deps,
        'certification_submit',
        async () => void (await confirm(deps, HOLD, proposal, SECOND)),
      );
      expect(await submit(late, submitterOf(unit), randomUUID(), claim)).toEqual({ kind: 'way-closed' });
      expect(await rows()).toMatchObject({
        submission: before['submission'],
        certification: before['certification'],
      });
    },
  );

  it('a kept claim is not decided', async ({ deps, database }) => {
    const unit = uscc(88_000_002);
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    await submit(deps, submitterOf(unit), randomUUID(), RIGHT);
    const proposal = await proposedHold(deps, unit);
    deps.clock.now += 60_000;
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    const late = heldBefore(
      deps,
      'certification_settle',
      async () => void (await confirm(deps, HOLD, proposal, SECOND)),
    );
    await settleClaims(late, 8);
    expect(
      await database.kysely.selectFrom('certification').selectAll().where('unit_code', '=', unit).execute(),
    ).toEqual([]);
    expect((await statusOf(deps, unit)).next).toMatchObject({ step: 'authority', ways: [] });
  });

  it('a case is not certified, and ends', async ({ deps, database, unit }) => {
    const reference = await opened(deps, unit);
    const proposal = await proposed(deps, reference);
    const hold = await proposedHold(deps, unit);
    // The case is left open by the hold, as when an officer had changed it at that moment.
    const place = async () => {
      const run: Database['run'] = (statement, values) =>
        statement.name === 'cases_held' ? Promise.resolve([]) : deps.database.run(statement, values);
      await confirm({ ...deps, database: { ...deps.database, run } }, HOLD, hold, SECOND);
    };
    const late = heldBefore(deps, 'proposals_decide_case', place);
    expect(await confirm(late, CASE, proposal, SECOND, CERTIFY.seen)).toEqual({ kind: 'held' });
    expect(await findCase(database, reference)).toMatchObject({ state: 'proposed' });
    await endUnderHolds(deps);
    expect(await findCase(database, reference)).toMatchObject({ state: 'withdrawn' });
  });

  it('a certification of the very same moment ends with the worker’s next step', async ({
    deps,
    database,
    faults,
  }) => {
    for (let round = 0; round < 12; round++) {
      const unit = await newUnit(deps);
      const proposal = await proposedHold(deps, unit);
      await Promise.all([
        submit(deps, submitterOf(unit), randomUUID(), RIGHT),
        confirm(deps, HOLD, proposal, SECOND),
      ]);
      await endUnderHolds(deps);
      const open = database.kysely.selectFrom('certification').selectAll();
      expect(await open.where('unit_code', '=', unit).where('ended_at', 'is', null).execute()).toEqual([]);
      expect((await statusOf(deps, unit)).next.step).toBe('authority');
    }
    expect(await faults()).toEqual([]);
  });

  it('a certification that a hold did not see ends by the worker, with an event', async ({
    deps,
    database,
    unit,
    faults,
  }) => {
    await submit(deps, submitterOf(unit), randomUUID(), RIGHT);
    const proposal = await proposedHold(deps, unit);
    const run: Database['run'] = (statement, values) =>
      deps.database.run(
        statement,
        statement.name === 'proposals_decide_hold_placed' ? { ...values, term: null } : values,
      );
    const blind = { ...deps, database: { ...deps.database, run } };
    expect(await confirm(blind, HOLD, proposal, SECOND)).toEqual({ kind: 'placed' });
    expect((await eventsOf(database, unit)).at(-1)).toMatchObject({
      type: 'certification.revoked',
      actor: 'worker:holds',
      detail: { reason: 'held' },
    });
    expect((await statusOf(deps, unit)).kinds[1]).toMatchObject({ status: 'lapsed', reason: 'revoked' });
    expect(await faults()).toEqual([]);
  });
});
