/** The re-check's part: loaded when the user asks for it. */
export { RecheckController } from '../../recheck/recheck-controller.ts';
export { recheckView } from '../../recheck/recheck-view.ts';
