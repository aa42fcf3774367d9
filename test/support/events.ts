/** Events in tests: to write some, and to read what was written. */
import { messageOf } from '../../bff/status/webhooks.ts';
import type { UnitEvent } from '../../bff/contract/webhook.ts';
import type { Database } from '../../bff/database/database.ts';
import { createFanOut } from '../../bff/delivery/fan-out.ts';
import type { Actor } from '../../bff/database/tables.ts';
import { isToldType, type EventType } from '../../bff/events/types.ts';
import { writeEvents, type NewEvent, type Recording, type ToldEvent } from '../../bff/events/event.ts';
import { type KeyRing } from '../../bff/keys/keys.ts';
import { keysOf } from './keys.ts';

/** Keys for tests that write events and verify none. */
export const KEYS: KeyRing = keysOf(`test:${Buffer.alloc(32, 'test').toString('base64')}`);

/** Any type by any actor: tests write what the service would not. */
export interface Happening {
  at?: Date;
  actor?: Actor;
  type?: EventType;
  unitCode?: string | undefined;
  siteId?: string | undefined;
  submissionId?: string | undefined;
  detail?: object;
}

/** Something happens: by default what no portal is told. */
export const happens = (
  { database, keys }: { database: Database; keys: KeyRing },
  change: Happening = {},
  times = 1,
): Promise<void> =>
  writeEvents(
    database,
    keys,
    Array.from({ length: times }, () => {
      const event = { at: new Date(), actor: 'operator:tester', type: 'site.rotated', ...change };
      return event as NewEvent;
    }),
  );

export const eventsOf = ({ kysely }: Database, unit: string | null) =>
  kysely
    .selectFrom('event')
    .selectAll()
    .where('unit_code', 'is not distinct from', unit)
    .orderBy('position')
    .execute();

/** Makes the deliveries of all that has happened. */
export async function fanOutAll(to: Recording, now = Date.now): Promise<void> {
  const step = createFanOut(to, now);
  while (await step());
}

/** The bodies of the webhooks that events send, as far as they are of the events. */
export const messagesOf = (events: readonly ToldEvent[]): UnitEvent[] =>
  events.filter(({ type }) => isToldType(type)).map(messageOf);

/** The webhooks that events send: `TYPE SITE`, sorted. */
export const webhooksOf = (events: readonly (ToldEvent & { site_id: string | null })[]): string[] =>
  events
    .filter(({ type }) => isToldType(type))
    .map((event) => `${messageOf(event).type} ${event.site_id}`)
    .sort();
