import type { PromptWords } from '../../prompt/prompt-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { connection } from './connection.ts';

export const prompt = ({ certificate, head }: UnitWords): PromptWords => ({
  ...connection,
  ask: {
    title: 'Verify your organization',
    text: [
      'After a system upgrade, organizations must pass real\u2011name verification before they can use related services.',
      `It takes about 2 minutes. Have your ${certificate} and the ${head}’s ID document ready.`,
    ],
  },
  confirm: 'Start',
  opening: 'Opening…',
  moment: 'This usually takes a few seconds.',
});
