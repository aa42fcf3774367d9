/** For the portal's developer: loaded by the attribute `debug`. */
export { DebugController } from './debug-controller.ts';
export { explain } from './explain.ts';
export { explainRegistration } from './explain-registration.ts';
export { slipsOf } from './slips.ts';
export { situationOf } from './situation.ts';
