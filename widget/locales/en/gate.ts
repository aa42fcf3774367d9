import type { GateWords } from '../../gate/gate-words.ts';
import type { UnitWords } from '../unit-words.ts';

const named = (business: string): string => (business ? `“${business}”` : 'this service');

export const gate = ({ head }: UnitWords): GateWords => ({
  ask: (business, here) => ({
    title: 'Verify your organization first',
    text: [
      `${business ? `“${business}”` : 'This service'} needs a verified organization.${here ? ' Afterwards you continue here.' : ''}`,
    ],
  }),
  case: {
    title: 'Your case at the counter',
    text: {
      open: ({ agent, reference, until }) =>
        `The ${agent ? 'agent' : head} must come in person to the counter by ${until}, with the original documents and the reference number ${reference}.`,
      seen: ({ reference }) =>
        `Your documents have been looked at, and a second officer is checking them. Please wait for the result. The reference number is ${reference}.`,
      returned: ({ agent, reference, until }) =>
        `Your documents need a second look: the ${agent ? 'agent' : head} must bring the originals to the counter in person by ${until}, with the reference number ${reference}.`,
    },
    then: (business) => `Once your organization is verified, you can use ${named(business)}.`,
  },
  rechecking: (business, until) => ({
    title: 'Being checked again',
    text: [
      `We check until ${until}, and there is no need to submit again. Once your organization is verified, you can use ${named(business)}.`,
    ],
  }),
  progress: 'See the progress',
  cancel: 'Cancel',
  confirm: 'Verify now',
});
