/** A revocation takes two officers; an agent who has left is taken off. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { withdraw } from '../../../bff/attempts/withdrawal.ts';
import { endOfChinaDay } from '../../../bff/contract/identifiers.ts';
import { compareRows } from '../../../bff/events/compare.ts';
import { confirm, sendBack } from '../../../bff/proposals/procedure.ts';
import { endDue } from '../../../bff/certifications/end-due.ts';
import { revokeUnit, takeAgentOff } from '../../../bff/certifications/by-officer.ts';
import { proposeHold } from '../../../bff/holds/hold.ts';
import { nextUnitToConfirm, readWaitingAtUnit, readWaitingAtUnits } from '../../../bff/proposals/at-unit.ts';
import { proposeRevocation, REVOCATION } from '../../../bff/proposals/revocation.ts';
import { statusOf, submitterOf } from '../../support/dependencies.ts';
import { eventsOf, messagesOf } from '../../support/events.ts';
import { LI, registerHandler, rightClaim, uscc } from '../../support/people.ts';
import { newUnit, storeTest } from '../../support/store.ts';

const FIRST = 'staff:officer-1';
const SECOND = 'staff:officer-2';
const DAY = 86_400_000;
const WHY = { reason: '登记机关来函', actor: FIRST } as const;
const BY_AGENT = rightClaim({ applicant: 'agent', agent: LI });

describe('a revocation', () => {
  const it = storeTest
    .extend('certify', ({ deps, unit }) => async (claim = rightClaim()) => {
      if (claim.agent) await registerHandler(deps, unit, claim.agent);
      const sent = await submit(deps, submitterOf(unit), randomUUID(), claim);
      expect(sent).toMatchObject({ answer: { outcome: 'certified' } });
    })
    .extend('propose', ({ deps, unit }) => async () => {
      const result = await proposeRevocation(deps, unit, WHY);
      if (result.kind !== 'proposed') throw new Error(result.kind);
      return result.proposal;
    })
    .extend('stands', ({ deps, unit }) => async () => {
      return (await statusOf(deps, unit)).kinds[1]!.status;
    })
    .extend('last', ({ database, unit }) => async (count: number) => {
      return (await eventsOf(database, unit))
        .slice(-count)
        .map(({ type, actor, detail }) => ({ type, actor, detail }));
    });

  describe('a revocation', () => {
    it('is proposed by one officer and confirmed by another', async ({
      deps,
      database,
      unit,
      certify,
      propose,
      stands,
      last,
    }) => {
      await certify();
      const proposal = await propose();
      expect(await stands()).toBe('certified');
      expect((await readWaitingAtUnit(deps, unit, deps.now())).revocation).toMatchObject({
        proposal,
        unitCode: unit,
        unitName: '南京示例有限公司',
        reason: WHY.reason,
        by: FIRST,
      });
      expect(await confirm(deps, REVOCATION, proposal, FIRST)).toMatchObject({ kind: 'same-person' });
      expect(await stands()).toBe('certified');
      expect(await confirm(deps, REVOCATION, proposal, SECOND)).toEqual({ kind: 'revoked' });
      expect(await stands()).toBe('lapsed');
      expect(await last(2)).toMatchObject([
        {
          type: 'certification.revocation-proposed',
          actor: FIRST,
          detail: { proposal, reason: WHY.reason },
        },
        {
          type: 'certification.revoked',
          actor: SECOND,
          detail: { reason: WHY.reason, proposedBy: FIRST, applicant: 'legal-representative' },
        },
      ]);
      expect(messagesOf(await eventsOf(database, unit)).at(-1)).toMatchObject({
        type: 'unit.lapsed',
        data: { reason: 'revoked' },
      });
      expect(await confirm(deps, REVOCATION, proposal, SECOND)).toEqual({ kind: 'changed' });
      expect((await readWaitingAtUnit(deps, unit, deps.now())).revocation).toBeUndefined();
      expect((await compareRows(deps)).first).not.toContainEqual(expect.objectContaining({ unit }));
    });

    it('is proposed once at a time, and dropped with a reason', async ({
      deps,
      unit,
      certify,
      propose,
      stands,
      last,
    }) => {
      expect(await proposeRevocation(deps, unit, WHY)).toEqual({ kind: 'changed' });
      await certify();
      const proposal = await propose();
      expect(await proposeRevocation(deps, unit, { ...WHY, actor: SECOND })).toEqual({
        kind: 'changed',
      });
      const why = { reason: '来函是另一个单位的', actor: SECOND } as const;
      expect(await sendBack(deps, REVOCATION, proposal, why)).toMatchObject({ kind: 'returned' });
      expect(await last(1)).toMatchObject([
        {
          type: 'certification.revocation-dropped',
          actor: SECOND,
          detail: { proposal, reason: why.reason, proposedBy: FIRST },
        },
      ]);
      expect(await confirm(deps, REVOCATION, proposal, SECOND)).toEqual({ kind: 'changed' });
      expect(await stands()).toBe('certified');
      await propose();
    });

    it('does nothing when the certification has ended meanwhile, also when the unit is certified anew', async ({
      deps,
      unit,
      certify,
      propose,
      stands,
    }) => {
      await certify();
      const proposal = await propose();
      await revokeUnit(deps, unit, { reason: 'x', actor: 'operator:tester' }, deps.now());
      expect(await confirm(deps, REVOCATION, proposal, SECOND)).toEqual({ kind: 'changed' });
      await certify();
      expect(await confirm(deps, REVOCATION, proposal, SECOND)).toEqual({ kind: 'changed' });
      expect(await sendBack(deps, REVOCATION, proposal, WHY)).toEqual({ kind: 'changed' });
      expect(await stands()).toBe('certified');
      expect((await readWaitingAtUnit(deps, unit, deps.now())).revocation).toBeUndefined();
      await propose(); // that of the former certification is not in its way
    });

    it('is listed with all that waits at units, holds first, then the oldest, page after page', async ({
      deps,
    }) => {
      const proposed: Record<'holds' | 'revocations', string[]> = { holds: [], revocations: [] };
      const note = (list: string[], result: { kind: string; proposal?: string }) => {
        list.push(result.proposal ?? result.kind);
        deps.clock.now += 1_000;
      };
      for (let count = 0; count < 5; count++) {
        const unit = await newUnit(deps);
        await submit(deps, submitterOf(unit), randomUUID(), rightClaim());
        note(proposed.revocations, await proposeRevocation(deps, unit, WHY));
      }
      for (let count = 0; count < 60; count++)
        note(proposed.holds, await proposeHold(deps, uscc(800_000 + count), 'placed', WHY));
      const listed: string[] = [];
      let after: string | undefined;
      let pages = 0;
      do {
        const { proposals, next } = await readWaitingAtUnits(deps, after, deps.now());
        listed.push(...proposals.map(({ proposal }) => proposal));
        after = next;
        pages += 1;
      } while (after !== undefined);
      expect(pages).toBeGreaterThan(1);
      const ours = [...proposed.holds, ...proposed.revocations];
      expect(listed.filter((proposal) => ours.includes(proposal))).toEqual(ours);
      expect(await nextUnitToConfirm(deps, SECOND, deps.now())).toBe(uscc(800_000));
      expect(await nextUnitToConfirm(deps, FIRST, deps.now())).toBeUndefined();
    });

    it('that nobody has proposed is refused, audited, and found by audit verify', async ({
      deps,
      database,
      unit,
      certify,
      propose,
      stands,
      last,
    }) => {
      await certify();
      const proposal = await propose();
      const found = async () =>
        (await compareRows(deps)).first.filter((fault) => 'unit' in fault && fault.unit === unit);
      expect(await found()).toEqual([]);
      const forged = { proposed_by: 'staff:officer-3' } as const;
      await database.kysely.updateTable('proposal').set(forged).where('unit_code', '=', unit).execute();
      expect(await found()).toEqual([{ fault: 'proposal-without-event', unit }]);
      expect(await confirm(deps, REVOCATION, proposal, FIRST)).toEqual({ kind: 'altered' });
      expect(await stands()).toBe('certified');
      expect(await last(1)).toMatchObject([{ type: 'certification.revocation-altered', actor: FIRST }]);
    });
  });

  describe('an agent who has left', () => {
    it('is taken off as if they had withdrawn, with the reason for the audit', async ({
      deps,
      database,
      unit,
      certify,
      last,
    }) => {
      await certify(BY_AGENT);
      const due = {
        at: new Date(endOfChinaDay(deps.now() + 30 * DAY)).toISOString(),
        reason: 'agent-withdrew',
      };
      expect(await takeAgentOff(deps, unit, { ...WHY, reason: '已离职' }, deps.now())).toEqual({
        code: unit,
        due,
        changed: true,
      });
      expect((await statusOf(deps, unit)).kinds[1]).toMatchObject({ status: 'certified', due });
      const [event] = await last(1);
      expect(event).toMatchObject({
        type: 'certification.agent-withdrew',
        actor: FIRST,
        detail: { ...due, by: 'agent', why: '已离职' },
      });
      expect(messagesOf(await eventsOf(database, unit)).at(-1)).toMatchObject({
        type: 'unit.due',
        data: { due },
      });
      // The agent's own withdrawal, and a second time here, change nothing any more.
      expect(await withdraw(deps, submitterOf(unit), randomUUID(), LI)).toEqual({ kind: 'way-closed' });
      expect(await takeAgentOff(deps, unit, WHY, deps.now())).toEqual({ code: unit, due, changed: false });
      expect(await last(1)).toEqual([event]);
      expect((await compareRows(deps)).first).not.toContainEqual(expect.objectContaining({ unit }));
      deps.clock.now = Date.parse(due.at);
      await endDue(deps, deps.now());
      expect((await statusOf(deps, unit)).kinds[1]).toMatchObject({ status: 'lapsed' });
    });

    it('has at least seven days', async ({ deps, unit, certify }) => {
      await certify(BY_AGENT);
      const { due } = await takeAgentOff({ ...deps, graceDays: 0 }, unit, WHY, deps.now());
      expect(due!.at).toBe(new Date(endOfChinaDay(deps.now() + 7 * DAY)).toISOString());
    });

    it('is none where the legal representative certified, or nobody', async ({ deps, unit, certify }) => {
      expect(await takeAgentOff(deps, unit, WHY, deps.now())).toEqual({
        code: unit,
        due: null,
        changed: false,
      });
      await certify();
      expect(await takeAgentOff(deps, unit, WHY, deps.now())).toEqual({
        code: unit,
        due: null,
        changed: false,
      });
    });
  });
});
