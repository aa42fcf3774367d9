/** The part that loads behind the first dialog: the form, and the dialogs that follow it. The registration is built from it too. */
export { problemText, remainingIn, whenIn } from '../results/problem-text.ts';
export { recordOf } from '../results/record.ts';
export { type ResultsModel, resultsView } from '../results/results-view.ts';
export { Countdown } from './countdown.ts';
export { Draft } from '../session/draft.ts';
export { FieldSet } from './field-set.ts';
export { idOf } from './field-view.ts';
export {
  type Field,
  type FieldChecked,
  type FieldKind,
  type FieldPath,
  type FieldProblem,
  type RegistrationPath,
  fieldsFor,
  shownAt,
} from './fields.ts';
export { FormController } from './form-controller.ts';
export { formStyles } from './form-styles.ts';
export { type FormButton, type FormFrameModel, applicantView, formFrame, formView } from './form-view.ts';
export { checkUnitName } from './names.ts';
export type { FieldLabel, FieldWords, FormWords } from './form-words.ts';
export { LeaveGuard } from './leave-guard.ts';
export { NoticeCheck } from './notice-check.ts';
export { SlowNotice } from './slow-notice.ts';
export { type DraftHolder, Submission } from './submission.ts';
