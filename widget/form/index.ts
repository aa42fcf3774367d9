/** The part that loads behind the first dialog: the form, and the dialogs that follow it. */
export { recordView } from '../results/record.ts';
export { loginChangedView, noticeView, resultView, troubleView } from '../results/results-view.ts';
export { FormController } from './form-controller.ts';
export { formStyles } from './form-styles.ts';
export { formView } from './form-view.ts';
