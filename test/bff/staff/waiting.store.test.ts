/** How much waits for an officer, on the first page of the desk. */
import { describe, expect } from 'vitest';
import { endOverCases } from '../../../bff/cases/end.ts';
import { readWaiting } from '../../../bff/staff/waiting.ts';
import { newUnit, storeTest } from '../../support/store.ts';
import { DAY, FIRST, opened, proposed, SECOND } from '../cases/support.ts';

describe('a case that waits', () => {
  const it = storeTest
    .extend('emptied', { auto: true }, ({ emptyDatabase }) => void emptyDatabase)
    .extend('waiting', ({ database, deps }) => (actor: typeof FIRST | typeof SECOND) => {
      return readWaiting(database, actor, deps.now());
    });

  it('is counted for the officers who may decide it, and for the second one however late that is', async ({
    deps,
    unit,
    waiting,
  }) => {
    const reference = await opened(deps, unit);
    await opened(deps, await newUnit(deps));
    for (const actor of [FIRST, SECOND]) expect(await waiting(actor)).toMatchObject({ open: 2, proposed: 0 });
    await proposed(deps, reference);
    expect(await waiting(FIRST)).toMatchObject({ open: 1, proposed: 0 });
    expect(await waiting(SECOND)).toMatchObject({ open: 1, proposed: 1 });

    deps.clock.now += 31 * DAY;
    expect(await waiting(SECOND), 'nobody came for the other one').toMatchObject({ open: 0, proposed: 1 });
    await endOverCases(deps, deps.now());
    expect(await waiting(SECOND)).toMatchObject({ open: 0, proposed: 1 });
    expect(await waiting(FIRST)).toMatchObject({ open: 0, proposed: 0 });
  });
});
