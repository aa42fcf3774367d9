/** Claims that the service keeps: loaded when a claim may be kept, and in the center for a case. */
export { counterForm, counterIntent } from './counter-form.ts';
export { caseLine } from './case-line.ts';
export { keptRow } from './kept-rows.ts';
export { consentView, questionView, askingView } from './kept-view.ts';
export { keptStyles } from './kept-styles.ts';
export { WithdrawalController } from './withdrawal.ts';
