/** The part that loads behind the first dialog: the form, and the dialogs that follow it. The registration is built from it too. */
export { problemText, remainingIn } from '../results/problem-text.ts';
export { recordView } from '../results/record.ts';
export { type ResultsModel, resultsView } from '../results/results-view.ts';
export { Countdown } from './countdown.ts';
export { Draft } from '../session/draft.ts';
export { FieldSet, type Target } from './field-set.ts';
export { stay } from './field-view.ts';
export {
  type ChoiceField,
  type Field,
  type FieldChecked,
  type FieldProblem,
  askedIn,
  isInput,
  shownAt,
} from './fields.ts';
export { FormController } from './form-controller.ts';
export { formStyles, pageFormStyles } from './form-styles.ts';
export { type FormButton, type FormFrameModel, formFrame, formView } from './form-view.ts';
export type { FieldText, FieldWords, FormWords, WordsOf } from './form-words.ts';
export { LeaveGuard } from './leave-guard.ts';
export { NoticeCheck } from './notice-check.ts';
export { SlowNotice } from './slow-notice.ts';
export { type DraftHolder, Submission } from './submission.ts';
