/** The data of the center's views. */
import type { CertificationStatus, KindView } from '../../bff/contract/wire.ts';
import type { FailureCode } from '../api/result.ts';
import type { Intent, NextStep } from '../../bff/contract/next.ts';
import type { Known, Waiting } from '../procedure/known.ts';
import type { State } from '../procedure/state.ts';
import type { Copying } from '../results/copying.ts';
import type { EndWords, ResultsWords } from '../results/results-words.ts';
import type { AgainWords } from '../prompt/prompt-words.ts';
import type { CenterWords } from './center-words.ts';

/** The words and formats of a language that the center uses. */
export interface CenterLanguage {
  /** BCP 47. */
  tag: string;
  words: CenterWords;
  /** An instant's date in words. */
  dateOf: (instant: string | number) => string;
  /** The last day of a deadline in words. */
  lastDayOf: (end: string) => string;
  /** An instant's day and time in words. */
  timeOf: (instant: string | number) => string;
  /** The same with the year. */
  fullTimeOf: (instant: string | number) => string;
  results: ResultsWords;
  again: AgainWords;
  /** Loaded with the question before a withdrawal, and for a case. */
  ends: EndWords | undefined;
  retryLabel: string;
  /** Until the status arrives. */
  loading: string;
}

export interface CenterModel extends CenterLanguage {
  /** Undefined while nothing is. */
  readonly known: Known | undefined;
  /** Undefined until it has arrived. */
  readonly status: CertificationStatus | undefined;
  /** When it arrived, in milliseconds. */
  readonly statusAt: number | undefined;
  /** All rows are final: false while the service's status is on its way, which may add lines. */
  readonly complete: boolean;
  /** Undefined while not known. */
  readonly kinds: readonly KindView[] | undefined;
  readonly next: NextStep;
  readonly copying: Copying;
  /** The business that waits for the certification. */
  readonly business: { name: string; url: string; go: () => void } | undefined;
  /** The portal's help, as text. */
  readonly help: string | undefined;
  /** Opens the login in another tab; when the user comes back, the center goes on by itself. */
  readonly logIn: (() => void) | undefined;
  /** Why the status could not be loaded. */
  readonly failure: FailureCode | undefined;
  readonly withdrawal: State['withdrawal'];
  /** `informed`: the row has said what comes before the form. */
  open(intent: Intent, informed?: boolean): void;
  askWithdrawal(of: Waiting): void;
  retry(): void;
}
