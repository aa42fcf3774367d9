import type { PromptWords } from '../../prompt/prompt-words.ts';

export const prompt: PromptWords = {
  ask: {
    title: 'Verify your organisation',
    text: [
      'After a system upgrade, organisations must pass real-name verification before they can use related services.',
      "It takes about 2 minutes. Have your business licence and the legal representative's ID document ready.",
    ],
  },
  lapsed: 'The earlier verification is no longer valid. Verify again before you can use related services.',
  network: {
    title: 'You are offline',
    text: [
      'What you typed is still here. Select "Try again" when you are back online. Nothing is sent twice.',
    ],
  },
  confirm: 'Start',
  cancel: 'Not now',
  retry: 'Try again',
};
