/**
 * How many failed attempts are allowed, to whom, in what time. Pure: this file says which buckets an attempt counts in; the
 * statement that records the attempt counts it.
 */
import type { Attempts } from '../contract/wire.ts';
import type { Subject } from './subject.ts';

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
export type Limits = Record<LimitName, number>;

/** What is attempted. Each flow has buckets of its own, so that registrations never touch a unit's certification. */
export type Flow = 'certification' | 'registration';

/** A row of `limit_bucket` that an attempt counts in. Snake case: the statements read it as JSON. */
export interface Bucket {
  limit_name: LimitName;
  /** The unit's: its row has the canonical code, which the statement fills in. */
  of_unit: boolean;
  /** Whose it is, as a digest; '' for everybody's. */
  owner: string;
  cap: number;
  /** When a window that starts now ends; RFC 3339. */
  resets_at: string;
  /** What is left in it is told to the user. */
  disclosed: boolean;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Rule {
  window: number;
  ofUnit: boolean;
  owner: (subject: Subject, number: string | undefined) => string | undefined;
  disclosed: boolean;
}

const RULES: Record<LimitName, Rule> = {
  userUnitPerDay: { window: DAY, ofUnit: true, owner: ({ user }) => user, disclosed: true },
  unitPerDay: { window: DAY, ofUnit: true, owner: () => '', disclosed: true },
  unitPer30Days: { window: 30 * DAY, ofUnit: true, owner: () => '', disclosed: true },
  userPerHour: { window: HOUR, ofUnit: false, owner: ({ user }) => user, disclosed: true },
  ipPerHour: { window: HOUR, ofUnit: false, owner: ({ address }) => address, disclosed: true },
  numberPerDay: { window: DAY, ofUnit: false, owner: (_, number) => number, disclosed: false },
};
const NAMES = Object.keys(RULES) as LimitName[];

/**
 * The buckets of an attempt. `number`: the digest of the claimed representative's number, where one is claimed; `now` in
 * milliseconds.
 */
export const bucketsOf = (
  subject: Subject,
  number: string | undefined,
  limits: Limits,
  now: number,
): Bucket[] =>
  NAMES.flatMap((limit_name) => {
    const { window, ofUnit, owner, disclosed } = RULES[limit_name];
    const whose = owner(subject, number);
    if (whose === undefined || limits[limit_name] === 0) return [];
    const resets_at = new Date(now + window).toISOString();
    return [{ limit_name, of_unit: ofUnit, owner: whose, cap: limits[limit_name], resets_at, disclosed }];
  });

/** Shared by all users of the unit: what one of them uses up, the others lack. */
export const isShared = ({ of_unit, owner }: Bucket): boolean => of_unit && owner === '';

/** Stored as remaining when every limit is off. */
export const UNLIMITED = 999;

export const toldAttempts = (remaining: number, resetsAt: Date | null): Attempts => ({
  remaining: remaining === UNLIMITED ? null : remaining,
  resetsAt: resetsAt?.toISOString() ?? null,
});
