/**
 * How many failed attempts are allowed, to whom, in what time. Pure: this file says which buckets an attempt counts in; the
 * statement that records the attempt counts it.
 */
import type { Attempts } from '../contract/wire.ts';
import type { Caller } from './caller.ts';

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
  /** Wrong numbers for a legal representative, over all units, sites and flows. */
  personPerDay: 10,
  /** Wrong numbers for an agent, over all units, sites and flows. */
  agentPerDay: 10,
} as const;

export type LimitName = keyof typeof DEFAULT_LIMITS;
export type Limits = Record<LimitName, number>;

/** What is attempted. Each flow has buckets of its own, so that registrations never touch a unit's certification. */
export type Flow = 'certification' | 'registration';

/** A row of `limit_bucket` that an attempt counts in. Named as its columns. */
export interface Bucket {
  flow: Flow | 'every';
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
  /** Whether a rejection counts in it; else it is only asked for room. */
  counts: boolean;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Rule {
  window: number;
  ofUnit: boolean;
  owner: (caller: Caller) => string | undefined;
}

/** The limits of those whose numbers claims may guess. */
export type AimedLimit = Extract<LimitName, 'personPerDay' | 'agentPerDay'>;

const RULES: Record<Exclude<LimitName, AimedLimit>, Rule> = {
  userUnitPerDay: { window: DAY, ofUnit: true, owner: ({ user }) => user },
  unitPerDay: { window: DAY, ofUnit: true, owner: () => '' },
  unitPer30Days: { window: 30 * DAY, ofUnit: true, owner: () => '' },
  userPerHour: { window: HOUR, ofUnit: false, owner: ({ user }) => user },
  ipPerHour: { window: HOUR, ofUnit: false, owner: ({ address }) => address },
};
const NAMES = Object.keys(RULES) as (keyof typeof RULES)[];

/**
 * The buckets of who asks, and in a certification those of the unit. A registering stranger counts in none that all users of a unit
 * share, for strangers must not use up what a unit has (decision 0014). `now` in milliseconds.
 */
export const bucketsOf = (caller: Caller, flow: Flow, limits: Limits, now: number): Bucket[] =>
  NAMES.flatMap((limit_name) => {
    const { window, ofUnit, owner: ownerOf } = RULES[limit_name];
    const [owner, cap] = [ownerOf(caller), limits[limit_name]];
    const isShared = ofUnit && owner === '';
    if (owner === undefined || cap === 0 || (isShared && flow === 'registration')) return [];
    const resets_at = new Date(now + window).toISOString();
    return [{ flow, limit_name, of_unit: ofUnit, owner, cap, resets_at, disclosed: true, counts: true }];
  });

/** A person whose number a claim may be a guess of. */
export interface AimedAt {
  /** Digest of the number, or of the name when the registry tells no number. */
  owner: string;
  /** Counted at the claim's unit only: of a name alone nobody knows who it is elsewhere. */
  ofUnit: boolean;
}

/**
 * The buckets of those whom an attempt aims at, common to both flows. Strangers have half of each, so that some is always left to the
 * units' own administrators. `counts`: whether the claim was wrong about them.
 */
export const aimedBuckets = (
  limit_name: AimedLimit,
  people: readonly AimedAt[],
  flow: Flow,
  counts: boolean,
  limits: Limits,
  now: number,
): Bucket[] => {
  const most = limits[limit_name];
  if (most === 0) return [];
  const cap = flow === 'registration' ? Math.ceil(most / 2) : most;
  const resets_at = new Date(now + DAY).toISOString();
  return people.map(({ owner, ofUnit }) => ({
    flow: 'every',
    limit_name,
    of_unit: ofUnit,
    owner,
    cap,
    resets_at,
    disclosed: false,
    counts,
  }));
};

/** A bucket's row in its present window; a bucket in which nothing was counted may have none. */
export interface StoredBucket {
  limit_name: LimitName;
  owner: string;
  used: number;
  /** RFC 3339, as PostgreSQL writes it. */
  resets_at: string;
}

/** How a bucket stands. `resetsAt`: when it is empty again, in milliseconds; none when it is empty now. */
interface Standing {
  remaining: number;
  resetsAt: number | undefined;
}

const standingsOf = (buckets: readonly Bucket[], stored: readonly StoredBucket[]): Standing[] =>
  buckets.map(({ limit_name, owner, cap }) => {
    const row = stored.find((each) => each.limit_name === limit_name && each.owner === owner);
    if (!row || row.used === 0) return { remaining: cap, resetsAt: undefined };
    return { remaining: cap - row.used, resetsAt: Date.parse(row.resets_at) };
  });

/** Buckets without room. `until`: when all of them have room again, in milliseconds. */
export interface Exhausted {
  buckets: readonly Bucket[];
  until: number;
}

/** Undefined when all have room. */
export function exhausted(
  buckets: readonly Bucket[],
  stored: readonly StoredBucket[],
): Exhausted | undefined {
  const without = standingsOf(buckets, stored).flatMap(({ remaining, resetsAt = 0 }, i) =>
    remaining <= 0 ? [{ bucket: buckets[i]!, resetsAt }] : [],
  );
  if (without.length === 0) return undefined;
  return {
    buckets: without.map(({ bucket }) => bucket),
    until: Math.max(...without.map(({ resetsAt }) => resetsAt)),
  };
}

/**
 * The buckets that do not admit an attempt, as the statement that records it judges; undefined when they do now. A unit's first failure in
 * 30 days is judged whatever the people aimed at have left (decision 0014).
 */
export function refusing(buckets: readonly Bucket[], stored: readonly StoredBucket[]): Exhausted | undefined {
  const ofUnit = buckets.find(({ limit_name }) => limit_name === 'unitPer30Days');
  const isFirst =
    ofUnit && !stored.some(({ limit_name, used }) => limit_name === 'unitPer30Days' && used > 0);
  return exhausted(isFirst ? buckets.filter(({ flow }) => flow !== 'every') : buckets, stored);
}

/**
 * What is left in the tightest bucket, and when that one is empty again. Of buckets with the same remainder: an unused one first, else
 * the one that resets last. An unused one has no time to tell. The time of a wider bucket would tell that another site's users tried.
 */
export function attemptsLeft(buckets: readonly Bucket[], stored: readonly StoredBucket[]): Attempts {
  const until = ({ resetsAt = Number.MAX_SAFE_INTEGER }: Standing): number => resetsAt;
  const [tightest] = standingsOf(buckets, stored).sort(
    (a, b) => a.remaining - b.remaining || until(b) - until(a),
  );
  if (!tightest) return toldAttempts(null, null);
  const { remaining, resetsAt } = tightest;
  return toldAttempts(Math.max(remaining, 0), resetsAt === undefined ? null : new Date(resetsAt));
}

/** `remaining`: null when every limit is off. */
export const toldAttempts = (remaining: number | null, resetsAt: Date | null): Attempts => ({
  remaining,
  resetsAt: resetsAt?.toISOString() ?? null,
});
