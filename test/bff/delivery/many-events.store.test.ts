/** After a backlog a step of the fan-out costs as much as without one. */
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Database } from '../../../bff/database/database.ts';
import type { Statement } from '../../../bff/database/statement.ts';
import { createFanOut } from '../../../bff/delivery/fan-out.ts';
import { happens } from '../../support/events.ts';
import { genericPlan } from '../../support/plans.ts';
import { storeTest as it } from '../../support/store.ts';

const BACKLOG = 20_000;

it('makes deliveries without a read of the events that wait behind them', async ({ emptyDatabase, deps }) => {
  await sql`
    insert into event (id, at, actor, type, unit_code, site_id, detail, mac)
    select gen_random_uuid(), now(), 'user:k1.' || i, 'certification.rejected', 'U' || i, 'portal', '{}', 'k1.' || i
    from generate_series(1, ${sql.lit(BACKLOG)}) as i`.execute(emptyDatabase.kysely);
  await happens(deps, { type: 'site.removed', siteId: 'portal' });
  await sql`analyze event`.execute(emptyDatabase.kysely);
  let text = '';
  const run: Database['run'] = <Values extends object, Row>(
    statement: Statement<Values, Row>,
    values: Values,
  ) => {
    if (statement.name === 'fan_out') ({ text } = statement);
    return emptyDatabase.run(statement, values);
  };
  const recording = { ...deps, database: { ...emptyDatabase, run } };
  await createFanOut(recording, deps.now)().catch(() => undefined); // the events have no signature
  const plan = await genericPlan(emptyDatabase, text);
  expect(plan).toContain('event_removal on event');
  expect(plan).not.toMatch(/(Seq Scan|event_pkey) on event/);
});
