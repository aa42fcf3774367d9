/** All words of the registration form: its own, and those that it shares with the certification form. */
import type { FormWords } from '../form/index.ts';
import type { PromptWords } from '../prompt/prompt-words.ts';
import type { ResultsWords } from '../results/results-words.ts';
import type { RegistrationWords } from './registration-words.ts';

export interface AllWords {
  /** BCP 47. */
  tag: string;
  prompt: PromptWords;
  form: FormWords;
  results: ResultsWords;
  registration: RegistrationWords;
}

/** As loaded, with the labels and texts that are otherwise in a registration. */
export const combined = ({ tag, prompt, form, results, registration: own }: AllWords): AllWords => ({
  tag,
  prompt,
  results: { ...results, trouble: { ...results.trouble, 'session-expired': own.sessionExpired } },
  registration: own,
  form: {
    ...form,
    fields: { ...form.fields, ...own.fields, applicant: { ...form.fields.applicant, label: own.applicant } },
  },
});
