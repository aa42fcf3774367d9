/** How far the background work is behind: gauges for operators. */
import { sql } from 'kysely';
import { type Database, prepare } from '../database/index.ts';
import { sealLag } from '../events/index.ts';

/**
 * `seal`: an event without a seal; `webhook`: an event whose message is on its way; `pending`: a
 * submission without a decision; `confirmation`: a case that one officer has decided, and no other
 * one has confirmed. An open case is none: it waits for the applicant to come.
 */
export const LAGS = ['seal', 'webhook', 'pending', 'confirmation'] as const;
export type Lag = (typeof LAGS)[number];

type Oldest = Record<Exclude<Lag, 'seal'>, Date | null>;

/**
 * The open deliveries come from their own index: the oldest ones of the table were delivered long
 * ago.
 */
const oldestStatement = prepare<object, Oldest>(
  'monitoring_lags',
  () => sql<Oldest>`
  with undelivered as materialized (
    select event from webhook_delivery where delivered_at is null and dead_at is null
  )
  select (select at from event where position = (select min(event) from undelivered)) as webhook,
         (select min(submission.at) from kept_claim join submission on submission.id = kept_claim.submission_id
          where kept_claim.purpose = 'pending') as pending,
         (select min(proposed_at) from proposal where kind = 'case' and outcome is null) as confirmation`,
);

/**
 * The milliseconds for which the oldest one has waited; 0 when none waits. `now` in milliseconds.
 */
export async function readLags(parts: {
  database: Database;
  now: () => number;
}): Promise<Record<Lag, number>> {
  const [oldest] = await parts.database.run(oldestStatement, {});
  const since = (at: Date | null | undefined) => (at ? Math.max(parts.now() - at.getTime(), 0) : 0);
  return {
    seal: await sealLag(parts),
    webhook: since(oldest?.webhook),
    pending: since(oldest?.pending),
    confirmation: since(oldest?.confirmation),
  };
}
