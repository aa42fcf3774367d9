/** The workers of a process ask the database together whether there is something to do. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { pino } from 'pino';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import type { Database } from '../../../bff/database/database.ts';
import { createRefusals } from '../../../bff/limits/refusals.ts';
import { createMetrics } from '../../../bff/server/metrics.ts';
import { createWorkers } from '../../../bff/server/workers.ts';
import { submitterOf, testDependencies } from '../../support/dependencies.ts';
import { happens } from '../../support/events.ts';
import { rightClaim } from '../../support/people.ts';
import { genericPlan } from '../../support/plans.ts';
import { newUnit, storeTest } from '../../support/store.ts';

const ASKING = ['pending', 'imports', 'due', 'audit-seal', 'fan-out', 'webhooks'];

describe('workers', () => {
  const it = storeTest
    .extend('ran', () => [] as string[])
    .extend('texts', () => new Map<string, string>())
    .extend('deps', ({ emptyDatabase, ran, texts }) => {
      const watched: Database = {
        ...emptyDatabase,
        run(statement, values) {
          ran.push(statement.name);
          texts.set(statement.name, statement.text);
          return emptyDatabase.run(statement, values);
        },
      };
      return testDependencies(watched);
    })
    /** Runs a round of each of these workers, beside each other, as a process does. */
    .extend('round', ({ deps }) => {
      const never = new AbortController().signal;
      const { workers } = createWorkers(
        {
          certification: deps,
          refusals: createRefusals(deps.database),
          retireDigestKey: () => Promise.resolve(false),
          webhookAllow: [],
          log: pino({ level: 'silent' }),
          metrics: createMetrics(),
        },
        never,
      );
      return (...names: string[]) =>
        Promise.all(workers.filter(({ name }) => names.includes(name)).map(async ({ step }) => step(never)));
    });

  it('with nothing to do ask one question together', async ({ round, ran }) => {
    await round(...ASKING); // the sealer looks at the chain once
    ran.length = 0;
    expect(await round(...ASKING)).toEqual(ASKING.map(() => false));
    expect(ran).toEqual(['workers_due']);
  });

  it('seal and address what has happened since', async ({ deps, round, ran, emptyDatabase: { kysely } }) => {
    await round(...ASKING);
    await happens(deps);
    ran.length = 0;
    await round(...ASKING);
    expect(ran).toEqual(expect.arrayContaining(['workers_due', 'seal_write', 'fan_out']));
    expect(await kysely.selectFrom('seal').selectAll().execute()).toHaveLength(1);
  });

  it('end a certification after its last day, while others are due later', async ({
    deps,
    round,
    ran,
    emptyDatabase: { kysely },
  }) => {
    const lastDays = [deps.now() + 1_000, deps.now() + 86_400_000];
    for (const at of lastDays) {
      const unit = await newUnit(deps);
      await submit(deps, submitterOf(unit), randomUUID(), rightClaim());
      await kysely
        .updateTable('certification')
        .set({
          due_at: new Date(at),
          due_reason: 'representative-changed',
          due_by: 'import',
          due_set_at: new Date(deps.now()),
        })
        .where('unit_code', '=', unit)
        .execute();
    }
    await round('due');
    expect(ran).not.toContain('terms_over');
    deps.clock.now += 1_000;
    await round('due');
    ran.length = 0;
    await round('due');
    expect(ran, 'one has ended, the other is left').toEqual(['workers_due']);
    const open = kysely.selectFrom('certification').select('due_at').where('ended_at', 'is', null);
    expect(await open.execute()).toEqual([{ due_at: new Date(lastDays[1]!) }]);
  });

  it('read no table of a province whole to find that nothing is to be done', async ({
    round,
    texts,
    emptyDatabase,
  }) => {
    const { kysely } = emptyDatabase;
    await sql`
      insert into event (id, at, actor, type, detail, mac)
      select gen_random_uuid(), now(), 'user:k1.1', 'certification.rejected', '{}', 'k1.' || i from generate_series(1, 40000) i`.execute(
      kysely,
    );
    await sql`insert into seal select 0, max(position), 40000, '', now(), '' from event`.execute(kysely);
    await sql`insert into fan_out (id, position) select 'webhooks', max(position) from event`.execute(kysely);
    await sql`
      insert into certification (unit_code, submission_id, site_id, since, by, method, source, evidence_as_of, representative)
      select 'unit ' || i, gen_random_uuid(), 'site', now(), 'legal-representative', 'registry', 'market', now(), '' from generate_series(1, 40000) i`.execute(
      kysely,
    );
    await sql`analyze event, seal, fan_out, certification`.execute(kysely);
    await round('imports');
    const plan = await genericPlan(emptyDatabase, texts.get('workers_due')!);
    expect(plan).toContain('event_pkey');
    expect(plan).not.toContain('Seq Scan on event');
    expect(plan).toContain('certification_due');
    expect(plan).not.toContain('Seq Scan on certification');
  });

  it('tell of a cut chain again and again, although nothing has happened since', async ({
    deps,
    round,
    emptyDatabase: { kysely },
  }) => {
    await happens(deps);
    await round('audit-seal');
    await round('audit-seal');
    await sql`delete from seal`.execute(kysely);
    await sql`delete from event`.execute(kysely);
    for (let times = 0; times < 3; times++) {
      await expect(round('audit-seal')).rejects.toMatchObject({ name: 'ChainCut' });
    }
  });
});
