/**
 * Milliseconds. The BFF waits 5 s for the registry, so an answer that takes longer than this is
 * lost.
 */
export const TIMEOUT = 15_000;

/**
 * Resolves or rejects as the work does, and rejects after the limit (milliseconds). For work that
 * cannot be aborted.
 */
export function within<T>(limit: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    // `fetch` rejects with the same type when the network fails.
    timer = setTimeout(() => reject(new TypeError(`no answer within ${limit / 1000} s`)), limit);
  });
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer));
}

/**
 * Runs a request and reads its body under a signal that aborts with `outer` or after the limit
 * (milliseconds).
 */
export async function withDeadline<T>(
  run: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
  limit = TIMEOUT,
): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, limit);
  outer?.addEventListener('abort', abort);
  if (outer?.aborted) abort();
  try {
    return await run(controller.signal);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', abort);
  }
}
