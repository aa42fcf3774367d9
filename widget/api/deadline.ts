/** As the BFF gives up on the registry after 5 s, a slower answer means that it is lost on the way. */
export const TIMEOUT = 15_000;

/** Resolves or rejects as the work does; rejects after the limit, in milliseconds, for work that nobody can end. */
export function within<T>(limit: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    // As `fetch` has it for a network that fails.
    timer = setTimeout(() => reject(new TypeError(`no answer within ${limit / 1000} s`)), limit);
  });
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer));
}

/** Runs a request, its body's reading included, under a signal that aborts with `outer` or after the limit, in milliseconds. */
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
