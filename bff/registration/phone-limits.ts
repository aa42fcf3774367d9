/**
 * How many messages a number and an address may cause, over all sites. The buckets are moved by one statement
 * before anything is sent (a bucket without room breaks `limit_bucket_admits` and takes all of it back, as in
 * decision 0002), and moved back when the gateway did not take the message: all but the minute's when it may have
 * gone out.
 */
import { sql } from 'kysely';
import { violatedConstraint, wasUndoneForAnother, type Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';

/** 0 = off. Each has a `LIMIT_*` variable. */
export const DEFAULT_SMS_LIMITS = {
  /** Codes for a number. */
  smsPerMinute: 1,
  smsPerHour: 5,
  smsPerDay: 10,
  /** Codes asked for from an address (/64 for IPv6), behind trusted proxies. */
  smsIpPerHour: 20,
  /** Tries of one code. */
  codeTries: 5,
} as const;

export type SmsLimitName = keyof typeof DEFAULT_SMS_LIMITS;
export type SmsLimits = Record<SmsLimitName, number>;

const MINUTE = 60_000;
const MINUTE_LIMIT = 'smsPerMinute' satisfies SmsLimitName;
const WINDOWS = {
  smsPerMinute: MINUTE,
  smsPerHour: 60 * MINUTE,
  smsPerDay: 24 * 60 * MINUTE,
  smsIpPerHour: 60 * MINUTE,
} as const satisfies Partial<Record<SmsLimitName, number>>;

interface SmsBucket {
  key: string;
  cap: number;
  /** When a window that starts now ends; RFC 3339. */
  resets_at: string;
}

/** `phone` and `address` are digests; `now` in milliseconds. */
export const smsBucketsOf = (
  phone: string,
  address: string | undefined,
  limits: SmsLimits,
  now: number,
): SmsBucket[] =>
  (Object.keys(WINDOWS) as (keyof typeof WINDOWS)[]).flatMap((name) => {
    const owner = name === 'smsIpPerHour' ? address : phone;
    if (owner === undefined || limits[name] === 0) return [];
    const resets_at = new Date(now + WINDOWS[name]).toISOString();
    return [{ key: `${name}|${owner}`, cap: limits[name], resets_at }];
  });

/** A bucket that was moved, and the window it was moved in. */
interface Moved {
  key: string;
  resets_at: Date;
}

/** In the order of their keys, so that two never wait for each other. An emptied bucket starts a new window. */
const moveStatement = prepare<{ buckets: string; now: Date }, Moved>(
  'registration_move_sms_buckets',
  (p) => sql<Moved>`
  insert into limit_bucket as bucket (key, used, cap, resets_at, admits)
  select key, 1, cap, resets_at, true
  from jsonb_to_recordset(${p('buckets')}::jsonb) as asked (key text, cap int, resets_at timestamptz)
  order by key
  on conflict (key) do update
    set used = case when bucket.resets_at <= ${p('now')}::timestamptz then 1 else bucket.used + 1 end,
        resets_at = case when bucket.resets_at <= ${p('now')}::timestamptz or bucket.used = 0
                         then excluded.resets_at else bucket.resets_at end,
        cap = excluded.cap,
        admits = bucket.resets_at <= ${p('now')}::timestamptz or bucket.used < excluded.cap
  returning key, resets_at`,
);

/** Only in the window that was counted in: a later one is somebody else's. */
const moveBackStatement = prepare<{ moved: string }, never>(
  'registration_move_sms_buckets_back',
  (p) => sql<never>`
  with counted as (
    select bucket.key from limit_bucket bucket
    join jsonb_to_recordset(${p('moved')}::jsonb) as moved (key text, resets_at timestamptz)
      on moved.key = bucket.key and moved.resets_at = bucket.resets_at
    order by bucket.key
    for update of bucket
  )
  update limit_bucket set used = greatest(limit_bucket.used - 1, 0)
  from counted where limit_bucket.key = counted.key`,
);

const freeStatement = prepare<{ buckets: string; now: Date }, { free_at: Date | null }>(
  'registration_sms_free_at',
  (p) => sql<{ free_at: Date | null }>`
  select max(bucket.resets_at) as free_at from limit_bucket bucket
  join jsonb_to_recordset(${p('buckets')}::jsonb) as asked (key text, cap int) on asked.key = bucket.key
  where bucket.resets_at > ${p('now')}::timestamptz and bucket.used >= asked.cap`,
);

export type SmsQuota =
  | {
      kind: 'admitted';
      /** `exceptMinute`: the number has its next message only when the minute is over, whose end (in milliseconds) it is. */
      giveBack(how?: { exceptMinute: boolean }): Promise<{ until: number | undefined }>;
    }
  /** `until` in milliseconds. */
  | { kind: 'too-many-codes'; until: number };

/** Counts a message in every bucket, or in none when one of them has no room. */
export async function takeSmsQuota(
  database: Database,
  buckets: readonly SmsBucket[],
  now: number,
): Promise<SmsQuota> {
  const values = { buckets: JSON.stringify(buckets), now: new Date(now) };
  try {
    const taken = await untilDone(() => database.run(moveStatement, values));
    return {
      kind: 'admitted',
      async giveBack({ exceptMinute } = { exceptMinute: false }) {
        const kept = taken.filter(({ key }) => exceptMinute && key.startsWith(`${MINUTE_LIMIT}|`));
        const moved = JSON.stringify(taken.filter((bucket) => !kept.includes(bucket)));
        await untilDone(() => database.run(moveBackStatement, { moved }));
        return { until: kept[0]?.resets_at.getTime() };
      },
    };
  } catch (error) {
    if (violatedConstraint(error) !== 'limit_bucket_admits') throw error;
    const [row] = await database.run(freeStatement, values);
    return { kind: 'too-many-codes', until: row?.free_at?.getTime() ?? now };
  }
}

/** The job that removes old buckets locks them in an order of its own. */
const TRIES = 3;

async function untilDone<T>(run: () => Promise<T>, tries = 1): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (wasUndoneForAnother(error) && tries < TRIES) return untilDone(run, tries + 1);
    throw error;
  }
}
