/** The traits of each dialog and each result, and what follows from the state too. */
import { problemOf } from '../api/problems.ts';
import { hasWay, stepTraits } from './known.ts';
import type { Dialog, DialogName, Named, ResultName, ResultOf, Sending, State } from './state.ts';

interface Traits {
  /** The part that has its view, where it is not the form's. */
  part?: 'gate' | 'kept';
  /** A dialog of the page's choice may take its place. */
  yields?: boolean;
  /** It may come unannounced: then it yields to the dialog of another element. */
  comesByItself?: boolean;
  /** The status tells it, and the user has asked for nothing yet. It follows each new status. */
  followsStatus?: true;
  /** It has a button for each open way. */
  offers?: true;
  /** When nothing has to be done for the unit any more, the dialog says so, or closes. */
  untilDone?: 'certified' | 'closed';
  /** Something typed waits to be sent, so that the browser asks before the page is left. */
  typed?: true;
  /** Its request or polling ends when the element leaves, and starts again when it is back. */
  resumes?: true;
  /** `back` leads to the form. */
  back?: true;
  /** A claim waits, so that no notice of a later certification follows. */
  waits?: true;
  /** It tells the user what to do next, so that no notice follows either. */
  answers?: true;
  /** The effect that begins with a result. */
  begins?: 'forgetNumbers' | 'pollStatus';
}

const DIALOGS: Record<Exclude<DialogName, 'result'>, Traits> = {
  idle: { yields: true },
  checking: {},
  prompt: { yields: true, comesByItself: true, followsStatus: true, offers: true },
  notice: { yields: true, comesByItself: true, answers: true, untilDone: 'closed' },
  gate: { part: 'gate', yields: true },
  form: { typed: true },
  consent: { part: 'kept', typed: true, back: true, untilDone: 'certified' },
  sending: { typed: true, resumes: true, back: true },
  trouble: { back: true, untilDone: 'certified' },
  question: { part: 'kept', waits: true },
  'login-changed': {},
};

const RESULTS = {
  certified: { begins: 'forgetNumbers' },
  refused: { back: true, answers: true, offers: true, untilDone: 'certified' },
  'last-refused': { yields: true, comesByItself: true, followsStatus: true, answers: true, offers: true },
  'ended-case': {
    part: 'kept',
    yields: true,
    comesByItself: true,
    followsStatus: true,
    answers: true,
    offers: true,
  },
  'used-up': { comesByItself: true, answers: true, offers: true, untilDone: 'certified' },
  operator: { comesByItself: true, answers: true, untilDone: 'closed' },
  'logged-in': { yields: true, comesByItself: true, answers: true, untilDone: 'closed' },
  withdrawn: { begins: 'forgetNumbers' },
  'taken-back': { part: 'kept', typed: true, untilDone: 'certified' },
  pending: { resumes: true, waits: true, begins: 'pollStatus' },
  rechecking: { part: 'kept', waits: true, untilDone: 'certified' },
  differs: { part: 'kept', back: true, answers: true, untilDone: 'certified' },
  case: { part: 'kept', waits: true, offers: true },
} satisfies Record<ResultName, Traits>;

/** The results whose row is in `kept/`; the others have theirs in `results/`. */
export type KeptResult = {
  [Of in ResultName]: (typeof RESULTS)[Of] extends { part: 'kept' } ? Of : never;
}[ResultName];

/** The results of a claim that waits. */
type WaitingResult = {
  [Of in ResultName]: (typeof RESULTS)[Of] extends { waits: true } ? Of : never;
}[ResultName];

export const isWaiting = (dialog: Named<'result'>): dialog is ResultOf<WaitingResult> =>
  !!traitsOf(dialog).waits;

export const isKept = (dialog: Named<'result'>): dialog is ResultOf<KeptResult> =>
  traitsOf(dialog).part === 'kept';

/** A claim that is sent to be kept has its view in the same part as its consent. */
export function traitsOf(dialog: Dialog): Traits {
  if (dialog.name === 'sending' && dialog.of !== 'submission') return { ...DIALOGS.sending, part: 'kept' };
  if (dialog.name === 'trouble') return { ...DIALOGS.trouble, comesByItself: dialog.during === 'status' };
  return dialog.name === 'result' ? RESULTS[dialog.of] : DIALOGS[dialog.name];
}

/** A prompt has come by itself after the login, and nothing has been done in it. */
export const isPrompting = ({ prompted, dialog }: State): boolean =>
  prompted && !!traitsOf(dialog).followsStatus;

export const isRefused = (dialog: Dialog): dialog is ResultOf<'refused'> =>
  dialog.name === 'result' && dialog.of === 'refused';

export function requestOf(dialog: Dialog): 'status' | Sending | undefined {
  if (dialog.name === 'sending') return dialog.of;
  return dialog.name === 'checking' ? 'status' : undefined;
}

/** Whether this dialog has a button back to the form. Escape leads there too. */
export function isCorrectable(state: State): boolean {
  const { dialog, known, intent } = state;
  if (dialog.name === 'result' && dialog.of === 'differs') return !dialog.gone;
  if (known && !hasWay(known, intent)) return false;
  if (isRefused(dialog)) return !stepTraits(known)?.asksAuthority;
  if (dialog.name !== 'trouble') return false;
  const { message, retry } = problemOf(dialog.failure.code);
  // When the service could not keep a claim, a corrected one would not help.
  return dialog.during === 'submission' && (retry === 'now' || message === 'agent-differs');
}

/** Whether something typed waits to be sent. Then the browser asks before the page is left. */
export function isUnfinished(state: State): boolean {
  const { dialog } = state;
  if (traitsOf(dialog).typed || isCorrectable(state)) return true;
  // A claim that could not be kept is sent again by the button.
  return (
    dialog.name === 'trouble' && dialog.during !== 'status' && problemOf(dialog.failure.code).retry === 'now'
  );
}
