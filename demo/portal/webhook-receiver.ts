/**
 * The webhook receiver: the certification service tells the portal when a unit is certified, refused, registered, or has lost
 * its certification. A portal stores this in its database; the demo keeps it in memory.
 */
import { Hono } from 'hono';
import {
  createWebhookVerifier,
  type Status,
  type VerifyWebhook,
  type Webhook,
} from '../../bff/portal-client/index.ts';

export interface WebhookStore {
  /** Whether the id is new. The service sends a webhook again until it is answered. */
  add(id: string, event: Webhook): boolean;
  /** The events about a unit, newest first, in the order of the service, not of arrival. */
  eventsOf(unitCode: string): readonly Webhook[];
  /** The last known state of the real-name certification. */
  statusOf(unitCode: string): Status | undefined;
}

/** Whether the event tells how the real-name certification stands now. */
const CHANGES_STATUS: Record<Webhook['type'], boolean> = {
  'unit.certified': true,
  'unit.due': true,
  'unit.lapsed': true,
  'unit.rejected': false,
  'unit.expired': false,
  'unit.registered': false,
  'unit.case': false,
};

export function createWebhookStore(): WebhookStore {
  const ids = new Set<string>();
  const events = new Map<string, Webhook[]>();
  const eventsOf = (code: string) => events.get(code) ?? [];
  return {
    add(id, event) {
      if (ids.has(id)) return false;
      ids.add(id);
      const all = [...eventsOf(event.data.unit), event];
      events.set(
        event.data.unit,
        all.sort((a, b) => b.data.sequence - a.data.sequence),
      );
      return true;
    },
    eventsOf,
    statusOf: (code) => eventsOf(code).find(({ type }) => CHANGES_STATUS[type])?.data.status,
  };
}

/** `secret`: as the service's operator got it from `site add --webhook`. */
export function webhookReceiver(store: WebhookStore, secret: string): Hono {
  const verify: VerifyWebhook = createWebhookVerifier(secret);
  const app = new Hono();
  app.post('/webhooks/certification', async (c) => {
    // The unparsed body, because the signature is over these bytes.
    const received = verify(await c.req.text(), c.req.raw.headers);
    if (!received.ok) return c.body(null, received.error === 'unknown-type' ? 204 : 401);
    store.add(received.value.id, received.value.event);
    return c.body(null, 204);
  });
  return app;
}
