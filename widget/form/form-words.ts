/** The words of the forms of both elements. */
import type { CERTIFICATION_FIELDS } from '../../bff/contract/forms.ts';
import type { IntentWords } from '../results/results-words.ts';
import type { Control, FieldProblem } from './fields.ts';

export interface OptionWords {
  label: string;
  hint: string;
  /** Names the fields that come then, said to those who do not see it appear. */
  appears?: string;
}

export interface FieldText {
  label: string;
  hint?: string;
  /** Errors that only this field says so. */
  errors?: Partial<Record<FieldProblem, string>>;
  /** The texts of a choice, by its values. */
  options?: Partial<Record<string, OptionWords>>;
}

/** The words of definitions: a hint for each input, and words for each option. */
export type WordsOf<Definition extends { id: string }> = {
  [Each in Definition as Each['id']]: FieldText &
    (Each extends { options: readonly (infer Option extends string)[] }
      ? { options: Record<Option, OptionWords> }
      : { hint: string });
};

/** The words at fields; a form has words for all that it shows. */
export interface FieldWords {
  fields: Partial<Record<string, FieldText>>;
  /** `characters`: how many a number has. */
  error: (control: Control, code: FieldProblem, label: string, characters: number) => string;
  /** The number has been taken out of a field that nobody used. */
  cleared: (label: string) => string;
  /**
   * The user's answer to an error: another kind of document explains it, or a name that is like a
   * title.
   */
  meant: Record<'number' | 'name', string>;
  /** A value that can be sent all the same. */
  doubtful: (error: string) => string;
}

export interface PageFormWords extends FieldWords {
  required: string;
  fields: WordsOf<(typeof CERTIFICATION_FIELDS)[number]>;
  /** The sentence before the link to the notice. */
  consent: (submit: string) => string;
  /** The notice's name. */
  privacy: string;
  sending: string;
  slow: string;
  summary: (errors: number) => string;
}

/** The words of the form in a dialog, which can show one field at a time. */
export interface FormWords extends PageFormWords, IntentWords {
  unit: string;
  cancel: string;
  next: string;
  previous: string;
  step: (step: number, steps: number) => string;
  /**
   * The list of the answers: what to do with it, the button of each answer, and the one that leads
   * back from there.
   */
  review: Record<'hint' | 'change' | 'done', string>;
}
