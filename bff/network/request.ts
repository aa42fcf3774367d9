/**
 * One HTTP request to another server. All outgoing requests use it: it has a time limit, reads a
 * limited number of bytes and follows no redirect.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { TaskCancelledError, timeout, TimeoutStrategy } from 'cockatiel';
import { Agent, errors, request as exchange, type Dispatcher } from 'undici';

/** Bytes of an answer's body. A unit's record or a site's key set takes a few hundred. */
export const LARGEST_ANSWER = 64 * 1024;

export interface OutgoingRequest {
  method?: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  /** Milliseconds from the name look-up to the last byte received. */
  timeout: number;
  /** Makes and keeps the connections; by default to any address. */
  dispatcher?: Dispatcher;
  /** The status is enough: the body of the answer is not read. */
  statusOnly?: boolean;
}

/** `reason`: a code such as `ECONNREFUSED`, or a message without data. */
export type Answer =
  | { kind: 'answered'; status: number; headers: IncomingHttpHeaders; body: Buffer }
  | { kind: 'too-large' }
  | { kind: 'timeout' }
  | { kind: 'unreachable'; reason: string };

/** One for the process, as Node's `globalAgent`. */
const anywhere = new Agent({ maxResponseSize: LARGEST_ANSWER });

/** Never throws. A redirect is an answer with its own status, and is not followed. */
export async function request(url: string, outgoing: OutgoingRequest): Promise<Answer> {
  try {
    // Aggressive, because undici heeds the signal only when the connection is made.
    const inTime = timeout(outgoing.timeout, TimeoutStrategy.Aggressive);
    return await inTime.execute(({ signal }) => answerOf(url, outgoing, signal));
  } catch (error) {
    return failureOf(error);
  }
}

async function answerOf(
  url: string,
  { method = 'GET', headers, body: sent, dispatcher = anywhere, statusOnly = false }: OutgoingRequest,
  signal: AbortSignal,
): Promise<Answer> {
  const options = { method, headers, dispatcher, signal, ...(sent !== undefined && { body: sent }) };
  const { statusCode: status, headers: answered, body } = await exchange(url, options);
  if (!statusOnly)
    return { kind: 'answered', status, headers: answered, body: Buffer.from(await body.arrayBuffer()) };
  // Keeps the connection if the whole body has arrived with the headers, and closes it otherwise.
  body.on('error', () => undefined).destroy();
  return { kind: 'answered', status, headers: answered, body: Buffer.alloc(0) };
}

function failureOf(error: unknown): Answer {
  if (error instanceof TaskCancelledError || error instanceof errors.ConnectTimeoutError)
    return { kind: 'timeout' };
  if (error instanceof errors.ResponseExceededMaxSizeError) return { kind: 'too-large' };
  const { code, message } = error as NodeJS.ErrnoException;
  // undici's codes (`UND_ERR_SOCKET`) say less than its messages (`other side closed`).
  return { kind: 'unreachable', reason: error instanceof errors.UndiciError ? message : (code ?? message) };
}
