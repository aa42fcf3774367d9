/** A signal that aborts after so many milliseconds; browsers have their own, `AbortSignal.timeout`, since 2022 only. */
export function abortAfter(milliseconds) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), milliseconds);
  return controller.signal;
}
