/** For the developer of a portal with `<unit-registration>`: loaded by the attribute `debug`. */
export { DebugController } from './debug-controller.ts';
export { explainRegistration } from './explain-registration.ts';
export { mistakesOf } from './mistakes.ts';
