/**
 * The receiving end of the certification service's webhooks (Standard Webhooks): verified by signature, each
 * taken once, and of two about a unit the later one counts, in whatever order they come.
 */
import { createWebhookVerifier, type VerifyWebhook, type Webhook } from '../../bff/portal-client/index.ts';
import { realName, type RealNameStatus } from './standing.ts';

/** `repeated`: taken before. `not-ready`: the secret is not known yet, the sender is to try again. */
export type Received = 'taken' | 'repeated' | 'refused' | 'not-ready';

export interface WebhookReceiver {
  useSecret(secret: string): void;
  /** `body` as it came, byte by byte; header names in lower case. */
  receive(body: string, headers: Record<string, string>): Received;
  /** What was last told about a unit's real-name certification. */
  statusOf(unitCode: string): RealNameStatus | undefined;
  /** The events about a unit, newest first. */
  eventsOf(unitCode: string): readonly Webhook[];
}

/** The sender repeats for three days; a demo's memory holds this many ids, and units, of the most recent. */
const MOST_IDS = 10_000;
const MOST_UNITS = 10_000;
const EVENTS_A_UNIT = 10;

const dropOldest = (kept: Map<string, unknown> | Set<string>, most: number) => {
  for (const key of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(key);
  }
};

export function createWebhookReceiver(): WebhookReceiver {
  let verify: VerifyWebhook | undefined;
  const ids = new Set<string>();
  const events = new Map<string, Webhook[]>();
  return {
    useSecret(secret) {
      verify = createWebhookVerifier(secret);
    },
    receive(body, headers) {
      if (!verify) return 'not-ready';
      const received = verify(body, headers);
      if (!received.ok) return received.error === 'unknown-type' ? 'taken' : 'refused';
      const { id, event } = received.value;
      if (ids.has(id)) return 'repeated';
      ids.add(id);
      dropOldest(ids, MOST_IDS);
      const code = event.data.unit;
      const known = [...(events.get(code) ?? []), event];
      known.sort((a, b) => b.data.sequence - a.data.sequence);
      events.delete(code); // moves the unit to the end of those that are dropped first
      events.set(code, known.slice(0, EVENTS_A_UNIT));
      dropOldest(events, MOST_UNITS);
      return 'taken';
    },
    // An event about an attempt (`unit.rejected`) changes no status, and `unit.registered` tells of the phone.
    statusOf: (code) =>
      realName(
        events
          .get(code)
          ?.find(({ type, data }) => /^unit\.(certified|lapsed)$/.test(type) && data.kind === 'real-name')
          ?.data.status,
      ),
    eventsOf: (code) => events.get(code) ?? [],
  };
}
