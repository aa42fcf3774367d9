/** A hold beside other decisions of the same moment. `audit verify` finds nothing after any of them. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { findCase } from '../../../bff/cases/case.ts';
import { CASE } from '../../../bff/cases/decision.ts';
import { verifyAudit } from '../../../bff/events/verify.ts';
import { endUnderHolds } from '../../../bff/holds/end.ts';
import { HOLD, proposeHold } from '../../../bff/holds/hold.ts';
import { readWaitingAtUnit } from '../../../bff/proposals/at-unit.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { confirm, sendBack } from '../../../bff/proposals/procedure.ts';
import { proposeRevocation, REVOCATION } from '../../../bff/proposals/revocation.ts';
import { statusOf, submitterOf } from '../../support/dependencies.ts';
import { eventsOf } from '../../support/events.ts';
import { rightClaim, uscc } from '../../support/people.ts';
import { newUnit, storeTest } from '../../support/store.ts';
import { CERTIFY, FIRST, opened, proposed, SECOND } from '../cases/support.ts';
import { optionsOf, registryFile } from '../import/files.ts';
import { CLEARED, decided, FORGED, proposedHold } from './support.ts';

const THIRD = 'staff:officer-3' as const;
const ROUNDS = 6;

const it = storeTest
  .extend('inForce', ({ database }) => async (unit: string) => {
    const rows = database.kysely.selectFrom('certification').select('submission_id');
    return (await rows.where('unit_code', '=', unit).where('ended_at', 'is', null).execute()).length;
  })
  .extend('certify', ({ deps }) => async (unit: string) => {
    const sent = await submit(deps, submitterOf(unit), randomUUID(), rightClaim());
    expect(sent).toMatchObject({ answer: { outcome: 'certified' } });
  })
  .extend('faultsOf', ({ deps }) => async (...units: string[]) => {
    const { rows, faults } = await verifyAudit(deps);
    return [...faults, ...rows.filter((row) => !('unit' in row) || units.includes(row.unit))].filter(
      ({ fault }) => fault !== 'rows-changed', // these tests write registers without imports
    );
  });

describe('a hold that is confirmed while', () => {
  it('an officer confirms a case', async ({ deps, database, inForce, faultsOf }) => {
    for (let round = 0; round < ROUNDS; round++) {
      const unit = await newUnit(deps);
      const reference = await opened(deps, unit);
      const proposal = await proposed(deps, reference);
      const hold = await proposedHold(deps, unit);
      await Promise.all([
        confirm(deps, CASE, proposal, SECOND, CERTIFY.seen),
        confirm(deps, HOLD, hold, THIRD),
      ]);
      await endUnderHolds(deps);
      expect(await inForce(unit)).toBe(0);
      expect((await findCase(database, reference))?.state).toMatch(/^(withdrawn|certified)$/);
      expect((await statusOf(deps, unit)).next.step).toBe('authority');
      expect(await faultsOf(unit)).toEqual([]);
    }
  });

  it('another one confirms a revocation', async ({ deps, database, certify, inForce, faultsOf }) => {
    for (let round = 0; round < ROUNDS; round++) {
      const unit = await newUnit(deps);
      await certify(unit);
      const [revocation, hold] = await Promise.all([
        proposeRevocation(deps, unit, FORGED),
        proposeHold(deps, unit, 'placed', FORGED),
      ]);
      if (revocation.kind !== 'proposed' || hold.kind !== 'proposed') throw new Error('not proposed');
      const results = await Promise.all([
        confirm(deps, REVOCATION, revocation.proposal, SECOND),
        confirm(deps, HOLD, hold.proposal, THIRD),
      ]);
      expect(results[1]).toEqual({ kind: 'placed' });
      expect(await inForce(unit)).toBe(0);
      const types = (await eventsOf(database, unit)).map(({ type }) => type);
      expect(types.filter((type) => type === 'certification.revoked')).toHaveLength(1);
      expect(await faultsOf(unit)).toEqual([]);
    }
  });

  it('an import settles, which ends the certification or tells the USCC', async ({
    deps,
    emptyDatabase,
    certify,
    inForce,
    faultsOf,
  }) => {
    const run = (units: Parameters<typeof registryFile>[0]) => {
      const options = { now: deps.now(), digester: deps.digester, force: true };
      return importRegistry(emptyDatabase, optionsOf(registryFile(units), options));
    };
    const codes = Array.from({ length: ROUNDS }, (_, index) => uscc(61_000_000 + index));
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    for (const [index, unit] of codes.entries()) {
      const known = unit.slice(8, 17);
      deps.clock.now += 60_000;
      await certify(known);
      const hold = await proposedHold(deps, known);
      const imported = codes.slice(0, index + 1).map((code) => ({ code }));
      await Promise.all([run(imported), confirm(deps, HOLD, hold, SECOND)]);
      await endUnderHolds(deps);
      expect([await inForce(unit), await inForce(known)]).toEqual([0, 0]);
      for (const code of [unit, known]) expect((await statusOf(deps, code)).next.step).toBe('authority');
      expect(await faultsOf(unit, known)).toEqual([]);
      await decided(deps, unit, 'lifted'); // by the code that has come
      expect((await statusOf(deps, known)).next.step).not.toBe('authority');
      expect(await faultsOf(unit, known)).toEqual([]);
    }
  });
});

describe('officers who lift and place at once', () => {
  it('leave one state, which the events tell', async ({ deps, unit, faultsOf }) => {
    await decided(deps, unit, 'placed');
    for (let round = 0; round < ROUNDS; round++) {
      deps.clock.now += 1_000;
      const isHeld: boolean = round % 2 === 0;
      const decision = isHeld ? 'lifted' : 'placed';
      const proposal = await proposedHold(deps, unit, decision);
      await Promise.all([
        confirm(deps, HOLD, proposal, SECOND),
        confirm(deps, HOLD, proposal, THIRD),
        proposeHold(deps, unit, 'placed', { ...FORGED, actor: THIRD }),
        proposeHold(deps, unit, 'lifted', { ...CLEARED, actor: THIRD }),
        endUnderHolds(deps),
      ]);
      expect((await statusOf(deps, unit)).next.step === 'authority').toBe(!isHeld);
      const { hold: next } = await readWaitingAtUnit(deps, unit, deps.now());
      if (next) await sendBack(deps, HOLD, next.proposal, { ...CLEARED, actor: THIRD });
      expect(await faultsOf(unit)).toEqual([]);
    }
  });

  /** The statement of the one who proposes again waits for the decision of the other two, and has seen what was before. */
  it.for(['placed', 'lifted'] as const)(
    'are not kept from the next decision by a proposal that came too late: %s',
    async (decision, { deps, database, unit }) => {
      const before = decision === 'placed' ? 'lifted' : 'placed';
      if (before === 'placed') await decided(deps, unit, 'placed');
      const proposal = await proposedHold(deps, unit, decision);
      let again: Promise<unknown> | undefined;
      await database.session(async (session) =>
        session.transaction(async () => {
          await session.query('select from proposal where id = $1::uuid for update', [proposal]);
          again = proposeHold(deps, unit, decision, { ...FORGED, actor: THIRD });
          await waitsForLock(session.query);
          await session.query(`update proposal set outcome = $2, decided_by = $3 where id = $1::uuid`, [
            proposal,
            decision,
            SECOND,
          ]);
          await session.query(
            decision === 'placed'
              ? `insert into unit_hold values ($1, $2, now(), $3)`
              : `delete from unit_hold where organization_code = $1 and $2 <> $3`,
            [unit.slice(8, 17), unit, SECOND],
          );
        }),
      );
      await again;
      const next = await proposeHold(deps, unit, before, { ...CLEARED, actor: FIRST });
      expect(next).toMatchObject({ kind: 'proposed' });
      if (next.kind === 'proposed')
        expect(await confirm(deps, HOLD, next.proposal, SECOND)).toEqual({ kind: before });
    },
  );

  it('may drop and confirm', async ({ deps, unit, faultsOf }) => {
    const proposal = await proposedHold(deps, unit);
    await Promise.all([
      sendBack(deps, HOLD, proposal, { ...CLEARED, actor: THIRD }),
      confirm(deps, HOLD, proposal, SECOND),
    ]);
    expect(await faultsOf(unit)).toEqual([]);
  });
});

/** Until another statement waits for a lock of this transaction. */
async function waitsForLock(query: (text: string) => Promise<unknown[]>): Promise<void> {
  const waiting = `select from pg_locks where not granted and pid <> pg_backend_pid()
    and pg_backend_pid() = any(pg_blocking_pids(pid))`;
  while ((await query(waiting)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}
