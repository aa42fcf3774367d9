/** A kept claim whose place another user's claim takes: the first user is told, the site of a claim that waited too, and auditors read it. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import type { Submitter } from '../../../bff/attempts/dependencies.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { withdraw } from '../../../bff/attempts/withdrawal.ts';
import type { ClaimRequest } from '../../../bff/contract/wire.ts';
import { type Database, Unavailable } from '../../../bff/database/database.ts';
import { eraseSubject } from '../../../bff/upkeep/subject.ts';
import { verifyAudit } from '../../../bff/events/verify.ts';
import { readReference, readSubmissions } from '../../../bff/staff/submissions.ts';
import { before, beside, isStatement } from '../../support/before.ts';
import { referenceIn, statusOf, submitterOf, withdrawAll } from '../../support/dependencies.ts';
import { eventsOf, webhooksOf } from '../../support/events.ts';
import { LI, rightClaim, uscc } from '../../support/people.ts';
import { settleOne } from '../../support/settle.ts';
import { emptyStoreTest } from '../../support/store.ts';

const WRONG = rightClaim({ foundedOn: '1999-01-01' });
const OTHER_WRONG = rightClaim({ foundedOn: '1999-01-02' });
const COLLEAGUE = { sub: 'user-2' };
const ELSEWHERE = { siteId: 'department', sub: 'user-3' };

let strangers = 5_500_000;

const it = emptyStoreTest
  .extend('send', ({ deps }) => async (at: string, claim: ClaimRequest, by: Partial<Submitter> = {}) => {
    deps.clock.now += 1_000;
    return referenceIn(await submit(deps, submitterOf(at, by), randomUUID(), claim));
  })
  .extend('recheck', ({ deps }) => async (at: string, claim: ClaimRequest, by: Partial<Submitter> = {}) => {
    deps.clock.now += 1_000;
    return referenceIn(await requestRecheck(deps, submitterOf(at, by), claim));
  })
  /** A unit that only a partner knows, which is away. */
  .extend('away', ({ deps }) => {
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    return uscc(++strangers);
  })
  .extend('typesOf', ({ database }) => async (at: string) => {
    return (await eventsOf(database, at)).map(({ type }) => type);
  });

describe('a re-check', () => {
  it.for([
    ['a colleague sends a claim that is refused', COLLEAGUE],
    ['a user of another site does', ELSEWHERE],
  ] as const)(
    'is superseded when %s, which its user and auditors are told',
    async ([, by], { database, deps, unit, send, recheck }) => {
      await send(unit, WRONG);
      const reference = await recheck(unit, WRONG);
      await send(unit, OTHER_WRONG, by);

      expect(await statusOf(deps, unit)).not.toHaveProperty('recheck');
      expect((await statusOf(deps, unit)).next).toMatchObject({
        step: 'certify',
        ways: ['certify', 'recheck'],
        reason: 'claim-superseded',
        reference,
      });
      expect((await statusOf(deps, unit, by)).next).toMatchObject({ reason: 'registry-mismatch' });
      const superseded = (await eventsOf(database, unit)).find(({ type }) => type === 'recheck.superseded');
      expect(superseded).toMatchObject({ site_id: 'portal', detail: { reference } });
      expect(superseded!.actor).toMatch(/^user:/);
      const act = { reason: 'asked', actor: 'operator:tester' } as const;
      expect(await readReference(deps, reference, act, deps.now())).toMatchObject({
        recheck: { state: 'superseded', until: null },
      });
      expect((await verifyAudit(deps)).rows).toEqual([]);
    },
  );

  it('is superseded by the re-check that another site requests', async ({
    deps,
    unit,
    send,
    recheck,
    typesOf,
  }) => {
    await send(unit, OTHER_WRONG, ELSEWHERE);
    await send(unit, WRONG);
    const reference = await recheck(unit, WRONG);
    const later = await recheck(unit, OTHER_WRONG, ELSEWHERE);
    expect((await statusOf(deps, unit)).next).toMatchObject({ reason: 'claim-superseded', reference });
    expect((await statusOf(deps, unit, ELSEWHERE)).next).toMatchObject({
      step: 'rechecking',
      reference: later,
    });
    expect((await typesOf(unit)).slice(-2).sort()).toEqual(['recheck.requested', 'recheck.superseded']);

    const again = await recheck(unit, WRONG);
    expect((await statusOf(deps, unit)).next).toMatchObject({ step: 'rechecking', reference: again });
    await withdrawAll(deps, submitterOf(unit));
    expect((await statusOf(deps, unit)).next).toMatchObject({ reason: 'registry-mismatch' });
  });

  it('that its own user supersedes is no news', async ({ deps, unit, send, recheck, typesOf }) => {
    await send(unit, WRONG);
    await recheck(unit, WRONG);
    const reference = await send(unit, OTHER_WRONG);
    expect((await statusOf(deps, unit)).next).toMatchObject({ reason: 'registry-mismatch', reference });
    expect(await typesOf(unit)).not.toContain('recheck.superseded');
  });

  it('that ends with a certification is no news', async ({ deps, unit, send, recheck, typesOf }) => {
    await send(unit, WRONG);
    await recheck(unit, WRONG);
    await send(unit, rightClaim(), COLLEAGUE);
    expect((await statusOf(deps, unit)).next).toMatchObject({ step: 'none', reason: null });
    expect(await typesOf(unit)).not.toContain('recheck.superseded');
  });

  it('stays while the insurance is asked about a later claim, and its answer decides what is told', async ({
    deps,
    unit,
    send,
    recheck,
    typesOf,
  }) => {
    const byAgent = rightClaim({ applicant: 'agent', agent: LI });
    const steps: string[] = [];
    const insurance = {
      async ask() {
        steps.push((await statusOf(deps, unit)).next.step);
        return { kind: 'record', handled: steps.length > 1, lastHandledOn: undefined } as const;
      },
    };
    deps.sources = { ...deps.sources, insurance };
    await send(unit, WRONG);
    const first = await recheck(unit, WRONG);
    await send(unit, byAgent, COLLEAGUE);
    expect((await statusOf(deps, unit)).next).toMatchObject({ reason: 'claim-superseded', reference: first });
    await recheck(unit, WRONG);
    await send(unit, byAgent, ELSEWHERE);
    expect((await statusOf(deps, unit)).next).toMatchObject({ step: 'none', reason: null });
    expect(steps).toEqual(['rechecking', 'rechecking']);
    expect((await typesOf(unit)).filter((type) => type === 'recheck.superseded')).toHaveLength(1);
  });
});

describe('a claim that waits for a register', () => {
  it('is superseded by another user’s claim that waits, which its user and its site are told', async ({
    database,
    deps,
    away,
    send,
  }) => {
    const reference = await send(away, WRONG);
    const later = await send(away, OTHER_WRONG, ELSEWHERE);
    expect((await statusOf(deps, away)).next).toMatchObject({
      step: 'checking',
      reason: 'claim-superseded',
      reference: later,
    });
    deps.partner.registry = { kind: 'verdict', found: true, matches: false, active: true };
    deps.clock.now += 60_000;
    expect(await settleOne(deps)).toBe('decided');
    expect((await statusOf(deps, away)).next).toMatchObject({
      step: 'certify',
      reason: 'claim-superseded',
      reference,
    });
    const events = await eventsOf(database, away);
    expect(events.find(({ type }) => type === 'certification.superseded')).toMatchObject({
      site_id: 'portal',
      detail: { reference },
    });
    expect(webhooksOf(events)).toEqual(['unit.expired portal', 'unit.rejected department']);
    expect((await verifyAudit(deps)).rows).toEqual([]);
  });

  it('is told of too when it began to wait while the other one was sent', async ({
    deps,
    away,
    send,
    typesOf,
  }) => {
    const meanwhile = () => send(away, WRONG);
    const { database } = deps;
    const interrupted = { ...deps, database: before(database, 'certification_submit', meanwhile) };
    const by = submitterOf(away, ELSEWHERE);
    const later = referenceIn(await submit(interrupted, by, randomUUID(), OTHER_WRONG));
    expect((await statusOf(deps, away)).next).toMatchObject({ reason: 'claim-superseded', reference: later });
    expect(await typesOf(away)).toEqual([
      'certification.pending',
      'certification.pending',
      'certification.superseded',
    ]);
  });

  it('that is erased has given way to nobody, whatever others sent before and after', async ({
    deps,
    away,
    send,
  }) => {
    const { idNumber, name } = rightClaim().legalRepresentative;
    const by = { ...deps, actor: 'operator:tester' as const };
    const first = await send(away, OTHER_WRONG, COLLEAGUE);
    await withdrawAll(deps, submitterOf(away, COLLEAGUE));
    const reference = await send(away, WRONG);
    deps.clock.now += 1_000;
    const erased = await eraseSubject(by, { idNumber, name }, 'asked');
    expect(erased).toMatchObject({ erased: { waiting: 1 } });
    expect((await statusOf(deps, away)).next).toMatchObject({ step: 'certify', reason: null });
    const later = await send(away, OTHER_WRONG, ELSEWHERE);
    expect((await statusOf(deps, away)).next).toMatchObject({ step: 'checking', reason: null });
    const act = { reason: 'asked', actor: 'operator:tester' } as const;
    const seen = await readSubmissions(deps, away, act, deps.now());
    expect(seen.map((one) => [one.reference, one.outcome])).toEqual([
      [later, 'pending'],
      [reference, 'dropped'],
      [first, 'withdrawn'],
    ]);
  });

  it('that is erased at the moment at which the agent withdraws has given way to nobody', async ({
    deps,
    away,
    send,
  }) => {
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    deps.partner.insurance = { kind: 'record', handled: true, lastHandledOn: '2026-01-15' };
    await send(away, rightClaim({ applicant: 'agent', agent: LI }));
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    deps.clock.now += 1_000;
    const renewed = { ...rightClaim(), replace: true } as const;
    const reference = referenceIn(await submit(deps, submitterOf(away, COLLEAGUE), randomUUID(), renewed));
    deps.clock.now += 1_000;
    const left = await withdraw(deps, submitterOf(away), randomUUID(), LI);
    expect(left).toMatchObject({ answer: { outcome: 'withdrawn' } });
    const by = { ...deps, actor: 'operator:tester' as const };
    const erased = await eraseSubject(by, rightClaim().legalRepresentative, 'asked');
    expect(erased).toMatchObject({ erased: { waiting: 1 } });
    const act = { reason: 'asked', actor: 'operator:tester' } as const;
    const found = await readReference(deps, reference, act, deps.now());
    expect(found).toMatchObject({ submission: { outcome: 'dropped' } });
  });

  it('that its own user supersedes is no news, also when the later one is taken back', async ({
    deps,
    away,
    send,
    typesOf,
  }) => {
    const first = await send(away, WRONG);
    await send(away, OTHER_WRONG);
    expect((await statusOf(deps, away)).next).toMatchObject({ step: 'checking', reason: null });
    const act = { reason: 'asked', actor: 'operator:tester' } as const;
    const found = await readReference(deps, first, act, deps.now());
    expect(found).toMatchObject({ submission: { outcome: 'replaced' } });
    await withdrawAll(deps, submitterOf(away));
    expect((await statusOf(deps, away)).next).toMatchObject({ step: 'certify', reason: null });
    expect(await typesOf(away)).not.toContain('certification.superseded');
  });
});

describe('claims of the same moment', () => {
  const FIRST = { sub: 'user-1' };
  const same = it
    .extend('sending', ({ deps }) => (at: string, claim: ClaimRequest, by: Partial<Submitter>) => {
      return async (database: Database = deps.database) =>
        referenceIn(await submit({ ...deps, database }, submitterOf(at, by), randomUUID(), claim));
    })
    .extend('rechecking', ({ deps }) => (at: string, claim: ClaimRequest, by: Partial<Submitter>) => {
      return async (database: Database = deps.database) =>
        referenceIn(await requestRecheck({ ...deps, database }, submitterOf(at, by), claim));
    })
    .extend('supersededIn', ({ database }) => async (at: string) => {
      const events = await eventsOf(database, at);
      return events.flatMap(({ type, detail }) =>
        type.endsWith('.superseded') ? [(detail as { reference: string }).reference] : [],
      );
    })
    .extend('nextOf', ({ deps }) => async (at: string, by: Partial<Submitter>) => {
      return (await statusOf(deps, at, by)).next;
    })
    .extend(
      'expectRecheckInPlaceOf',
      ({ unit, supersededIn, nextOf }) =>
        async (former: string, later?: string) => {
          expect(await supersededIn(unit)).toEqual([former]);
          expect(await nextOf(unit, ELSEWHERE)).toMatchObject({ step: 'rechecking', reference: later });
        },
    );

  same(
    'a re-check that another site requests between the read and the write of one is told of',
    async ({ deps, unit, send, rechecking, expectRecheckInPlaceOf, nextOf }) => {
      await send(unit, WRONG, FIRST);
      await send(unit, OTHER_WRONG, ELSEWHERE);
      let reference = '';
      const meanwhile = async () => (reference = await rechecking(unit, WRONG, FIRST)());
      const later = await rechecking(
        unit,
        OTHER_WRONG,
        ELSEWHERE,
      )(before(deps.database, 'certification_recheck', meanwhile));
      await expectRecheckInPlaceOf(reference, later);
      expect(await nextOf(unit, FIRST)).toMatchObject({ reason: 'claim-superseded', reference });
    },
  );

  same(
    'a re-check that finds another one newly kept at each try is answered as unavailable, and works later',
    async ({ deps, unit, send, rechecking, supersededIn, nextOf }) => {
      await send(unit, WRONG, FIRST);
      await send(unit, OTHER_WRONG, ELSEWHERE);
      const references: string[] = [];
      const contested: Database = {
        ...deps.database,
        async run(statement, values) {
          if (isStatement(statement, 'certification_recheck')) {
            await withdrawAll(deps, submitterOf(unit, FIRST));
            references.push(await rechecking(unit, WRONG, FIRST)());
          }
          return deps.database.run(statement, values);
        },
      };
      const late = rechecking(unit, OTHER_WRONG, ELSEWHERE);
      await expect(late(contested)).rejects.toThrow(Unavailable);
      expect(references).toHaveLength(3);
      expect(await supersededIn(unit)).toEqual([]);
      expect(await nextOf(unit, FIRST)).toMatchObject({ step: 'rechecking', reference: references[2] });
      await withdrawAll(deps, submitterOf(unit, FIRST));
      expect(await nextOf(unit, FIRST), 'no claim took its place').toMatchObject({
        reason: 'registry-mismatch',
      });

      const former = await rechecking(unit, WRONG, FIRST)();
      const reference = await late();
      expect(await supersededIn(unit)).toEqual([former]);
      expect(await nextOf(unit, ELSEWHERE)).toMatchObject({ step: 'rechecking', reference });
    },
  );

  same(
    'of two re-checks one gives way, which is told',
    async ({ database, unit, send, rechecking, expectRecheckInPlaceOf, nextOf }) => {
      await send(unit, WRONG, FIRST);
      await send(unit, OTHER_WRONG, ELSEWHERE);
      const [reference, later] = await beside(
        database,
        'certification_recheck',
        rechecking(unit, WRONG, FIRST),
        rechecking(unit, OTHER_WRONG, ELSEWHERE),
      );
      await expectRecheckInPlaceOf(reference, later);
      expect(await nextOf(unit, FIRST)).toMatchObject({ reason: 'claim-superseded', reference });
    },
  );

  same(
    'of two that wait for a register one gives way, which is told',
    async ({ database, deps, away, sending, supersededIn, nextOf }) => {
      const [reference, later] = await beside(
        database,
        'certification_submit',
        sending(away, WRONG, FIRST),
        sending(away, OTHER_WRONG, ELSEWHERE),
      );
      expect(await supersededIn(away)).toEqual([reference]);
      expect(await nextOf(away, FIRST)).toMatchObject({
        step: 'checking',
        reason: 'claim-superseded',
        reference: later,
      });
      expect(webhooksOf(await eventsOf(database, away))).toEqual(['unit.expired portal']);
      expect((await verifyAudit(deps)).rows).toEqual([]);
    },
  );

  same(
    'a re-check that a refused claim and another re-check take the place of is told of once',
    async ({ database, unit, send, recheck, sending, rechecking, expectRecheckInPlaceOf }) => {
      await send(unit, WRONG, FIRST);
      await send(unit, OTHER_WRONG, ELSEWHERE);
      const reference = await recheck(unit, WRONG, FIRST);
      const [, later] = await beside(
        database,
        'certification_submit',
        sending(unit, rightClaim({ foundedOn: '1999-01-03' }), COLLEAGUE),
        rechecking(unit, OTHER_WRONG, ELSEWHERE),
      );
      await expectRecheckInPlaceOf(reference, later);
    },
  );

  same(
    'a re-check stays that a refused claim of the same moment has not read',
    async ({ database, unit, send, recheck, sending, rechecking, expectRecheckInPlaceOf }) => {
      await send(unit, WRONG, FIRST);
      await send(unit, OTHER_WRONG, ELSEWHERE);
      const reference = await recheck(unit, WRONG, FIRST);
      const [later] = await beside(
        database,
        'certification_recheck',
        rechecking(unit, OTHER_WRONG, ELSEWHERE),
        sending(unit, rightClaim({ foundedOn: '1999-01-03' }), COLLEAGUE),
      );
      await expectRecheckInPlaceOf(reference, later);
    },
  );

  same(
    'a claim that waits is decided although another one of the same moment has certified the unit',
    async ({ database, deps, away, sending }) => {
      await sending(away, WRONG, FIRST)();
      const late = sending(away, rightClaim(), COLLEAGUE);
      await beside(database, 'certification_submit', sending(away, OTHER_WRONG, ELSEWHERE), () => {
        deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
        return late();
      });
      deps.clock.now += 60_000;
      expect(await settleOne(deps)).toBe('decided');
      const types = (await eventsOf(database, away)).map(({ type }) => type);
      expect(types).toContain('certification.certified');
      expect(types.at(-1)).toBe('certification.already-certified');
    },
  );
});
