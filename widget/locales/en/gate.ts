import type { GateWords } from '../../gate/gate-words.ts';

export const gate: GateWords = {
  ask: (business) => ({
    title: 'Verify your organization first',
    text: [
      `${business ? `“${business}”` : 'This service'} needs a verified organization. Afterwards you continue right here.`,
    ],
  }),
  waiting: (business, reference) => ({
    title: 'Your case waits at the counter',
    text: [
      `Its number is ${reference}. Once your organization is verified, you can use ${business ? `“${business}”` : 'this service'}.`,
    ],
  }),
  progress: 'See the case',
  cancel: 'Cancel',
  confirm: 'Verify now',
};
