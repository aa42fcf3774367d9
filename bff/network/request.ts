/**
 * One HTTP request to somebody else's server. All of them go through here, so that none can wait for ever, read without
 * end, or be led elsewhere by a redirect.
 *
 * Why not `fetch`: it does not let us say which address of a name is connected to (`destinations.ts`).
 */
import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';

export interface OutgoingRequest {
  method?: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  /** Milliseconds from the look-up of the host's name to the last byte received. */
  timeout: number;
  /** Bytes of the body that are read; 0 when nobody needs it. */
  maximumBytes: number;
  /** Resolves the host's name; the connection is then made for this request alone, as another one's may lead elsewhere. */
  lookup?: LookupFunction;
}

/** `reason`: a code such as `ECONNREFUSED`, where there is one. */
export type Answer =
  | { kind: 'answered'; status: number; headers: http.IncomingHttpHeaders; body: Buffer }
  | { kind: 'too-large' }
  | { kind: 'timeout' }
  | { kind: 'unreachable'; reason: string };

/** Never throws. A redirect is an answer with its own status, and is not followed. */
export async function request(url: string, outgoing: OutgoingRequest): Promise<Answer> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), outgoing.timeout);
  try {
    const response = await responseOf(url, outgoing, controller.signal);
    const { statusCode: status = 0, headers } = response;
    if (outgoing.maximumBytes === 0) return { kind: 'answered', status, headers, body: Buffer.alloc(0) };
    const body = await readAtMost(outgoing.maximumBytes, response);
    return body ? { kind: 'answered', status, headers, body } : { kind: 'too-large' };
  } catch (error) {
    if (controller.signal.aborted) return { kind: 'timeout' };
    const { code, message } = error as NodeJS.ErrnoException;
    return { kind: 'unreachable', reason: code ?? message };
  } finally {
    clearTimeout(timer);
    controller.abort(); // ends the transfer of a body that was not read to its end
  }
}

function responseOf(
  url: string,
  { method = 'GET', headers, body, lookup }: OutgoingRequest,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const { request: send } = url.startsWith('https:') ? https : http;
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    send(url, { method, headers: { ...headers, ...length }, signal, ...(lookup && { lookup, agent: false }) })
      .on('error', reject)
      .on('response', resolve)
      .end(body);
  });
}

/** Undefined when there is more. */
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
