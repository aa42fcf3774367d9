/** In how many days a change usually arrives: measured from re-checks that succeeded, told in the status. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import type { Database } from '../../../bff/database/database.ts';
import { addSource, usccOfClass } from '../../support/people.ts';
import { statusOf } from '../../support/dependencies.ts';
import { storeTest } from '../../support/store.ts';

const DAY = 86_400_000;

interface Recheck {
  source: string;
  requestedAt: number;
  /** After so many days the unit was certified. */
  after: number;
}

let units = 4_200_000;

async function addRechecks({ kysely }: Database, rechecks: readonly Recheck[]): Promise<void> {
  const rows = rechecks.map((recheck) => ({
    ...recheck,
    unit_code: usccOfClass('91', ++units),
    submission_id: randomUUID(),
  }));
  await kysely
    .insertInto('event')
    .values(
      rows.map(({ unit_code, submission_id, requestedAt }) => ({
        id: randomUUID(),
        at: new Date(requestedAt),
        actor: 'user:1' as const,
        type: 'recheck.requested',
        unit_code,
        site_id: 'portal',
        submission_id,
        detail: '{}',
        mac: '',
      })),
    )
    .execute();
  await kysely
    .insertInto('certification')
    .values(
      rows.map(({ unit_code, submission_id, source, requestedAt, after }) => ({
        ...{ unit_code, submission_id, source, site_id: 'portal', by: 'agent' as const },
        since: new Date(requestedAt + after * DAY),
        method: 'registry' as const,
        evidence_as_of: '2026-11-20',
        representative: '',
      })),
    )
    .execute();
}

const twenty = (make: (index: number) => Recheck): Recheck[] => Array.from({ length: 20 }, (_, i) => make(i));

describe('the days until a change arrives', () => {
  const it = storeTest;

  it('are those in which four of five did, by source, told beside its day', async ({
    emptyDatabase: database,
    deps,
  }) => {
    for (const source of ['market', 'institutions', 'social-organizations'] as const)
      await addSource(database, source);
    const requestedAt = deps.now() - 60 * DAY;
    await addRechecks(database, [
      ...twenty((index) => ({ source: 'market', requestedAt, after: index < 16 ? 2.5 : 20 })),
      ...twenty(() => ({ source: 'institutions', requestedAt, after: 1 })).slice(1), // too few
      ...twenty(() => ({ source: 'social-organizations', requestedAt: requestedAt - 40 * DAY, after: 3 })), // too long ago
    ]);
    const formOf = async (first: string) =>
      (
        await statusOf(
          { ...deps, sources: { registry: undefined, insurance: undefined } },
          usccOfClass(first, ++units),
        )
      ).form;
    expect(await formOf('91')).not.toHaveProperty('usualDays');
    await deps.arrivals.measure(deps.now());
    expect(await formOf('91')).toMatchObject({ source: 'market', usualDays: 3 });
    for (const first of ['12', '51']) expect(await formOf(first)).not.toHaveProperty('usualDays');
  });

  it('are not told where a partner answers, which no import brings up to date', async ({
    emptyDatabase: database,
    deps,
  }) => {
    await addSource(database, 'market');
    await addRechecks(
      database,
      twenty(() => ({ source: 'market', requestedAt: deps.now() - DAY, after: 0.1 })),
    );
    await deps.arrivals.measure(deps.now());
    expect(deps.arrivals.usualDays('market')).toBe(1);
    expect((await statusOf(deps, usccOfClass('91', ++units))).form).not.toHaveProperty('usualDays');
  });
});
