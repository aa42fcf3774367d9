/**
 * The receiving end of the certification service's webhooks (Standard Webhooks): verified by signature, each
 * taken once, and of two about a unit the later one counts, in whatever order they come.
 */
import { Webhook } from 'standardwebhooks';
import type { CertificationStatus } from './status-api.ts';

export interface WebhookEvent {
  type: string;
  /** Instants in RFC 3339. */
  timestamp: string;
  data: {
    /** Its code. */
    unit: string;
    kind: string;
    status: CertificationStatus;
    reason?: string;
    at: string;
    /** Grows with every change of a unit. */
    sequence: number;
  };
}

/** `repeated`: taken before. `not-ready`: the secret is not known yet, the sender is to try again. */
export type Received = 'taken' | 'repeated' | 'refused' | 'not-ready';

export interface WebhookReceiver {
  useSecret(secret: string): void;
  /** `body` as it came, byte by byte; header names in lower case. */
  receive(body: string, headers: Record<string, string>): Received;
  /** What was last told about a unit's real-name certification. */
  statusOf(unitCode: string): CertificationStatus | undefined;
  /** The events about a unit, newest first. */
  eventsOf(unitCode: string): readonly WebhookEvent[];
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

const isEvent = (value: unknown): value is WebhookEvent => {
  const { type, data } = (value ?? {}) as Partial<WebhookEvent>;
  return typeof type === 'string' && typeof data?.unit === 'string' && typeof data.sequence === 'number';
};

export function createWebhookReceiver(): WebhookReceiver {
  let verifier: Webhook | undefined;
  const ids = new Set<string>();
  const events = new Map<string, WebhookEvent[]>();
  return {
    useSecret(secret) {
      verifier = new Webhook(secret);
    },
    receive(body, headers) {
      if (!verifier) return 'not-ready';
      let event: unknown;
      try {
        event = verifier.verify(body, headers);
      } catch {
        return 'refused';
      }
      const id = headers['webhook-id']!;
      if (ids.has(id)) return 'repeated';
      ids.add(id);
      dropOldest(ids, MOST_IDS);
      if (!isEvent(event)) return 'taken'; // a kind of event that came after this receiver was written
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
      events
        .get(code)
        ?.find(({ type, data }) => /^unit\.(certified|lapsed)$/.test(type) && data.kind === 'real-name')?.data
        .status,
    eventsOf: (code) => events.get(code) ?? [],
  };
}
