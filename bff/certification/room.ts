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

type Values = ReturnType<typeof bucketKeys> & { unitCode: string; now: Date };

const roomStatement = prepareRead<Values, { stored: StoredBucket[] }>(
  'certification_room',
  (p) => sql<{ stored: StoredBucket[] }>`select ${storedBuckets(p, sql`${p('unitCode')}::text`)} as stored`,
);

/** `buckets`: all of the attempt. Those that do not admit it; undefined when all do. `now` in milliseconds. */
export async function withoutRoom(
  database: Database,
  unitCode: string,
  buckets: readonly Bucket[],
  now: number,
): Promise<Exhausted | undefined> {
  if (!buckets.some(({ flow }) => flow === 'every')) return undefined; // nobody is aimed at
  const [row] = await database.run(roomStatement, { ...bucketKeys(buckets), unitCode, now: new Date(now) });
  return refusing(buckets, row!.stored);
}
