/** As the BFF gives up on the registry after 5 s, a slower answer means that it is lost on the way. */
export const TIMEOUT = 15_000;

/** Runs a request, its body's reading included, under a signal that aborts with `outer` or after 15 s. */
export async function withDeadline<T>(
  run: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, TIMEOUT);
  outer?.addEventListener('abort', abort);
  if (outer?.aborted) abort();
  try {
    return await run(controller.signal);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', abort);
  }
}
