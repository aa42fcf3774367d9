import type { CounterWords } from '../../counter/counter-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { papers } from './papers.ts';

export const counter = ({ certificate, authority, head }: UnitWords): CounterWords => ({
  ...papers({ certificate, head }),
  form: {
    text: 'Fill this in, then bring the documents to the counter, where your organization is verified.',
    submit: 'Next',
  },
  noSource: 'Your organization cannot be verified online for now. ',
  hints: { agent: 'Acts for the organization', 'agent.idNumber': 'As on the agent’s ID document' },
  consent: {
    title: 'Verify at the counter',
    text: [
      'We keep what you entered, but no documents: encrypted, for up to 30 days and for nothing else. It is deleted at once when the case ends or is withdrawn.',
    ],
  },
  agree: 'Agree and request',
  notNow: 'Not now',
  back: 'Correct',
  asking: { title: 'Requesting…', text: ['One moment. Keep this page open.'] },
  opened: 'Please come to the counter',
  waiting: 'Your case waits at the counter',
  comes: (agent, until) =>
    `The ${agent ? 'agent' : head} comes in person${until ? ` to the counter by ${until} with the original documents and the reference number.` : ' with the originals, as a rule once: one officer looks at them, another one confirms; then your organization is verified.'}`,
  labels: {
    bring: 'Documents',
    place: 'Before you go',
    kept: 'Data kept',
    left: 'Requests',
    result: 'Result',
  },
  print: 'Print',
  seen: 'Your documents have been looked at. A second officer is checking them. Please wait for the result.',
  returned: (agent, until) =>
    `Your documents need to be looked at again: the ${agent ? 'agent' : head} comes to the counter once more by ${until}, in person, with the originals and the reference number.`,
  result: 'The verification center shows it. The case can be withdrawn there, too.',
  left: (cases, when) =>
    cases > 0
      ? `Requests left in 30 days: ${cases}. Withdrawn ones count too.`
      : `No requests for the counter are left; withdrawn ones count too. Request again ${when}.`,
  usedUp: (when) => ({
    title: 'No requests for the counter are left',
    text: [`Request again ${when}. Each request counts, also when it was withdrawn.`],
  }),
  bothUsedUp: (when) => `No requests for the counter and no online attempts are left. Try again ${when}.`,
  unlock: 'If it cannot wait, contact the website’s support. After a check they can give new requests.',
  withdrawal: {
    title: 'Withdraw the case?',
    text: (reference) => `Number ${reference} will be void, and what you entered is deleted at once.`,
    again: (left) =>
      `To come to the counter you must request again.${left ? ` This request still counts; requests left in 30 days: ${left}.` : ''}`,
    failed: 'The case could not be withdrawn.',
    keep: 'Keep it',
    confirm: 'Withdraw',
  },
  line: {
    refused: 'Not verified at the counter',
    expired: (until) => ({
      title: 'The case at the counter has expired',
      text: [
        `It was not completed at the counter by ${until}. What was kept for it is deleted. You can request again.`,
      ],
    }),
    none: 'If everything is right and still refused, you can verify at the counter with your documents.',
    restored:
      'If the registration was restored, bring the authority’s document that restores it to the counter.',
    online: (refused) =>
      `You can also ${refused ? 'correct the details and ' : ''}submit ${refused ? 'them ' : ''}online.`,
    elsewhere: 'Requested on another website.',
  },
  refused: 'Not verified at the counter',
  again: 'Request again',
  refusals: {
    'papers-missing': 'A document was missing or has expired. Complete them first.',
    'papers-differ': 'The documents differ from what was entered. Check both first.',
    'not-authorized': 'The person was not authorized. Get the authorization first.',
    'papers-in-doubt': `The documents need a closer look. Ask the ${authority} first.`,
    'unit-not-active': `The registration is not active. Ask the ${authority} first.`,
    otherwise: 'Please ask at the counter.',
  },
  anew: (inactive) =>
    inactive
      ? 'Once it is restored, request again with the authority’s document of that.'
      : 'Request again for a new number, and come with it.',
  show: 'Show and print',
  look: 'Show',
  online: 'Submit online',
  withdraw: 'Withdraw the case',
  apply: 'Verify at the counter',
});
