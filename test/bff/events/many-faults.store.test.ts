/** A verification of a database of which all is altered, in a process that answers portals meanwhile. */
import { sql } from 'kysely';
import { expect } from 'vitest';
import { createSealer } from '../../../bff/events/seal.ts';
import { MOST_KEPT } from '../../../bff/events/faults.ts';
import { STEPS_OF_A_TURN } from '../../../bff/events/turns.ts';
import { verifyAudit } from '../../../bff/events/verify.ts';
import type { KeyRing } from '../../../bff/keys/keys.ts';
import { happens } from '../../support/events.ts';
import { storeTest } from '../../support/store.ts';

const COUNT = 30_000;

/** Calls back in each turn of the event loop, until it is told to stop. */
function eachTurn(call: () => void): () => void {
  let isOver = false;
  const turn = () => {
    call();
    if (!isOver) setImmediate(turn);
  };
  turn();
  return () => void (isOver = true);
}

storeTest(
  'counts faults by kind, keeps few, and gives the event loop away between them',
  { timeout: 120_000 },
  async ({ emptyDatabase: database, deps }) => {
    for (let written = 0; written < COUNT; written += 5_000) await happens(deps, {}, 5_000);
    const seal = createSealer(deps);
    while (await seal());
    await sql`update event set actor = 'operator:other'`.execute(database.kysely);
    await sql`update seal set at = at + interval '1 hour' where previous > 0`.execute(database.kysely);
    const { rows: seals } = await sql`select from seal`.execute(database.kysely);

    /** MACs since the last turn, and the most of them. */
    let [macs, most] = [0, 0];
    const keys: KeyRing = {
      ...deps.keys,
      macs: deps.keys.macs.map((key) => ({
        ...key,
        mac: (text: string) => {
          most = Math.max(most, ++macs);
          return key.mac(text);
        },
      })) as unknown as KeyRing['macs'],
    };
    const stop = eachTurn(() => (macs = 0));
    const report = await verifyAudit({ ...deps, keys });
    stop();

    expect(report.counts).toEqual({
      faults: { 'event-altered': COUNT, 'seal-altered': seals.length - 1 },
      heads: {},
      rows: {},
    });
    expect(report.faults.length).toBeLessThanOrEqual(2 * MOST_KEPT);
    expect(
      report.faults.filter(({ fault }) => fault === 'event-altered').map(({ position }) => position),
    ).toEqual(Array.from({ length: MOST_KEPT }, (_, at) => at + 1));
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(4 * STEPS_OF_A_TURN);
  },
);

storeTest(
  'counts the rows of each kind that do not agree, and keeps few',
  async ({ emptyDatabase, deps }) => {
    const many = 150;
    await sql`
    insert into registered_unit (unit_code, site_id, at)
    select 'U' || lpad(i::text, 4, '0'), 'portal', now() from generate_series(1, ${sql.lit(many)}) i`.execute(
      emptyDatabase.kysely,
    );
    await sql`insert into fan_out (id, position) values ('webhooks', 7)`.execute(emptyDatabase.kysely);
    const { counts, rows } = await verifyAudit(deps);
    expect(counts.rows).toEqual({ 'registration-without-event': many, 'fan-out-ahead': 1 });
    expect(rows).toHaveLength(MOST_KEPT + 1);
    expect(rows).toContainEqual({ fault: 'registration-without-event', unit: 'U0001' });
    expect(rows).toContainEqual({ fault: 'fan-out-ahead', name: 'webhooks' });
  },
);
