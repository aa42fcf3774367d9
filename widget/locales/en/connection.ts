import type { ConnectionWords } from '../../prompt/prompt-words.ts';

export const connection: ConnectionWords = {
  offline: { title: 'You are offline', text: ['Select “Try again” when you are back online.'] },
  unreachable: {
    title: 'The service cannot be reached',
    text: ['Check your connection, then select “Try again”.'],
  },
  retry: 'Try again',
};
