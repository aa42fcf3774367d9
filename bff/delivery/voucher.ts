/**
 * Only messages that a live key has signed are sent. Before a key is replaced, the messages of its
 * events that were not delivered yet get a voucher of the newest key, so that they can be sent
 * later. An event that somebody signs with the old key after that is not sent.
 */
import { sql } from 'kysely';
import {
  isGenuine,
  isOfLiveKey,
  isRight,
  macOf,
  type Recording,
  STORED_EVENT,
  type StoredEvent,
} from '../events/index.ts';
import type { KeyRing } from '../keys/index.ts';

/** An event with the delivery that is made of it. */
export interface Message extends StoredEvent {
  /** The site. */
  receiver: string;
  voucher: string | null;
}

/** The event's own MAC is of all that is told. */
const signedFields = ({ id, mac, receiver }: Message): unknown[] => [id, mac, receiver];

/** Whether this service wrote the event, and a live key says so. */
export const mayBeSent = (keys: KeyRing, message: Message): boolean =>
  isOfLiveKey(keys, message) ||
  (message.voucher !== null &&
    isRight(keys, message.voucher, 'message', signedFields(message)) === true &&
    isGenuine(keys, message) === true);

/** Messages that are read at once. */
const BATCH = 500;

/**
 * Gives a voucher to each message that was not delivered and that the newest key has not signed.
 */
export async function vouchForMessages({ database, keys }: Recording): Promise<void> {
  const [newest] = keys.macs;
  for (
    let after: Pick<Message, 'position' | 'receiver'> | undefined = { position: 0, receiver: '' };
    after;
  ) {
    const { rows }: { rows: Message[] } = await sql<Message>`
      select ${STORED_EVENT}, delivery.site_id as receiver, delivery.voucher
      from webhook_delivery delivery join event on event.position = delivery.event
      where delivered_at is null and not starts_with(event.mac, ${`${newest.id}.`}::text)
        and (delivery.event, delivery.site_id) > (${after.position}::bigint, ${after.receiver}::text)
      order by delivery.event, delivery.site_id limit ${sql.lit(BATCH)}`.execute(database.kysely);
    for (const message of rows.filter((one) => mayBeSent(keys, one)))
      await sql`
        update webhook_delivery set voucher = ${macOf(newest, 'message', signedFields(message))}
        where event = ${message.position}::bigint and site_id = ${message.receiver}`.execute(database.kysely);
    after = rows.length < BATCH ? undefined : rows.at(-1);
  }
}
