/**
 * One HTTP request to another server. All outgoing requests use it: it has a timeout, reads a limited number of bytes and follows no
 * redirect.
 *
 * `fetch` is not used, because it cannot choose the address of the connection (`destinations.ts`).
 */
import * as http from 'node:http';
import * as https from 'node:https';

export interface OutgoingRequest {
  method?: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  /** Milliseconds from the name look-up to the last byte received. */
  timeout: number;
  /** Bytes of the body that may be read; 0 to read none. */
  maximumBytes: number;
  /** Makes and keeps the connections; Node's common one without it. */
  agent?: http.Agent;
}

/** `reason`: a code such as `ECONNREFUSED`, or the error's message. */
export type Answer =
  | { kind: 'answered'; status: number; headers: http.IncomingHttpHeaders; body: Buffer }
  | { kind: 'too-large' }
  | { kind: 'timeout' }
  | { kind: 'unreachable'; reason: string };

/** Never throws. A redirect is an answer with its own status, and is not followed. */
export async function request(url: string, outgoing: OutgoingRequest): Promise<Answer> {
  const sent = open(url, outgoing);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    sent.destroy();
  }, outgoing.timeout);
  try {
    const response = await responseOf(sent, outgoing.body);
    const { statusCode: status = 0, headers } = response;
    if (outgoing.maximumBytes === 0) {
      // The connection of a body that has arrived already is kept for the next request.
      if (response.complete) response.resume();
      else response.destroy();
      return { kind: 'answered', status, headers, body: Buffer.alloc(0) };
    }
    const body = await readAtMost(outgoing.maximumBytes, response);
    return body ? { kind: 'answered', status, headers, body } : { kind: 'too-large' };
  } catch (error) {
    if (isLate) return { kind: 'timeout' };
    const { code, message } = error as NodeJS.ErrnoException;
    return { kind: 'unreachable', reason: code ?? message };
  } finally {
    clearTimeout(timer);
  }
}

function open(url: string, { method = 'GET', headers, body, agent }: OutgoingRequest): http.ClientRequest {
  const { request: send } = url.startsWith('https:') ? https : http;
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  return send(url, { method, headers: { ...headers, ...length }, ...(agent && { agent }) });
}

const responseOf = (sent: http.ClientRequest, body: string | undefined): Promise<http.IncomingMessage> =>
  new Promise((resolve, reject) => {
    sent.on('error', reject).on('response', resolve).end(body);
  });

/** Undefined when the stream has more than `maximum` bytes. Leaving the loop early closes the connection. */
async function readAtMost(maximum: number, stream: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maximum) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
