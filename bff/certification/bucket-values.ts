/** Limit buckets as lists, one a column, which PostgreSQL reads in less time than JSON. */
import type { Bucket } from '../protection/limits.ts';

/** What the rows of buckets are looked up by, while the unit's canonical code is not known. */
export const bucketKeys = (buckets: readonly Bucket[]) => ({
  flows: buckets.map(({ flow }) => flow),
  limits: buckets.map(({ limit_name }) => limit_name),
  ofUnit: buckets.map(({ of_unit }) => of_unit),
  owners: buckets.map(({ owner }) => owner),
});

/** What an attempt is counted with in each bucket. `unitCode`: canonical. */
export const bucketValues = (buckets: readonly Bucket[], unitCode: string, isRejected: boolean) => ({
  flows: buckets.map(({ flow }) => flow),
  limits: buckets.map(({ limit_name }) => limit_name),
  unitCodes: buckets.map(({ of_unit }) => (of_unit ? unitCode : '')),
  owners: buckets.map(({ owner }) => owner),
  caps: buckets.map(({ cap }) => cap),
  resetTimes: buckets.map(({ resets_at }) => resets_at),
  disclosed: buckets.map(({ disclosed }) => disclosed),
  failures: buckets.map(({ counts }) => (counts && isRejected ? 1 : 0)),
});
