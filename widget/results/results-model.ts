/** The data of the views of all dialogs that follow the form. */
import type { Action } from '../dialog/button.ts';
import type { ProcedureEvent, State } from '../procedure/state.ts';
import type { AgainWords, PromptWords } from '../prompt/prompt-words.ts';
import type { ResultsWords, SuccessionWords } from './results-words.ts';
import type { Copying } from './copying.ts';

export interface ResultsModel {
  state: State;
  words: {
    /** BCP 47. */
    tag: string;
    prompt: PromptWords;
    again: AgainWords;
    form: { privacy: string; fields: Partial<Record<string, { label: string }>> };
    results: ResultsWords;
  };
  /** In the center. */
  succession: SuccessionWords | undefined;
  unitName: string;
  /** The portal's help, as text. */
  help: string | undefined;
  /** The portal's personal data notice. */
  privacyUrl: string | undefined;
  /** The business that waits: on this page, or, with `go`, on the page that the user came from. */
  business: { name: string; go?: () => void } | undefined;
  /** The center's address. */
  centerUrl: string | undefined;
  /** The portal's name for it; default: as in the manual. */
  centerName: string | undefined;
  /** Opens the login in another tab. When the user is back, the flow goes on without a click. */
  logIn: (() => void) | undefined;
  /** Prints the page. */
  print: () => void;
  /** The browser knows that it has no connection. */
  isOffline: boolean;
  /** The form has typed values. */
  typed: boolean;
  /** The value of the field with this id; undefined when the form does not have it. */
  valueOf: (id: string) => string | undefined;
  /** An instant's date in words. */
  dateOf: (instant: string) => string;
  /** The last day of a deadline in words. */
  lastDayOf: (end: string) => string;
  /** Formats a reference's time. */
  timeOf: (instant: number) => string;
  copying: Copying;
  /** Milliseconds, like `Date.now()`. */
  now: number;
  dispatch: (event: ProcedureEvent) => void;
  /** The user follows the link to the center. */
  goToCenter: () => void;
  /** The page wants the user to certify in its center, with the business that waits. */
  toCenter: (() => void) | undefined;
}

type Type =
  'cancel' | 'leave' | 'back' | 'confirm' | 'retry' | 'recheck' | 'counter' | 'consent' | 'withdraw';

/** A button that dispatches an event. */
export const button = (label: string, type: Type, { dispatch }: Pick<ResultsModel, 'dispatch'>): Action => ({
  label,
  run: () => dispatch({ type }),
});
