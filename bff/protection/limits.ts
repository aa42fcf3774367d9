/**
 * How many failed certifications are allowed, to whom, in what time (standards.md of the product: "Limits").
 * Pure: which buckets a submission moves. The statement of `record.ts` moves them.
 */

/** Failures allowed; 0 = off. Each has a `LIMIT_*` variable. */
export const DEFAULT_LIMITS = {
  /** A site's user at a unit. */
  userUnitPerDay: 5,
  /** A unit over all sites. */
  unitPerDay: 10,
  unitPer30Days: 30,
  /** A site's user over all units. */
  userPerHour: 5,
  /** An address (/64 for IPv6); offices share theirs. */
  ipPerHour: 60,
  /** A legal representative's number over all units and sites. */
  numberPerDay: 10,
} as const;

export type LimitName = keyof typeof DEFAULT_LIMITS;

const HOUR = 3_600_000;
const WINDOWS: Record<LimitName, number> = {
  userUnitPerDay: 24 * HOUR,
  unitPerDay: 24 * HOUR,
  unitPer30Days: 30 * 24 * HOUR,
  userPerHour: HOUR,
  ipPerHour: HOUR,
  numberPerDay: 24 * HOUR,
};
/** What a unit has left, whoever tries. */
const OF_THE_UNIT: readonly LimitName[] = ['unitPerDay', 'unitPer30Days'];
/** The unit's own buckets, which its success empties. */
const LIFTED_BY_SUCCESS: readonly LimitName[] = ['userUnitPerDay', 'unitPerDay', 'unitPer30Days'];

/** Who submits. `user` and `address` are digests, `numbers` the claimed number's digest. */
export interface Subject {
  site: string;
  unit: string;
  user: string;
  address: string | undefined;
  number?: string | undefined;
}

/** A row of `limit_bucket` and how it may be moved. */
export interface Bucket {
  key: string;
  cap: number;
  /** When a window that starts now ends; RFC 3339. */
  resets_at: string;
  /** Its remaining figure is told to the user. */
  told: boolean;
  lifted: boolean;
  /** The unit's over all users. */
  shared: boolean;
}

/** Stands for the canonical unit in a subject until the database has told it. */
export const UNIT_PLACEHOLDER = '{unit}';

/** The same buckets, of the unit that the placeholder stood for. */
export const ofUnit = (buckets: readonly Bucket[], unit: string): Bucket[] =>
  buckets.map((bucket) => ({ ...bucket, key: bucket.key.replace(UNIT_PLACEHOLDER, unit) }));

/** What is limited. Registrations have buckets of their own, with the same figures. */
export type Limited = 'certification' | 'registration';

/** The buckets of a submission; `now` in milliseconds. */
export function bucketsOf(
  subject: Subject,
  limits: Record<LimitName, number>,
  now: number,
  limited: Limited = 'certification',
): Bucket[] {
  const prefix = limited === 'certification' ? '' : `${limited}.`;
  const { site, unit, user, address, number } = subject;
  const owners: Record<LimitName, string | undefined> = {
    userUnitPerDay: `${site}|${unit}|${user}`,
    unitPerDay: unit,
    unitPer30Days: unit,
    userPerHour: `${site}|${user}`,
    ipPerHour: address,
    numberPerDay: number,
  };
  const buckets: Bucket[] = [];
  for (const name of Object.keys(owners) as LimitName[]) {
    if (owners[name] === undefined || limits[name] === 0) continue;
    buckets.push({
      key: `${prefix}${name}|${owners[name]}`,
      cap: limits[name],
      resets_at: new Date(now + WINDOWS[name]).toISOString(),
      told: name !== 'numberPerDay',
      lifted: LIFTED_BY_SUCCESS.includes(name),
      shared: OF_THE_UNIT.includes(name),
    });
  }
  return buckets;
}

/** What is told as remaining when every limit is off. */
export const UNLIMITED = 999;
