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
  rechecking: (until) =>
    `A re\u2011check is running, with a result by ${until} at the latest. You can also correct the details and submit again.`,
  progress: 'See the progress',
  cancel: 'Cancel',
  confirm: 'Verify now',
};
