/** The counter's part: loaded when a claim may be brought there, and in the center for a case. */
export { counterForm, counterIntent } from './counter-form.ts';
export { counterLine } from './counter-line.ts';
export { counterView } from './counter-view.ts';
export { counterStyles } from './counter-styles.ts';
