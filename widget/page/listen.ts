/**
 * Listens in the capture phase until the signal aborts. `addEventListener()` itself ignores a
 * signal in Chromium before 88.
 */
export function listen(
  target: EventTarget,
  types: readonly string[],
  listener: (event: Event) => void,
  signal: AbortSignal,
): void {
  for (const type of types) {
    target.addEventListener(type, listener, true);
    signal.addEventListener('abort', () => target.removeEventListener(type, listener, true));
  }
}
