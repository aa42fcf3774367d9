/** The words of the form whose claim goes to the counter. */
import type { FormWords } from '../form/form-words.ts';
import type { Known } from '../procedure/known.ts';
import type { IntentWords } from '../results/results-words.ts';
import type { KeptWords } from './kept-words.ts';

export const counterIntent = (
  { consent, forms: { counter }, noSource }: KeptWords,
  known: Known | undefined,
): IntentWords => ({
  ...counter,
  title: consent.counter.title,
  text: known?.form?.source === 'counter' ? noSource(counter.text) : counter.text,
});

export function counterForm(words: FormWords, { hints }: KeptWords): FormWords {
  const { fields } = words;
  const { applicant, 'agent.idNumber': idNumber } = fields;
  const agent = { ...applicant.options.agent, hint: hints.agent };
  return {
    ...words,
    fields: {
      ...fields,
      applicant: { ...applicant, options: { ...applicant.options, agent } },
      'agent.idNumber': { ...idNumber, hint: hints['agent.idNumber'] },
    },
  };
}
