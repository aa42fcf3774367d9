/** The attribute `debug`: says in the console what the element does. Without its part, the element works as usual. */
import type { Host } from '../controllers/host.ts';
import type * as debug from '../debug/index.ts';
import { LazyPart, Loader } from '../loading/loader.ts';

/** `describe`: what the element does now. */
export function describeWith(host: Host, describe: (part: typeof debug) => string): void {
  const lazy = new LazyPart(
    'debug',
    () => import('../debug/index.ts'),
    (part) => new part.DebugController(host, () => describe(part)),
  );
  new Loader(
    host,
    () => (host.debug ? [lazy] : []),
    () => `${host.debug}`,
  );
}
