/** How events become webhooks: `certification/webhooks.ts` knows the rules, `delivery/` sends. */
import type { UnitEvent } from '../contract/webhook.ts';

/** The columns of an event that a message is made of. */
export interface ToldEvent {
  type: string;
  unit_code: string | null;
  at: Date;
  detail: object;
}

/** Pure. */
export interface WebhookRules {
  /** The sites that are told of such events: those that know the unit, or the one where it happened; undefined: none. */
  audienceOf(type: string): 'sites-of-the-unit' | 'its-site' | undefined;
  /** Throws for an event that is told nobody, or that is not what this service wrote. */
  messageOf(event: ToldEvent): UnitEvent;
}
