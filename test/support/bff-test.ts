/** Vitest's `test` for tests over HTTP. */
import { expect } from 'vitest';
import type { ProblemCode } from '../../bff/contract/wire.ts';
import { sentOf, startBff, type Sent, type TestBff, type TestBffOptions } from './bff.ts';
import { storeTest } from './store.ts';

/** Copies what a test may change of an object; the result puts it back. `parts`: objects in it that tests change in place. */
function remember<T extends object>(object: T, ...parts: (keyof T)[]): () => void {
  const before = [object, ...parts.map((part) => object[part] as object)].map((one) => [one, { ...one }]);
  return () => {
    for (const [one, copy] of before) {
      for (const name of Object.keys(one!))
        if (!(name in copy!)) delete (one as Record<string, unknown>)[name];
      Object.assign(one!, copy);
    }
  };
}

/** Call it at the top of a file, because Vitest requires shared fixtures to be defined there. */
export const bffTest = (options: TestBffOptions = {}) =>
  storeTest
    /** A BFF for the tests of a file, with the site `portal`. */
    .extend('bff', { scope: 'file' }, async ({ database }, { onCleanup }) => {
      const bff = await startBff(database, 'portal', options);
      onCleanup(() => bff.close());
      return bff;
    })
    /** Puts back what a test changes in the BFF that the file’s tests share. */
    .extend('restored', { auto: true }, ({ bff }, { onCleanup }) => {
      const putBack = [
        remember(bff.deps, 'clock', 'partner', 'sources', 'limits', 'rules'),
        remember(bff.phone, 'limits'),
      ];
      onCleanup(() => putBack.forEach((put) => put()));
    })
    .extend('deps', ({ bff }) => bff.deps);

/** `body`: a string as it is, anything else as JSON. */
export async function ask(
  { url }: TestBff,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<Sent> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  return sentOf(await fetch(url + path, { method, headers, body: text ?? null }));
}

export function expectProblem(sent: Sent, status: number, code: ProblemCode): void {
  expect(sent.body).toMatchObject({ status, code, type: `urn:unit-certification:problem:${code}` });
  expect(sent.status).toBe(status);
  expect(sent.headers.get('Content-Type')).toBe('application/problem+json');
  expect(sent.headers.get('Cache-Control')).toBe('no-store');
  expect(sent.body.requestId).toBe(sent.headers.get('X-Request-Id'));
}
