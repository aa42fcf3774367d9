/** A worker finds the claims that it settles by their keys, however many wait. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import type { Database } from '../../../bff/database/database.ts';
import type { Statement } from '../../../bff/database/statement.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { rightClaim, uscc } from '../../support/people.ts';
import { genericPlan } from '../../support/plans.ts';
import { settleOne } from '../../support/settle.ts';
import { storeTest } from '../../support/store.ts';

const UNIT = uscc(3_100_001);
const OTHERS = 20_000;

const it = storeTest;

it('no statement reads all claims when one is postponed', async ({ emptyDatabase, deps }) => {
  deps.partner.registry = { kind: 'outage', outage: 'timeout' };
  await submit(deps, submitterOf(UNIT), randomUUID(), rightClaim());
  await sql`
    insert into kept_claim (unit_code, purpose, submission_id, site_id, claim, next_try_at, expires_at)
    select 'U' || i, 'pending', gen_random_uuid(), 'portal', 'k1.AAAA',
           ${new Date(deps.now() + 86_400_000)}::timestamptz, ${new Date(deps.now() + 86_400_000)}::timestamptz
    from generate_series(1, ${sql.lit(OTHERS)}) as i`.execute(emptyDatabase.kysely);
  await sql`analyze kept_claim`.execute(emptyDatabase.kysely);
  deps.clock.now += 6_000;

  const texts = new Set<string>();
  const run: Database['run'] = <Values extends object, Row>(
    statement: Statement<Values, Row>,
    values: Values,
  ) => {
    if (statement.text.includes('kept_claim')) texts.add(statement.text);
    return emptyDatabase.run(statement, values);
  };
  expect(await settleOne({ ...deps, database: { ...emptyDatabase, run } })).toBe('undecided');

  expect(texts.size).toBeGreaterThan(1); // one takes the claim, another one postpones it
  for (const text of texts)
    expect(await genericPlan(emptyDatabase, text)).not.toContain('Seq Scan on kept_claim');
});
