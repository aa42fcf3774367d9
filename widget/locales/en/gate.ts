import type { GateWords } from '../../gate/gate-words.ts';

export const gate: GateWords = {
  ask: (business) => ({
    title: 'Verify your organization first',
    text: [
      `${business ? `“${business}”` : 'This service'} needs a verified organization. Afterwards you continue right here.`,
    ],
  }),
  cancel: 'Cancel',
  confirm: 'Verify now',
};
