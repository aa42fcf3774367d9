/**
 * Webhooks (Standard Webhooks 1.0): takes deliveries that are due at one receiver, sends each, and
 * writes what became of it. A delivery that fails waits by itself; `lanes.ts` says when a receiver
 * is sent to at all.
 */
import { sql } from 'kysely';
import { DAY, HOUR, MINUTE } from '../contract/time.ts';
import { webhookOf, type AuditHead, type UnitEvent } from '../contract/webhook.ts';
import { type Database, prepare } from '../database/index.ts';
import {
  eventValues,
  type EventValues,
  insertEvents,
  STORED_EVENT,
  type ToldEvent,
} from '../events/index.ts';
import { type Cipher, ifReadable, type KeyRing } from '../keys/index.ts';
import { disableWebhook, openWebhookSecrets } from '../sites/index.ts';
import type { Try } from './report.ts';
import type { Send, SendResult } from './send.ts';
import { mayBeSent, type Message } from './voucher.ts';

const SECOND = 1_000;

/**
 * Pauses after each failed try (the specification's example, over three days); then it is a dead
 * letter.
 */
export const PAUSES: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  DAY,
];
const LONGEST_PAUSE = Math.max(...PAUSES);
/**
 * An event that is older is tried once, and then given up. It has waited behind others, for a
 * receiver that never answered.
 */
const GIVEN_UP_AFTER = PAUSES.reduce((sum, pause) => sum + pause);
/** Longer than a send takes, so that a process that dies with a delivery in hand only delays it. */
const LEASE = MINUTE;

interface Due extends Message {
  tries: number;
  webhook_url: string | null;
  webhook_secrets: string | null;
}

const takeStatement = prepare<{ site: string; most: number; now: Date; leasedUntil: Date }, Due>(
  'delivery_take',
  (p) => sql<Due>`
  with due as (
    select event, site_id from webhook_delivery
    where site_id = ${p('site')}::text and delivered_at is null and dead_at is null
      and next_try_at <= ${p('now')}::timestamptz
    order by next_try_at limit ${p('most')}::int
    for update skip locked
  )
  update webhook_delivery delivery
  set tries = tries + 1, next_try_at = ${p('leasedUntil')}::timestamptz
  from due
  join event on event.position = due.event
  left join site on site.id = due.site_id and site.webhook_disabled_at is null
  where delivery.event = due.event and delivery.site_id = due.site_id
  returning ${STORED_EVENT}, delivery.site_id as receiver, delivery.voucher, delivery.tries, site.webhook_url, site.webhook_secrets`,
);

interface Outcome {
  event: number;
  result: string;
  deliveredAt: Date | null;
  deadAt: Date | null;
  nextTryAt: Date | null;
  gone: boolean;
}

/** `outcomes`: of one batch, as JSON. */
const recordStatement = prepare<{ site: string; outcomes: string; now: Date } & EventValues, never>(
  'delivery_record',
  (p) => sql<never>`
  with outcome as (
    select * from jsonb_to_recordset(${p('outcomes')}::text::jsonb) as row (
      event bigint, result text, "deliveredAt" timestamptz, "deadAt" timestamptz, "nextTryAt" timestamptz, gone boolean)
  ),
  recorded as (
    update webhook_delivery delivery
    set last_result = outcome.result, delivered_at = outcome."deliveredAt", dead_at = outcome."deadAt",
        next_try_at = coalesce(outcome."nextTryAt", next_try_at)
    from outcome
    where delivery.event = outcome.event and delivery.site_id = ${p('site')}::text
      and delivered_at is null and dead_at is null
    returning outcome.gone
  ),
  disabled as (${disableWebhook(p('site'), { at: p('now'), when: sql`exists (select from recorded where gone)` })}
  )
  ${insertEvents(p('events'), sql`where exists (select from disabled)`)}`,
);

export interface Deliverer {
  database: Database;
  cipher: Cipher;
  keys: KeyRing;
  /** The message of an event that is told. Throws for another one. */
  messageOf: (event: ToldEvent) => UnitEvent;
  send: Send;
  /** The head of the audit chain, which every message carries. */
  head: () => Promise<AuditHead | undefined>;
  /** Milliseconds. */
  now: () => number;
  report: (attempt: Try) => void;
}

/**
 * Results of messages that did not leave: they tell nothing of the receiver. `no-message`: this
 * version makes no message of the event. `unsignable`: the key of the site's secrets is gone.
 * `internal`: a fault of this service while it sent.
 */
const UNSENT = ['no-receiver', 'forged', 'no-message', 'unsignable', 'internal'] as const;
type Unsent = (typeof UNSENT)[number];
/** Results beside a status code. */
export type Unanswered = Unsent | Exclude<SendResult['kind'], 'answered'>;

/**
 * The result of one batch. `unsent`: nothing could be sent; `failed`: messages were sent and none
 * arrived; `partly`: some arrived.
 */
export type Sent = 'nothing-due' | 'unsent' | 'arrived' | 'partly' | 'failed';

/**
 * Sends what is due at the receiver, `most` messages at once, and writes what became of all in one
 * statement.
 */
export async function deliverTo(deliverer: Deliverer, receiver: string, most: number): Promise<Sent> {
  const { database, keys, report, now: clock } = deliverer;
  const now = clock();
  const due = await database.run(takeStatement, {
    site: receiver,
    most,
    now: new Date(now),
    leasedUntil: new Date(now + LEASE),
  });
  if (due.length === 0) return 'nothing-due';
  const head = await deliverer.head();
  const tried = await Promise.all(
    due.map(async (delivery) => ({ delivery, outcome: await deliver(deliverer, delivery, head) })),
  );
  const outcomes = tried.map(({ outcome }) => outcome);
  const at = new Date(clock());
  const disabled = {
    at,
    actor: 'worker:webhooks',
    type: 'webhook.disabled',
    siteId: receiver,
    detail: { status: 410 },
  } as const;
  const isGone = outcomes.some(({ gone }) => gone);
  await database.run(recordStatement, {
    site: receiver,
    outcomes: JSON.stringify(outcomes),
    now: at,
    ...eventValues(keys, isGone ? [disabled] : []),
  });
  for (const { delivery, outcome } of tried) report(tryOf(delivery, outcome));
  const sent = outcomes.filter(({ result }) => !(UNSENT as readonly string[]).includes(result));
  if (sent.length === 0) return 'unsent';
  if (sent.every(({ deliveredAt }) => deliveredAt)) return 'arrived';
  return sent.some(({ deliveredAt }) => deliveredAt) ? 'partly' : 'failed';
}

const tryOf = ({ id: event, webhook_url: url, receiver: site, tries }: Due, outcome: Outcome): Try => ({
  result: outcome.deliveredAt ? 'delivered' : outcome.deadAt ? 'dead' : 'failed',
  event,
  site,
  host: url === null ? undefined : new URL(url).host,
  attempt: tries,
  answer: outcome.result,
  nextTry: outcome.nextTryAt ?? undefined,
});

async function deliver(deliverer: Deliverer, delivery: Due, head: AuditHead | undefined): Promise<Outcome> {
  const result = await attempt(deliverer, delivery, head);
  const instant = deliverer.now();
  const outcome: Outcome = {
    event: delivery.position,
    result: result.kind === 'answered' ? String(result.status) : result.kind,
    deliveredAt: null,
    deadAt: null,
    nextTryAt: null,
    gone: result.kind === 'answered' && result.status === 410,
  };
  if (result.kind === 'answered' && result.status >= 200 && result.status < 300)
    return { ...outcome, deliveredAt: new Date(instant) };
  const pause = instant - Date.parse(delivery.at) > GIVEN_UP_AFTER ? undefined : PAUSES[delivery.tries - 1];
  if (pause === undefined || outcome.gone || result.kind === 'no-receiver' || result.kind === 'forged')
    return { ...outcome, deadAt: new Date(instant) };
  return { ...outcome, nextTryAt: new Date(instant + Math.max(pause, retryAfterOf(result))) };
}

/**
 * A message that cannot be made, signed or sent fails alone; the others of the batch are sent. The
 * event is verified once more, because somebody with the database may have changed it, or put in
 * the delivery itself.
 */
async function attempt(
  { cipher, keys, messageOf, send }: Deliverer,
  delivery: Due,
  head: AuditHead | undefined,
): Promise<SendResult | { kind: Unsent }> {
  const { webhook_url: url, webhook_secrets: sealed, receiver: site, id } = delivery;
  if (url === null || sealed === null) return { kind: 'no-receiver' };
  if (!mayBeSent(keys, delivery)) return { kind: 'forged' };
  const body = unlessItThrows(() => bodyOf(messageOf, delivery, head));
  if (body === undefined) return { kind: 'no-message' };
  const secrets = ifReadable(() => openWebhookSecrets(cipher, site, sealed));
  if (secrets === undefined) return { kind: 'unsignable' };
  return send({ url, secrets, id, body }).catch(() => ({ kind: 'internal' }) as const);
}

function unlessItThrows<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

function bodyOf(
  messageOf: Deliverer['messageOf'],
  { type, unit_code, position, at, detail }: Due,
  head: AuditHead | undefined,
): string {
  const told = { type, unit_code, at: new Date(at), detail: JSON.parse(detail) as object };
  return JSON.stringify(webhookOf(messageOf(told), position, head));
}

/** A receiver may ask for a longer pause, of a day at most. */
const retryAfterOf = (result: { kind: string; retryAfter?: number | undefined }): number =>
  Math.min(result.retryAfter ?? 0, DAY);

/**
 * Makes deliveries due that are to be tried later than the longest pause allows: a clock that was
 * ahead has set them. `now` and `tolerance`, by which clocks may differ, in milliseconds.
 */
export async function mendDeliveryRetries(
  { kysely }: Database,
  now: number,
  tolerance: number,
): Promise<void> {
  await kysely
    .updateTable('webhook_delivery')
    .set({ next_try_at: new Date(now) })
    .where('delivered_at', 'is', null)
    .where('dead_at', 'is', null)
    .where('next_try_at', '>', new Date(now + LONGEST_PAUSE + tolerance))
    .execute();
}
