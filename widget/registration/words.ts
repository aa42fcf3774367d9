/**
 * All words of the registration form: its own, and those that it shares with the certification
 * form.
 */
import type { PageFormWords } from '../form/form-words.ts';
import type { PaperWords, ProblemsWords } from '../results/results-words.ts';
import type { ConnectionWords } from '../prompt/prompt-words.ts';
import type { RegistrationWords } from './registration-words.ts';

export interface LoadedWords {
  /** BCP 47. */
  tag: string;
  connection: ConnectionWords;
  form: PageFormWords;
  papers: PaperWords;
  problems: ProblemsWords;
  registration: RegistrationWords;
}

export interface AllWords extends LoadedWords {
  /** Formats an instant's day with its year, and its time. */
  timeOf: (instant: number) => string;
}

/** As loaded, with the labels and texts that are otherwise in a registration. */
export const combined = ({
  tag,
  connection,
  form,
  papers,
  problems,
  registration: own,
}: LoadedWords): LoadedWords => ({
  tag,
  connection,
  papers,
  problems: { ...problems, trouble: { ...problems.trouble, 'session-expired': own.sessionExpired } },
  registration: own,
  form: {
    ...form,
    fields: { ...form.fields, ...own.fields, applicant: { ...form.fields.applicant, label: own.applicant } },
  },
});
