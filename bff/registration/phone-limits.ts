/**
 * Limits the messages for a number and for an address, over all sites, and for the visitors of a site. One statement counts a
 * message in all buckets before it is sent. A full bucket violates `limit_bucket_admits`, so that none is counted (decision
 * 0002). When the gateway fails, the counts are undone; if the message may have been sent, the minute's count stays.
 */
import { sql } from 'kysely';
import { violatedConstraint, type Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import { retryDeadlocks } from '../database/retry.ts';

/** 0 = off. Each has a `LIMIT_*` variable. */
export const DEFAULT_SMS_LIMITS = {
  /** Codes for a number. */
  smsPerMinute: 1,
  smsPerHour: 5,
  smsPerDay: 10,
  /** Codes asked for from an address (/64 for IPv6), behind trusted proxies. */
  smsIpPerHour: 20,
  /** Codes for all visitors of a site. Limits the cost that one attacker with many numbers and addresses can cause. */
  smsPerSiteHour: 2_000,
  smsPerSiteDay: 10_000,
  /** Tries of one code. */
  codeTries: 5,
} as const;

export type SmsLimitName = keyof typeof DEFAULT_SMS_LIMITS;
export type SmsLimits = Record<SmsLimitName, number>;

const MINUTE = 60_000;
const WINDOWS = {
  smsPerMinute: MINUTE,
  smsPerHour: 60 * MINUTE,
  smsPerDay: 24 * 60 * MINUTE,
  smsIpPerHour: 60 * MINUTE,
  smsPerSiteHour: 60 * MINUTE,
  smsPerSiteDay: 24 * 60 * MINUTE,
} as const satisfies Partial<Record<SmsLimitName, number>>;
/** The limits that count messages. */
type CountedName = keyof typeof WINDOWS;
export type SiteLimitName = 'smsPerSiteHour' | 'smsPerSiteDay';
const isSiteLimit = (name: CountedName): name is SiteLimitName =>
  name === 'smsPerSiteHour' || name === 'smsPerSiteDay';

/** A row of `limit_bucket` in the flow `sms`. Snake case: the statements read it as JSON. */
interface SmsBucket {
  limit_name: CountedName;
  /** A digest of the number or of the address, or the site's id. */
  owner: string;
  cap: number;
  /** When a window that starts now ends; RFC 3339. */
  resets_at: string;
}

/** The requester of a code: `phone` and `address` are digests. */
interface Asking {
  phone: string;
  address: string | undefined;
  siteId: string;
}

/** `now` in milliseconds. */
export const smsBucketsOf = (asking: Asking, limits: SmsLimits, now: number): SmsBucket[] =>
  (Object.keys(WINDOWS) as CountedName[]).flatMap((limit_name) => {
    const owner = ownerOf(limit_name, asking);
    if (owner === undefined || limits[limit_name] === 0) return [];
    const resets_at = new Date(now + WINDOWS[limit_name]).toISOString();
    return [{ limit_name, owner, cap: limits[limit_name], resets_at }];
  });

function ownerOf(limit: CountedName, { phone, address, siteId }: Asking): string | undefined {
  if (isSiteLimit(limit)) return siteId;
  return limit === 'smsIpPerHour' ? address : phone;
}

/** A bucket in which a message was counted, and its window. */
interface Counted {
  limit_name: CountedName;
  owner: string;
  used: number;
  cap: number;
  resets_at: Date;
}

/** Counts in the order of the buckets' keys, so that two statements cannot deadlock. An empty bucket starts a new window. */
const countStatement = prepare<{ buckets: string; now: Date }, Counted>(
  'registration_count_sms',
  (p) => sql<Counted>`
  insert into limit_bucket as bucket (flow, limit_name, unit_code, owner, used, cap, resets_at, admits)
  select 'sms', limit_name, '', owner, 1, cap, resets_at, true
  from jsonb_to_recordset(${p('buckets')}::jsonb)
    as requested (limit_name text, owner text, cap int, resets_at timestamptz)
  order by limit_name, owner
  on conflict (flow, limit_name, unit_code, owner) do update
    set used = case when bucket.resets_at <= ${p('now')}::timestamptz then 1 else bucket.used + 1 end,
        resets_at = case when bucket.resets_at <= ${p('now')}::timestamptz or bucket.used = 0
                         then excluded.resets_at else bucket.resets_at end,
        cap = excluded.cap,
        admits = bucket.resets_at <= ${p('now')}::timestamptz or bucket.used < excluded.cap
  returning limit_name, owner, used, cap, resets_at`,
);

/** Undoes a count, but only in the window in which it was made. */
const refundStatement = prepare<{ counted: string }, never>(
  'registration_refund_sms',
  (p) => sql<never>`
  with refunded as (
    select bucket.limit_name, bucket.owner from limit_bucket bucket
    join jsonb_to_recordset(${p('counted')}::jsonb) as counted (limit_name text, owner text, resets_at timestamptz)
      on bucket.flow = 'sms' and bucket.unit_code = '' and counted.limit_name = bucket.limit_name
      and counted.owner = bucket.owner and counted.resets_at = bucket.resets_at
    order by bucket.limit_name, bucket.owner
    for update of bucket
  )
  update limit_bucket set used = greatest(limit_bucket.used - 1, 0)
  from refunded
  where limit_bucket.flow = 'sms' and limit_bucket.unit_code = ''
    and limit_bucket.limit_name = refunded.limit_name and limit_bucket.owner = refunded.owner`,
);

const fullStatement = prepare<{ buckets: string; now: Date }, Pick<Counted, 'limit_name' | 'resets_at'>>(
  'registration_sms_full',
  (p) => sql<Pick<Counted, 'limit_name' | 'resets_at'>>`
  select requested.limit_name, stored.resets_at
  from jsonb_to_recordset(${p('buckets')}::jsonb) as requested (limit_name text, owner text, cap int)
  cross join lateral (
    select used, resets_at from limit_bucket
    where flow = 'sms' and limit_name = requested.limit_name and unit_code = '' and owner = requested.owner
      and resets_at > ${p('now')}::timestamptz
    limit 1
  ) stored
  where stored.used >= requested.cap`,
);

/** The used part of a site's limit, this message included. */
export interface SiteUsage {
  siteId: string;
  limit: SiteLimitName;
  used: number;
  cap: number;
  resetsAt: Date;
}

export type SmsQuota =
  | {
      kind: 'admitted';
      site: SiteUsage[];
      /** With `exceptMinute` the minute's count stays, and `until` (milliseconds) is the end of that minute. */
      giveBack(how?: { exceptMinute: boolean }): Promise<{ until: number | undefined }>;
    }
  /** `codes-exhausted`: the site's limit is used up. `until` in milliseconds. */
  | { kind: 'too-many-codes' | 'codes-exhausted'; until: number };

/**
 * Counts a message in every bucket, or in none when one of them is full. Retries after a deadlock, because the job that removes old
 * buckets locks them in another order.
 */
export async function takeSmsQuota(
  database: Database,
  buckets: readonly SmsBucket[],
  now: number,
): Promise<SmsQuota> {
  const values = { buckets: JSON.stringify(buckets), now: new Date(now) };
  try {
    const counted = await retryDeadlocks(() => database.run(countStatement, values));
    return {
      kind: 'admitted',
      site: counted.flatMap(({ limit_name: limit, owner: siteId, used, cap, resets_at: resetsAt }) =>
        isSiteLimit(limit) ? [{ siteId, limit, used, cap, resetsAt }] : [],
      ),
      async giveBack({ exceptMinute } = { exceptMinute: false }) {
        const minute = counted.find(({ limit_name }) => exceptMinute && limit_name === 'smsPerMinute');
        const refunded = JSON.stringify(counted.filter((bucket) => bucket !== minute));
        await retryDeadlocks(() => database.run(refundStatement, { counted: refunded }));
        return { until: minute?.resets_at.getTime() };
      },
    };
  } catch (error) {
    if (violatedConstraint(error) !== 'limit_bucket_admits') throw error;
    const full = await database.run(fullStatement, values);
    return {
      kind: full.some(({ limit_name }) => isSiteLimit(limit_name)) ? 'codes-exhausted' : 'too-many-codes',
      until: Math.max(now, ...full.map(({ resets_at }) => resets_at.getTime())),
    };
  }
}
