/** The shape of all words, held by every locale. */
import type { FieldKind, FieldPath, FieldProblem, LegalPath } from '../fields.ts';

export type Locale = 'zh-Hans' | 'zh-Hant' | 'en';

export interface Copy {
  title: string;
  /** Paragraphs. */
  text: string[];
}

/** What is needed before the other words are there, or when they cannot be had. */
export interface EntryWords {
  prompt: Copy;
  /** In place of the prompt's first paragraph when the unit was certified before. */
  lapsed: string;
  network: Copy;
  confirm: string;
  cancel: string;
  retry: string;
}

export interface FieldLabel {
  label: string;
  hint: string;
}

/** What is said at fields; a form has words for all that it shows. */
export interface FieldWords {
  fields: Partial<Record<FieldPath, FieldLabel>>;
  error: (kind: FieldKind, code: FieldProblem, label: string) => string;
}

/** What the forms of both elements say. */
export interface FormWords extends FieldWords {
  title: string;
  required: string;
  unit: string;
  fields: Record<LegalPath, FieldLabel>;
  applicant: string;
  legalRepresentative: FieldLabel;
  agent: FieldLabel;
  privacy: string;
  cancel: string;
  submit: string;
  sending: string;
  slow: string;
  /** The user is logged in for another unit than the form was filled in for. */
  otherUnit: string;
  next: string;
  previous: string;
  step: (step: number, steps: number) => string;
  summary: (errors: number) => string;
}

/** In China Standard Time. */
export interface Moment {
  /** From today. */
  days: number;
  /** `YYYY-MM-DD` */
  date: string;
  /** `HH:MM` */
  time: string;
}

export interface ResultWords {
  notice: Copy;
  /** Text of the link to the centre in the notice. */
  centre: string;
  operator: Copy;
  acknowledge: string;
  certified: (unitName: string) => Copy;
  alreadyCertified: (unitName: string) => Copy;
  /** By reason; `otherwise` for one that this version does not know. */
  rejected: Record<'registry-mismatch' | 'unit-not-active' | 'agent-without-record' | 'otherwise', Copy>;
  /** `when`: as made by `when`. */
  remaining: (attempts: number, when: string) => string;
  pending: Copy;
  stalled: Copy;
  /** `when`: as made by `when`. */
  tooManyAttempts: (when: string) => Copy;
  /** By failure code; `misconfigured` for all that only the portal can mend. */
  trouble: Record<
    'too-many-requests' | 'session-expired' | 'unavailable' | 'misconfigured' | 'insecure-context',
    Copy
  >;
  /** For the portal's support. */
  reference: (code: string) => string;
  /** A moment in a sentence; without one, "later". */
  when: (moment: Moment | undefined) => string;
  inSeconds: (label: string, seconds: number) => string;
  done: string;
  proceed: string;
  back: string;
  recheck: string;
  close: string;
  loggedIn: string;
  /** That did not help: there is still no login. */
  notLoggedIn: string;
}
