/** How many rows a submission writes: most of what it costs the database. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import type { Database } from '../../../bff/database/database.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { residentId, rightClaim, ZHANG } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';

/** Rows by table that the transaction of the submission inserted or changed. */
async function rowsOf({ kysely }: Database, reference: string): Promise<Record<string, number>> {
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace`.execute(kysely);
  const counted = tables.map(async ({ name }) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(name)}
      where xmin = (select xmin from submission where reference = ${reference})`.execute(kysely);
    return [name, rows[0]!.count] as const;
  });
  return Object.fromEntries((await Promise.all(counted)).filter(([, count]) => count > 0));
}

describe('a submission', () => {
  const it = storeTest;

  it('writes few rows', async ({ database, deps, unit }) => {
    const wrong = rightClaim({ legalRepresentative: { name: ZHANG.name, idNumber: residentId(4_321) } });
    const written = async (claim: typeof wrong) => {
      const submitter = submitterOf(unit, { address: '192.0.2.1' });
      const result = await submit(deps, submitter, randomUUID(), claim);
      if (result.kind !== 'answered') throw new Error(result.kind);
      return rowsOf(database, result.answer.reference);
    };
    const always = { submission: 1, event: 1 };
    // The counters of the unit, of the person aimed at, of whoever has that name and that number's beginning, of the user and of the address.
    expect(await written(wrong)).toEqual({ ...always, limit_counter: 5 });
    expect(await written(rightClaim())).toEqual({ ...always, certification: 1, limit_counter: 3 });
  });
});
