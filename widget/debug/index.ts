/** For the portal's developer: loaded by the attribute `debug`. */
export { DebugController } from './debug-controller.ts';
