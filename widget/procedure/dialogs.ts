/** The traits of each dialog and each result. `transition.ts` says where it leads. */
import type { Dialog, DialogName, Named, ResultName, ResultOf } from './state.ts';

interface Traits {
  /** The part that has its view, where it is not the form's. */
  part?: 'gate' | 'kept';
  /** A dialog of the page's choice may take its place. */
  yields?: boolean;
  /** It may come by itself: then it yields to the dialog of another element, and nothing announces it. */
  asks?: boolean;
  /** Something typed waits to be sent, so that the browser asks before the page is left. */
  typed?: true;
  /** Its request or its polling ends when the element leaves the page, and starts again when it is back. */
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
  prompt: { yields: true, asks: true },
  notice: { yields: true, asks: true },
  gate: { part: 'gate', yields: true },
  form: { typed: true },
  consent: { part: 'kept', typed: true, back: true },
  sending: { typed: true, resumes: true, back: true },
  trouble: { back: true },
  question: { part: 'kept', waits: true },
  'login-changed': {},
};

const RESULTS = {
  certified: { begins: 'forgetNumbers' },
  refused: { back: true, answers: true },
  'ended-case': { part: 'kept', yields: true, asks: true, back: true, answers: true },
  'used-up': { answers: true, asks: true },
  operator: { asks: true },
  'logged-in': { yields: true, asks: true, answers: true },
  withdrawn: { begins: 'forgetNumbers' },
  'taken-back': { part: 'kept', typed: true },
  pending: { resumes: true, waits: true, begins: 'pollStatus' },
  rechecking: { part: 'kept', back: true, waits: true },
  differs: { part: 'kept', back: true, answers: true },
  case: { part: 'kept', back: true, waits: true },
} satisfies Record<ResultName, Traits>;

/** The results whose row is in `kept/`; the others have theirs in `results/`. */
export type KeptResult = {
  [Of in ResultName]: (typeof RESULTS)[Of] extends { part: 'kept' } ? Of : never;
}[ResultName];

export const isKept = (dialog: Named<'result'>): dialog is ResultOf<KeptResult> =>
  traitsOf(dialog).part === 'kept';

/**
 * A claim that is sent to be kept has its view in the same part as its consent. A refusal that the
 * status tells came by itself, so that other dialogs may take its place.
 */
export function traitsOf(dialog: Dialog): Traits {
  if (dialog.name === 'sending' && dialog.of !== 'submission') return { ...DIALOGS.sending, part: 'kept' };
  if (dialog.name === 'trouble') return { ...DIALOGS.trouble, asks: dialog.during === 'status' };
  if (dialog.name !== 'result') return DIALOGS[dialog.name];
  const isEarlier = dialog.of === 'refused' && !!dialog.earlier;
  return dialog.of === 'refused'
    ? { ...RESULTS.refused, yields: isEarlier, asks: isEarlier }
    : RESULTS[dialog.of];
}
