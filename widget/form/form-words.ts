/** What the forms of both elements say. */
import type { FieldKind, FieldPath, FieldProblem, LegalPath } from './fields.ts';

export interface FieldLabel {
  label: string;
  hint: string;
}

/** What is said at fields; a form has words for all that it shows. */
export interface FieldWords {
  fields: Partial<Record<FieldPath, FieldLabel>>;
  /** `characters`: how many a number has. */
  error: (kind: FieldKind, code: FieldProblem, label: string, characters: number) => string;
  /** Before a number that is whole. */
  readBack: string;
  /** The number has been taken out of a field that nobody used. */
  cleared: (label: string) => string;
  /** The user's answer to an error: another kind of document explains it, or a name that is like a title. */
  meant: Record<'number' | 'name', string>;
}

export interface FormWords extends FieldWords {
  title: string;
  required: string;
  unit: string;
  fields: Record<LegalPath, FieldLabel>;
  applicant: string;
  legalRepresentative: FieldLabel;
  agent: FieldLabel;
  /** Said when the agent has been chosen, to those who do not see what appears. */
  agentToo: string;
  /** The sentence before the link to the notice. */
  consent: (submit: string) => string;
  /** The notice's name. */
  privacy: string;
  cancel: string;
  submit: string;
  sending: string;
  slow: string;
  next: string;
  previous: string;
  step: (step: number, steps: number) => string;
  summary: (errors: number) => string;
}
