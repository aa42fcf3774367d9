/**
 * One HTTP request to another server. All outgoing requests use it: it has a timeout, reads a limited number of bytes and follows no
 * redirect.
 *
 * `fetch` is not used, because it cannot choose the address of the connection (`destinations.ts`).
 */
import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';

export interface OutgoingRequest {
  method?: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  /** Milliseconds from the name look-up to the last byte received. */
  timeout: number;
  /** Bytes of the body that may be read; 0 to read none. */
  maximumBytes: number;
  /** Resolves the host's name. With it the request gets its own connection: a reused one may lead to another address. */
  lookup?: LookupFunction;
}

/** `reason`: a code such as `ECONNREFUSED`, or the error's message. */
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
    controller.abort(); // stops the transfer of a body that was not read completely
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

/** Undefined when the stream has more than `maximum` bytes. */
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
