/** A re-check and a case at the counter, which a unit may have at once: whichever certifies it ends the other. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { expireClaims } from '../../../bff/attempts/expiry.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { CASE } from '../../../bff/cases/decision.ts';
import { endOverCases } from '../../../bff/cases/end.ts';
import { verifyAudit } from '../../../bff/events/verify.ts';
import { confirm } from '../../../bff/proposals/procedure.ts';
import { before } from '../../support/before.ts';
import { referenceIn, submitterOf, testDependencies } from '../../support/dependencies.ts';
import { eventsOf } from '../../support/events.ts';
import { countImport } from '../../support/imported.ts';
import { registerUnit, rightClaim } from '../../support/people.ts';
import { settleOne } from '../../support/settle.ts';
import { storeTest } from '../../support/store.ts';
import { CERTIFY, DAY, opened, proposed, REFUSE, SECOND } from './support.ts';

/** The register has another date until an import brings this one. */
const AHEAD = rightClaim({ foundedOn: '1999-01-01' });

const it = storeTest
  .extend('deps', ({ emptyDatabase }) => ({ ...testDependencies(emptyDatabase), counter: true }))
  .extend('refused', async ({ deps, unit }) => {
    await submit(deps, submitterOf(unit), randomUUID(), AHEAD);
  })
  .extend('keep', ({ deps, unit, refused: _ }) => async () => {
    deps.clock.now += 1_000;
    return referenceIn(await requestRecheck(deps, submitterOf(unit), AHEAD));
  })
  /** An import that makes the claim true, and the re-check due. */
  .extend('imports', ({ deps, database, unit }) => async () => {
    deps.clock.now += DAY;
    await database.kysely.deleteFrom('registry_unit').where('code', '=', unit).execute();
    await registerUnit(deps, unit, { foundedOn: AHEAD.foundedOn! });
    await countImport(database);
    await database.kysely
      .updateTable('kept_claim')
      .set({ next_try_at: new Date(deps.now()) })
      .execute();
  })
  .extend('certifyAtCounter', ({ deps }) => async (reference: string) => {
    const proposal = await proposed(deps, reference);
    expect(await confirm(deps, CASE, proposal, SECOND, CERTIFY.seen)).toEqual({ kind: 'certified' });
  })
  .extend('kept', ({ database }) => () => {
    return database.kysely.selectFrom('kept_claim').selectAll().execute();
  })
  .extend('happened', ({ deps, database, unit }) => async () => {
    expect((await verifyAudit(deps)).rows).toEqual([]);
    return (await eventsOf(database, unit)).map(({ type }) => type).slice(1); // after the refusal
  });

describe('a re-check beside a case at the counter', () => {
  it('goes on when the case is opened and when it is refused, and both are told', async ({
    deps,
    unit,
    keep,
    kept,
    status,
  }) => {
    const recheck = await keep();
    const reference = await opened(deps, unit, AHEAD);
    expect(await status()).toMatchObject({
      recheck: { reference: recheck },
      case: { reference, state: 'open' },
      next: { step: 'bring', reference, ways: ['certify', 'withdraw-kept'] },
    });
    await confirm(deps, CASE, await proposed(deps, reference, REFUSE), SECOND, CERTIFY.seen);
    expect(await kept()).toHaveLength(1);
    expect((await status()).next).toMatchObject({ step: 'rechecking', reference: recheck });
  });

  it.for(['open', 'proposed'] as const)(
    'certifies the unit whose case is %s, and the case ends',
    async (state, { deps, unit, keep, imports, kept, status, happened }) => {
      await keep();
      const reference = await opened(deps, unit, AHEAD);
      if (state === 'proposed') await proposed(deps, reference);
      await imports();
      expect(await settleOne(deps)).toBe('decided');
      await endOverCases(deps, deps.now());
      expect(await kept()).toEqual([]);
      expect(await status()).toMatchObject({ kinds: [{}, { status: 'certified', method: 'registry' }, {}] });
      expect(await status()).not.toHaveProperty('case');
      expect((await happened()).slice(-2)).toEqual(['certification.certified', 'case.withdrawn']);
    },
  );

  it('is erased by the certification at the counter', async ({
    deps,
    unit,
    keep,
    imports,
    certifyAtCounter,
    kept,
    status,
    happened,
  }) => {
    await keep();
    await certifyAtCounter(await opened(deps, unit, AHEAD));
    expect(await kept()).toEqual([]);
    expect(await status()).not.toHaveProperty('recheck');
    await imports();
    expect(await settleOne(deps)).toBe('nothing-due');
    expect(await happened()).toEqual([
      'recheck.requested',
      'case.opened',
      'case.proposed',
      'case.certified',
      'certification.certified',
    ]);
  });

  it.for(['opened', 'certified'] as const)(
    'decides once while it runs and the case is %s',
    async (change, { deps, database, unit, keep, imports, certifyAtCounter, kept, status, happened }) => {
      await keep();
      const early = change === 'certified' ? await opened(deps, unit, AHEAD) : undefined;
      await imports();
      const meanwhile = async () => {
        if (early) await certifyAtCounter(early);
        else await opened(deps, unit, AHEAD);
      };
      const running = { ...deps, database: before(database, 'certification_settle', meanwhile) };
      expect(await settleOne(running)).toBe(early ? 'undecided' : 'decided');
      await endOverCases(deps, deps.now());
      expect(await kept()).toEqual([]);
      const method = early ? 'counter' : 'registry';
      expect(await status()).toMatchObject({ kinds: [{}, { status: 'certified', method }, {}] });
      const certified = (await happened()).filter((type) => type === 'certification.certified');
      expect(certified).toHaveLength(1);
    },
  );

  it('that has expired is told until a case is opened, beside which no new one is kept', async ({
    deps,
    unit,
    keep,
    kept,
    status,
    happened,
  }) => {
    const recheck = await keep();
    deps.clock.now += 31 * DAY;
    await expireClaims(deps, deps.now());
    expect(await kept()).toEqual([]);
    expect((await status()).next).toMatchObject({ reason: 'recheck-expired', reference: recheck });
    const reference = await opened(deps, unit, AHEAD);
    expect(await status()).toMatchObject({ next: { step: 'bring', reference } });
    expect(await status()).not.toHaveProperty('recheck');
    expect(await requestRecheck(deps, submitterOf(unit), AHEAD)).toEqual({ kind: 'way-closed' });
    expect(await happened()).toEqual(['recheck.requested', 'recheck.expired', 'case.opened']);
  });
});
