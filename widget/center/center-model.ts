/** What the center's views are made of. */
import type {
  Attempts,
  CertificationStatus,
  KindView,
  Submission,
  UnitView,
} from '../../bff/contract/wire.ts';
import type { FailureCode } from '../api/result.ts';
import type { ResultsWords } from '../results/results-words.ts';
import type { CenterWords } from './center-words.ts';

/** What a language has for the center. */
export interface CenterLanguage {
  /** BCP 47. */
  tag: string;
  words: CenterWords;
  /** An instant's date in words. */
  dateOf: (instant: string) => string;
  /** An instant's day and time in words. */
  timeOf: (instant: string | number) => string;
  results: ResultsWords;
  /** Until the status is there. */
  loading: string;
}

export interface CenterModel {
  /** Undefined while nobody has told. */
  readonly unit: UnitView | undefined;
  /** When the status was told, in milliseconds. */
  readonly told: number | undefined;
  /** Undefined while it is asked for. */
  readonly kinds: readonly KindView[] | undefined;
  /** False for operators. */
  readonly canSubmit: boolean;
  /** Undefined while nobody has told. */
  readonly attempts: Attempts | undefined;
  /** Newest first; undefined while nobody has told. */
  readonly history: readonly Submission[] | undefined;
  readonly recheck: CertificationStatus['recheck'];
  /** The business that waits for the certification. */
  readonly business: { name: string; url: string } | undefined;
  /** The portal's help, as text. */
  readonly help: string | undefined;
  /** Where the user logs in again. */
  readonly loginUrl: string | undefined;
  /** Why the status could not be had, when it could not. */
  readonly failure: FailureCode | undefined;
  /** How the withdrawal went, once it was asked for. */
  readonly withdrawal: 'asking' | 'withdrawn' | 'notWithdrawn' | undefined;
  certify(): void;
  withdraw(): void;
  retry(): void;
}
