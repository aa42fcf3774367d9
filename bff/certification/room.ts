/**
 * Whether the people whom a claim aims at have budget left, asked before anything happens that depends on the claim being right: a refusal
 * takes the same way, and the same time, for a right guess and a wrong one. The statement that records asks once more, for what came in
 * between.
 */
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepareRead } from '../database/statement.ts';
import { refusing, type Bucket, type Exhausted, type StoredBucket } from '../protection/limits.ts';
import { storedBuckets } from './bucket-sql.ts';
import { bucketKeys } from './bucket-values.ts';

interface Query {
  /** Canonical. */
  unitCode: string;
  /** Digests of the idempotency key in its scope under the live keys. */
  keys: readonly string[];
}

type Values = ReturnType<typeof bucketKeys> & Query & { now: Date };

const roomStatement = prepareRead<Values, { stored: StoredBucket[] }>(
  'certification_room',
  (p) => sql<{ stored: StoredBucket[] }>`
  select ${storedBuckets(p, sql`${p('unitCode')}::text`)} as stored
  where not exists (
    select from submission where key = any(${p('keys')}::text[]))`,
);

/**
 * `buckets`: all of the attempt. Those that do not admit it; undefined when all do, and when the same request has come first and taken what
 * was left: the statement that records finds it. `now` in milliseconds.
 */
export async function withoutRoom(
  database: Database,
  buckets: readonly Bucket[],
  query: Query,
  now: number,
): Promise<Exhausted | undefined> {
  if (!buckets.some(({ flow }) => flow === 'every')) return undefined; // nobody is aimed at
  const [row] = await database.run(roomStatement, { ...bucketKeys(buckets), ...query, now: new Date(now) });
  return row && refusing(buckets, row.stored);
}
