/** The re-check's part: loaded when the user asks for it. */
export { RecheckController } from './recheck-controller.ts';
export { recheckView } from './recheck-view.ts';
