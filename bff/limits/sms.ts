/**
 * Limits the messages for a number and for an address, over all sites, and for the visitors of a site. One statement counts a
 * message in all budgets before it is sent. A full budget violates `budget_has_room`, so that none is counted (decision
 * 0002). When the gateway fails, the counts are undone; if the message may have been sent, the minute's count stays.
 */
import { sql } from 'kysely';
import { DAY, HOUR, MINUTE } from '../contract/time.ts';
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

const WINDOWS = {
  smsPerMinute: MINUTE,
  smsPerHour: HOUR,
  smsPerDay: DAY,
  smsIpPerHour: HOUR,
  smsPerSiteHour: HOUR,
  smsPerSiteDay: DAY,
} as const satisfies Partial<Record<SmsLimitName, number>>;
/** The limits that count messages. */
type CountedName = keyof typeof WINDOWS;
export type SiteLimitName = 'smsPerSiteHour' | 'smsPerSiteDay';
const isSiteLimit = (name: CountedName): name is SiteLimitName =>
  name === 'smsPerSiteHour' || name === 'smsPerSiteDay';

/** A row of `budget`. Snake case: the statements read it as JSON. */
interface SmsBudget {
  name: CountedName;
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
export const smsBudgetsOf = (asking: Asking, limits: SmsLimits, now: number): SmsBudget[] =>
  (Object.keys(WINDOWS) as CountedName[]).flatMap((name) => {
    const owner = ownerOf(name, asking);
    if (owner === undefined || limits[name] === 0) return [];
    const resets_at = new Date(now + WINDOWS[name]).toISOString();
    return [{ name, owner, cap: limits[name], resets_at }];
  });

function ownerOf(limit: CountedName, { phone, address, siteId }: Asking): string | undefined {
  if (isSiteLimit(limit)) return siteId;
  return limit === 'smsIpPerHour' ? address : phone;
}

/** A budget in which a message was counted, and its window. */
interface Counted {
  name: CountedName;
  owner: string;
  used: number;
  cap: number;
  resets_at: Date;
}

/** Counts in the order of the budgets' keys, so that two statements cannot deadlock. An empty budget starts a new window. */
const countStatement = prepare<{ budgets: string; now: Date }, Counted>(
  'limits_count_sms',
  (p) => sql<Counted>`
  with wanted as (
    select * from jsonb_to_recordset(${p('budgets')}::jsonb) as row (name text, owner text, cap int, resets_at timestamptz)
  ),
  counted as (
    insert into budget as budget (name, owner, used, resets_at)
    select name, owner, 1, resets_at from wanted order by name, owner
    on conflict (name, owner) do update set
      used = case
        when budget.resets_at <= ${p('now')}::timestamptz then 1
        when exists (select from wanted where wanted.name = excluded.name and wanted.owner = excluded.owner
                     and wanted.cap > budget.used) then budget.used + 1
        else -1 end,
      resets_at = case when budget.resets_at <= ${p('now')}::timestamptz or budget.used = 0
                       then excluded.resets_at else budget.resets_at end
    returning name, owner, used, resets_at
  )
  select counted.*, cap from counted join wanted using (name, owner)`,
);

const refundStatement = prepare<{ counted: string }, never>(
  'limits_refund_sms',
  (p) => sql<never>`
  with refunded as (
    select budget.name, budget.owner from budget
    join jsonb_to_recordset(${p('counted')}::jsonb) as counted (name text, owner text, resets_at timestamptz)
      using (name, owner, resets_at)
    order by name, owner
    for update of budget
  )
  update budget set used = greatest(budget.used - 1, 0)
  from refunded where budget.name = refunded.name and budget.owner = refunded.owner`,
);

const fullStatement = prepare<{ budgets: string; now: Date }, Pick<Counted, 'name' | 'resets_at'>>(
  'limits_sms_full',
  (p) => sql<Pick<Counted, 'name' | 'resets_at'>>`
  select wanted.name, stored.resets_at
  from jsonb_to_recordset(${p('budgets')}::jsonb) as wanted (name text, owner text, cap int)
  cross join lateral (
    select used, resets_at from budget
    where name = wanted.name and owner = wanted.owner and resets_at > ${p('now')}::timestamptz
    limit 1
  ) stored
  where stored.used >= wanted.cap`,
);

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
 * Counts a message in every budget, or in none when one of them is full. Retries after a deadlock, because the job that removes old
 * budgets locks them in another order.
 */
export async function takeSmsQuota(
  database: Database,
  budgets: readonly SmsBudget[],
  now: number,
): Promise<SmsQuota> {
  const values = { budgets: JSON.stringify(budgets), now: new Date(now) };
  try {
    const counted = await retryDeadlocks(() => database.run(countStatement, values));
    return {
      kind: 'admitted',
      site: counted.flatMap(({ name: limit, owner: siteId, used, cap, resets_at: resetsAt }) =>
        isSiteLimit(limit) ? [{ siteId, limit, used, cap, resetsAt }] : [],
      ),
      async giveBack({ exceptMinute } = { exceptMinute: false }) {
        const minute = counted.find(({ name }) => exceptMinute && name === 'smsPerMinute');
        const refunded = JSON.stringify(counted.filter((budget) => budget !== minute));
        await retryDeadlocks(() => database.run(refundStatement, { counted: refunded }));
        return { until: minute?.resets_at.getTime() };
      },
    };
  } catch (error) {
    if (violatedConstraint(error) !== 'budget_has_room') throw error;
    const full = await database.run(fullStatement, values);
    return {
      kind: full.some(({ name }) => isSiteLimit(name)) ? 'codes-exhausted' : 'too-many-codes',
      until: Math.max(now, ...full.map(({ resets_at }) => resets_at.getTime())),
    };
  }
}
