/**
 * One HTTP request to somebody else's server. All of them go through here, so that none can wait for ever, read without
 * end, or be led elsewhere by a redirect.
 */

export interface OutgoingRequest {
  method?: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  /** Milliseconds from the first byte sent to the last one received. */
  timeout: number;
  /** Bytes of the body that are read; 0 when nobody needs it. */
  maximumBytes: number;
}

/** `reason`: a code such as `ECONNREFUSED`, where there is one. */
export type Answer =
  | { kind: 'answered'; status: number; headers: Headers; body: Buffer }
  | { kind: 'too-large' }
  | { kind: 'timeout' }
  | { kind: 'unreachable'; reason: string };

/** Never throws. A redirect is an answer with its own status, and is not followed. */
export async function request(
  url: string,
  { method = 'GET', headers, body, timeout, maximumBytes }: OutgoingRequest,
): Promise<Answer> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeout);
  try {
    const {
      status,
      headers: answered,
      body: stream,
    } = await fetch(url, {
      method,
      headers,
      body: body ?? null,
      redirect: 'manual',
      signal: controller.signal,
    });
    const read = maximumBytes === 0 ? Buffer.alloc(0) : await readAtMost(maximumBytes, stream);
    return read ? { kind: 'answered', status, headers: answered, body: read } : { kind: 'too-large' };
  } catch (error) {
    return controller.signal.aborted
      ? { kind: 'timeout' }
      : { kind: 'unreachable', reason: reasonOf(error as Error) };
  } finally {
    clearTimeout(timer);
    controller.abort(); // ends the transfer of a body that was not read to its end
  }
}

/** Undefined when there is more. */
async function readAtMost(
  maximum: number,
  stream: ReadableStream<Uint8Array> | null,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream ?? []) {
    size += chunk.length;
    if (size > maximum) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reasonOf({ message, cause }: Error): string {
  const { code, message: inner } = (cause ?? {}) as { code?: string; message?: string };
  return code ?? inner ?? message;
}
