/**
 * Limits the messages for a number and for an address, over all sites, and for the visitors of a
 * site. One statement counts a message in all budgets before it is sent, or in none when one of
 * them is full (decision 0021). When the gateway fails, the counts are undone; if the message may
 * have been sent, the minute's count stays.
 */
import { sql } from 'kysely';
import { type Database, prepare, retryDeadlocks } from '../database/index.ts';
import { countIn, readStored } from './count.ts';
import {
  allowedIn,
  budgetOf,
  COUNTERS,
  onlyBudgets,
  SMS_LIMITS,
  type Budget,
  type SmsLimitName,
} from './limits.ts';
import { exhausted } from './room.ts';

/** 0 = off. Each has a `LIMIT_*` variable. */
export const DEFAULT_SMS_LIMITS = {
  ...allowedIn(SMS_LIMITS),
  /** Tries of one code. */
  codeTries: 5,
} as const;

export type SmsLimits = Record<keyof typeof DEFAULT_SMS_LIMITS, number>;

export type SiteLimitName = Extract<SmsLimitName, 'smsPerSiteHour' | 'smsPerSiteDay'>;
const isSiteLimit = (name: string): name is SiteLimitName =>
  name in SMS_LIMITS && COUNTERS[name as SmsLimitName].whose === 'site';

/** The requester of a code: `phone` and `address` are digests. */
interface Asking {
  phone: string;
  address: string | undefined;
  site: string;
}

/** `now` in milliseconds. */
export const smsBudgetsOf = (asking: Asking, limits: SmsLimits, now: number): Budget[] =>
  (Object.keys(SMS_LIMITS) as SmsLimitName[]).flatMap((name) => {
    const owner = asking[COUNTERS[name].whose];
    return owner === undefined ? [] : budgetOf(name, { owner }, limits[name], now);
  });

/** In the order in which they were counted, which is that of the locks. */
const refundStatement = prepare<
  { kinds: readonly string[]; keys: readonly string[]; ends: readonly Date[] },
  never
>(
  'limits_refund_sms',
  (p) => sql<never>`
  with refunded as (
    select counter.kind, counter.key
    from unnest(${p('kinds')}::text[], ${p('keys')}::text[], ${p('ends')}::timestamptz[]) with ordinality as counted (kind, key, ends_at, place)
    join limit_counter counter using (kind, key, ends_at)
    order by place
    for update of counter
  )
  update limit_counter set used = greatest(used - 1, 0)
  from refunded where limit_counter.kind = refunded.kind and limit_counter.key = refunded.key`,
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
      /**
       * With `exceptMinute` the minute's count stays, and `until` (milliseconds) is the end of that
       * minute.
       */
      giveBack(how?: { exceptMinute: boolean }): Promise<{ until: number | undefined }>;
    }
  /** `codes-exhausted`: the site's limit is used up. `until` in milliseconds. */
  | { kind: 'too-many-codes' | 'codes-exhausted'; until: number };

/** Counts a message in every budget, or in none when one of them is full. */
export async function takeSmsQuota(
  database: Database,
  budgets: readonly Budget[],
  now: number,
): Promise<SmsQuota> {
  const capOf = new Map(budgets.map(({ kind, cap }) => [kind, cap]));
  const counted = await countIn(database, budgets, now);
  if (!counted) {
    const full = exhausted(onlyBudgets(budgets), await readStored(database, budgets), now);
    return {
      kind: full?.limits.some(({ limit }) => isSiteLimit(limit)) ? 'codes-exhausted' : 'too-many-codes',
      until: Math.max(now, full?.until ?? 0),
    };
  }
  return {
    kind: 'admitted',
    site: counted.flatMap(({ kind: limit, key: siteId, used, ends_at: resetsAt }) =>
      isSiteLimit(limit) ? [{ siteId, limit, used, cap: capOf.get(limit)!, resetsAt }] : [],
    ),
    async giveBack({ exceptMinute } = { exceptMinute: false }) {
      const minute = counted.find(({ kind }) => exceptMinute && kind === 'smsPerMinute');
      const refunded = counted.filter((budget) => budget !== minute);
      const given = {
        kinds: refunded.map(({ kind }) => kind),
        keys: refunded.map(({ key }) => key),
        ends: refunded.map(({ ends_at }) => ends_at),
      };
      await retryDeadlocks(() => database.run(refundStatement, given));
      return { until: minute?.ends_at.getTime() };
    },
  };
}
