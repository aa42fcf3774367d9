/** A page that takes longer to make than a silent connection lasts: spaces are sent before it, which browsers ignore there. */
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';

/** Milliseconds between two spaces. */
const EVERY = 10_000;

/** A page that fails breaks the connection. */
export function slowPage(c: Context, page: Promise<string>, every = EVERY): Response {
  page.catch(() => undefined); // the browser may have left
  const parts = Readable.from(spacesUntil(page, every));
  return c.body(Readable.toWeb(parts) as ReadableStream, 200, { 'Content-Type': 'text/html; charset=UTF-8' });
}

async function* spacesUntil(page: Promise<string>, every: number): AsyncGenerator<Buffer> {
  for (;;) {
    const made = await Promise.race([page, sleep(every, undefined, { ref: false })]);
    yield Buffer.from(made ?? ' ');
    if (made !== undefined) return;
  }
}
