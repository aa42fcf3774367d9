/** Each of the two officers says which papers they have seen. */
import { describe, expect } from 'vitest';
import { CASE } from '../../../bff/cases/decision.ts';
import { findCase } from '../../../bff/cases/case.ts';
import { readCase } from '../../../bff/cases/read.ts';
import type { Check } from '../../../bff/contract/cases.ts';
import { confirm } from '../../../bff/proposals/procedure.ts';
import { eventsOf } from '../../support/events.ts';
import { storeTest } from '../../support/store.ts';
import { CERTIFY, FIRST, opened, proposed, REFUSE, SECOND } from './support.ts';

const NEEDED: Check[] = ['certificate', 'representative-document', 'holder'];

describe('the second officer', () => {
  const it = storeTest.extend('emptied', { auto: true }, async ({ database }) => {
    await database.kysely.deleteFrom('limit_counter').where('kind', '!=', 'unit').execute(); // other tests aim at the same person
  });

  it.for(NEEDED)('confirms nothing without having seen: %s', async (unseen, { deps, database, unit }) => {
    const reference = await opened(deps, unit);
    const proposal = await proposed(deps, reference);
    const seen = NEEDED.filter((check) => check !== unseen);
    const before = (await eventsOf(database, unit)).length;
    expect(await confirm(deps, CASE, proposal, SECOND, seen)).toEqual({
      kind: 'incomplete',
      missing: [unseen],
    });
    expect(await confirm(deps, CASE, proposal, SECOND)).toEqual({ kind: 'incomplete', missing: NEEDED });
    expect(await findCase(database, reference)).toMatchObject({ state: 'proposed', seenAgain: null });
    expect(await eventsOf(database, unit)).toHaveLength(before);
    expect(await confirm(deps, CASE, proposal, SECOND, NEEDED)).toEqual({ kind: 'certified' });
  });

  it('is named with what they have seen, beside the first one', async ({ deps, database, unit, faults }) => {
    const reference = await opened(deps, unit);
    const proposal = await proposed(deps, reference, REFUSE);
    const seen: Check[] = ['representative-document', 'certificate', 'agent-document'];
    expect(await confirm(deps, CASE, proposal, SECOND, [])).toEqual({
      kind: 'incomplete',
      missing: ['certificate'],
    });
    expect(await confirm(deps, CASE, proposal, SECOND, seen)).toEqual({ kind: 'refused' });
    const seenAgain = ['certificate', 'representative-document']; // no agent applies
    expect((await eventsOf(database, unit)).at(-1)).toMatchObject({
      type: 'case.refused',
      actor: SECOND,
      detail: { proposedBy: FIRST, seen: ['certificate'], seenAgain },
    });
    const act = { reason: 'x', actor: FIRST } as const;
    expect(await readCase(deps, reference, act, deps.now())).toMatchObject({
      proposal: { by: FIRST, seen: ['certificate'], seenAgain },
      endedBy: SECOND,
    });
    expect(await faults()).toEqual([]);
  });

  it('is found by audit verify when SQL changes what they have seen', async ({
    deps,
    database,
    unit,
    faults,
  }) => {
    const reference = await opened(deps, unit);
    await confirm(deps, CASE, await proposed(deps, reference), SECOND, CERTIFY.seen);
    expect((await eventsOf(database, unit)).at(-1)).toMatchObject({
      type: 'certification.certified',
      detail: { seen: NEEDED, seenAgain: NEEDED },
    });
    expect(await faults()).toEqual([]);
    const change = { seen_again: JSON.stringify(['certificate']) };
    await database.kysely.updateTable('proposal').set(change).where('unit_code', '=', unit).execute();
    expect(await faults()).toEqual(['case-without-event']);
  });
});
