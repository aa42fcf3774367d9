/** What webhooks say (Standard Webhooks 1.0). `answers.ts` is held equal by a test. */
import type { Kind, LapseReason, Reason, Status } from './wire.ts';

export const WEBHOOK_TYPES = ['unit.certified', 'unit.lapsed', 'unit.rejected', 'unit.registered'] as const;
export type WebhookType = (typeof WEBHOOK_TYPES)[number];

/** Body of a webhook (Standard Webhooks). No personal data. */
export interface Webhook {
  type: WebhookType;
  /** RFC 3339 UTC. */
  timestamp: string;
  data: {
    /** The canonical code. */
    unit: string;
    kind: Kind;
    status: Status;
    reason?: Reason | LapseReason | undefined;
    /** As `timestamp`. */
    at: string;
    /** Grows with every event; orders a unit's events. */
    sequence: number;
  };
}
