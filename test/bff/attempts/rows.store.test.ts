/** How much a submission writes: most of what it costs the database. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import type { Database, Session } from '../../../bff/database/database.ts';
import { bind } from '../../../bff/database/statement.ts';
import { createFanOut } from '../../../bff/delivery/fan-out.ts';
import { createSealer } from '../../../bff/events/seal.ts';
import { submitterOf, type TestDependencies, referenceIn } from '../../support/dependencies.ts';
import { residentId, rightClaim, ZHANG } from '../../support/people.ts';
import { newUnit, storeTest } from '../../support/store.ts';

const RIGHT = rightClaim();
const WRONG = rightClaim({ legalRepresentative: { name: ZHANG.name, idNumber: residentId(4_321) } });

/** Submits the claim for the unit. Returns the reference. */
async function submitTo(deps: TestDependencies, unit: string, claim: typeof RIGHT): Promise<string> {
  const submitter = submitterOf(unit, { address: '192.0.2.1' });
  return referenceIn(await submit(deps, submitter, randomUUID(), claim));
}

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

/** Bytes in the log of PostgreSQL that the connection has written. A server before version 18 does not tell them. */
async function loggedBy(session: Session): Promise<number> {
  await session.query('select pg_stat_force_next_flush()');
  const [row] = await session.query<{ bytes: number }>(
    'select wal_bytes::float8 as bytes from pg_stat_get_backend_wal(pg_backend_pid())',
  );
  return row!.bytes;
}

/** The database, which calls `logged` with the bytes that a statement of a submission has written. */
const measured = (database: Database, logged: (bytes: number) => void): Database => ({
  ...database,
  run: (statement, values) =>
    statement.name.startsWith('certification_submit')
      ? database.session(async (session) => {
          const before = await loggedBy(session);
          const rows = await session.query(statement.text, bind(statement, values));
          logged((await loggedBy(session)) - before);
          return rows as never;
        })
      : database.run(statement, values),
});

describe('a submission', () => {
  const it = storeTest;

  it('writes few rows', async ({ database, deps, unit }) => {
    const always = { submission: 1, event: 1 };
    // The counters of the unit, of the person aimed at, of whoever has that name and that number's beginning, of the user and of the address.
    expect(await rowsOf(database, await submitTo(deps, unit, WRONG))).toEqual({
      ...always,
      limit_counter: 5,
    });
    const certified = { ...always, certification: 1, limit_counter: 3 };
    expect(await rowsOf(database, await submitTo(deps, unit, RIGHT))).toEqual(certified);
  });

  it('writes little into the log of PostgreSQL', async ({ database, deps, skip }) => {
    const { rows } = await sql<{ version: number }>`
      select current_setting('server_version_num')::int as version`.execute(database.kysely);
    skip(rows[0]!.version < 180_000, 'the server does not tell what a connection has written');
    /** The least of some, because the first change of a page after a checkpoint logs the whole page. */
    const leastOf = async (claim: typeof RIGHT) => {
      const bytes: number[] = [];
      for (let each = 0; each < 4; each++) {
        const unit = await newUnit(deps);
        await submitTo({ ...deps, database: measured(database, (one) => bytes.push(one)) }, unit, claim);
      }
      return Math.min(...bytes);
    };
    expect(await leastOf(WRONG)).toBeLessThan(2_400);
    expect(await leastOf(RIGHT)).toBeLessThan(2_500);
  });

  it('is sealed and addressed with one row for many of them', async ({ emptyDatabase: database, deps }) => {
    const submissions = 12;
    for (let each = 0; each < submissions; each++) await submitTo(deps, await newUnit(deps), RIGHT);
    await createSealer(deps)();
    await createFanOut(deps, deps.now)();
    const { rows } = await sql`
      select (select count(*)::int from seal) as seals,
             (select count(*)::int from event) as events,
             (select count(*)::int from event join submission on submission.id = event.submission_id
              where event.xmin = submission.xmin) as unchanged,
             (select array_agg(position::int) from fan_out) as addressed`.execute(database.kysely);
    expect(rows).toEqual([
      { seals: 1, events: submissions, unchanged: submissions, addressed: [submissions] },
    ]);
  });
});
