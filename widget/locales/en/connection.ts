import type { ConnectionWords } from '../../prompt/prompt-words.ts';

export const connection: ConnectionWords = {
  missing: {
    title: 'The service cannot be reached',
    text: ['Check your connection, then select “Try again”. If that does not help, reload the page later.'],
  },
  retry: 'Try again',
  cancel: 'Not now',
};
