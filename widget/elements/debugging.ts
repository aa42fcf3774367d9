/** The attribute `debug`: says in the console what the element does. */
import type { Host } from '../controllers/host.ts';
import type { DebugController } from '../debug/debug-controller.ts';
import { LazyPart, Loader } from '../loading/loader.ts';

/** `chunk`: the part's file, which `load` imports. `describe`: what the element does now. */
export function describeWith<Part extends { DebugController: typeof DebugController }>(
  host: Host,
  chunk: 'debug' | 'registration-debug',
  load: () => Promise<Part>,
  describe: (part: Part) => string,
): void {
  const lazy = new LazyPart(chunk, load, (part) => new part.DebugController(host, () => describe(part)));
  new Loader(
    host,
    () => (host.debug ? [lazy] : []),
    () => `${host.debug}`,
  );
}
