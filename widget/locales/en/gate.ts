import type { GateWords } from '../../gate/gate-words.ts';

export const gate: GateWords = {
  ask: (business) => ({
    title: 'Verify your organisation first',
    text: [
      `${business ? `“${business}”` : 'This service'} needs a verified organisation. Afterwards you continue right here.`,
    ],
  }),
  cancel: 'Cancel',
  confirm: 'Verify now',
};
