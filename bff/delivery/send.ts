/**
 * One signed POST to a receiver, where its address may lead. Redirects are not followed, bodies not
 * read.
 */
import { Webhook } from 'standardwebhooks';
import { type Destinations, PRIVATE_ADDRESS, request } from '../network/index.ts';

export interface Message {
  url: string;
  /** Each makes a signature. */
  secrets: readonly string[];
  /** The same for every try, so that the receiver can tell a repetition. */
  id: string;
  body: string;
}

export type SendResult =
  /** `retryAfter` in milliseconds. */
  | { kind: 'answered'; status: number; retryAfter: number | undefined }
  | { kind: 'timeout' }
  | { kind: 'unreachable' }
  /** Nothing was sent: over http, or to an address that is not public (`WEBHOOK_ALLOW`). */
  | { kind: 'not-allowed' };

export type Send = (message: Message) => Promise<SendResult>;

/** Milliseconds until a receiver must have answered. */
const TIMEOUT = 10_000;

/** `now` in milliseconds. */
export const createSend =
  (now: () => number, destinations: Destinations, timeout = TIMEOUT): Send =>
  async ({ url, secrets, id, body }) => {
    const target = new URL(url);
    if (destinations.refusalOf(target)) return { kind: 'not-allowed' };
    const at = new Date(now());
    const signatures = secrets.map((secret) => new Webhook(secret).sign(id, at, body));
    const answer = await request(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'unit-certification',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signatures.join(' '),
      },
      body,
      timeout,
      statusOnly: true,
      dispatcher: destinations.dispatcherFor(target),
    });
    if (answer.kind === 'timeout') return { kind: 'timeout' };
    if (answer.kind === 'unreachable' && answer.reason === PRIVATE_ADDRESS) return { kind: 'not-allowed' };
    if (answer.kind !== 'answered') return { kind: 'unreachable' };
    const seconds = Number(answer.headers['retry-after'] ?? NaN);
    return {
      kind: 'answered',
      status: answer.status,
      retryAfter: seconds > 0 ? seconds * 1000 : undefined,
    };
  };
