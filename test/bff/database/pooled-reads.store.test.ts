/** Quick reads behind a pooler: pipelined answers are not mixed up, and plans are made once on each connection of the pooler. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../bff/database/database.ts';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { prepareRead } from '../../../bff/database/statement.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { POOLERS, type Pooler } from './poolers.ts';

const COUNT = 200;
/** The read that fails. */
const FAILING = 13;

const readStatement = prepareRead<
  { value: number; failing: number },
  { value: number; mode: string; jit: string }
>(
  'test_pooled_read',
  (p) => sql`
  select ${p('value')}::int + 0 / (${p('value')}::int - ${p('failing')}::int) as value,
         current_setting('plan_cache_mode') as mode, current_setting('jit') as jit`,
);

const plansStatement = prepareRead<{ text: string }, { own: string; generic: string }>(
  'test_pooled_plans',
  (p) => sql`
  select custom_plans as own, generic_plans as generic from pg_prepared_statements
  where statement like ${p('text')}::text and statement not like '%pg_prepared_statements%'`,
);

describe.each(POOLERS)('quick reads behind %s', (_, openPooler) => {
  let direct: TestDatabase;
  let pooler: Pooler;
  let database: Database;

  beforeAll(async () => {
    direct = await createDatabase();
    pooler = await openPooler(direct.url);
    // `docs/en/operations.md` asks for these settings of the role.
    if (pooler.isShared) {
      const settings = openPostgres(direct.url);
      const name = sql.id(new URL(direct.url).pathname.slice(1));
      await sql`alter database ${name} set plan_cache_mode = force_generic_plan`.execute(settings.kysely);
      await sql`alter database ${name} set jit = off`.execute(settings.kysely);
      await settings.close();
    }
    database = openPostgres(pooler.url(direct.url));
  });
  afterAll(async () => {
    await database.close();
    await pooler.close();
    await direct.drop();
  });

  const readAll = () =>
    Promise.allSettled(
      Array.from({ length: COUNT }, (_unused, value) =>
        database.run(readStatement, { value, failing: FAILING }),
      ),
    );

  it('get their own answers when many run at once, and a failed one does not fail the others', async () => {
    for (const [value, result] of (await readAll()).entries())
      if (value === FAILING) expect(result).toMatchObject({ reason: { code: '22012' } });
      else expect(result).toMatchObject({ value: [{ value }] });
  });

  it('are planned once for all values, and not compiled', async () => {
    for (const [value, result] of (await readAll()).entries())
      if (value !== FAILING)
        expect(result).toMatchObject({ value: [{ mode: 'force_generic_plan', jit: 'off' }] });
    const plans = await database.run(plansStatement, { text: '%plan_cache_mode%' });
    const ours = plans.filter(({ own, generic }) => Number(own) + Number(generic) > 0);
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.map(({ own }) => own)).toEqual(ours.map(() => '0'));
  });
});
