/** Verifies webhooks of the certification service (Standard Webhooks 1.0). */
import { Webhook as StandardWebhook, WebhookVerificationError } from 'standardwebhooks';
import { type Webhook, WEBHOOK_TYPES } from '../contract/webhook.ts';
import { fail, type Result, succeed } from './result.ts';

/** A verified webhook. */
export interface ReceivedWebhook {
  /** The same in every retry: process each id once. */
  id: string;
  /**
   * Webhooks may arrive in any order: the one with the largest `data.sequence` of a unit counts.
   */
  event: Webhook;
}

/**
 * `refused`: signed with another secret, changed on the way, or more than five minutes old: answer
 * 401. `unknown-type`: genuine, but of a type that is newer than this version: answer 204 and
 * ignore it.
 */
export type WebhookError = 'refused' | 'unknown-type';

/** `body`: exactly as received. Parsed and serialized again, it no longer matches the signature. */
export type VerifyWebhook = (
  body: string,
  headers: Headers | Record<string, string | string[] | undefined>,
) => Result<ReceivedWebhook, WebhookError>;

/**
 * `secrets`: as `site add --webhook` printed them (`whsec_…`); during a rotation the old and the
 * new one. Throws when one has another form.
 */
export function createWebhookVerifier(...secrets: readonly [string, ...string[]]): VerifyWebhook {
  const verifiers = secrets.map((secret) => new StandardWebhook(secret));
  return (body, headers) => {
    const signed = signedHeaders(headers);
    for (const verifier of verifiers) {
      try {
        const event = verifier.verify(body, signed);
        return isKnown(event) ? succeed({ id: signed['webhook-id']!, event }) : fail('unknown-type');
      } catch (error) {
        if (!(error instanceof WebhookVerificationError || error instanceof SyntaxError)) throw error;
      }
    }
    return fail('refused');
  };
}

const isKnown = (event: unknown): event is Webhook =>
  WEBHOOK_TYPES.includes((event as Partial<Webhook> | null | undefined)?.type as Webhook['type']);

function signedHeaders(headers: Parameters<VerifyWebhook>[1]): Record<string, string> {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  const read = (name: string) => (headers instanceof Headers ? headers.get(name) : headers[name]);
  return Object.fromEntries(names.map((name) => [name, String(read(name) ?? '')]));
}
