/** The gate's part: loaded by `for`, and when `requireCertified()` has to ask. */
export { GateController } from './gate-controller.ts';
export { gateView } from './gate-view.ts';
