/** For the portal's developer: loaded by the attribute `debug`. */
export { DebugController } from './debug-controller.ts';
export { explain } from './explain.ts';
export { mistakesOf } from './mistakes.ts';
export { situationOf } from './situation.ts';
