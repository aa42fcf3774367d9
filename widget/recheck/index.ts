/** The re-check's part: loaded when the user asks for it. */
export { recheckView } from './recheck-view.ts';
