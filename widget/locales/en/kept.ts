import type { KeptWords } from '../../kept/kept-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { papers } from './papers.ts';

export const kept = ({ certificate, authority, head }: UnitWords): KeptWords => ({
  ...papers({ certificate, head }),
  forms: {
    recheck: {
      title: 'Request a re\u2011check',
      text: 'Enter your last submission once more, with the same applicant. This uses no attempt.',
      submit: 'Next',
    },
    counter: {
      text: 'Fill this in, then bring the documents to the counter, where your organization is verified.',
      submit: 'Next',
    },
  },
  noSource: 'Your organization cannot be verified online for now. ',
  hints: { agent: 'Acts for the organization', 'agent.idNumber': 'As on the agent’s ID document' },
  consent: {
    recheck: {
      title: 'Request a re\u2011check',
      text: [
        'When the register changes, we compare it with what you entered. Once they agree, your organization is verified. If a change is not registered yet, register it first.',
        'We keep what you entered: encrypted, for 30 days at most. It is deleted at once when the verification succeeds or you withdraw, and used for nothing else. ',
      ],
    },
    counter: {
      title: 'Verify at the counter',
      text: [
        'We keep what you entered, but no documents: encrypted, for up to 30 days and for nothing else. It is deleted at once when the case ends or is withdrawn. ',
      ],
    },
  },
  agree: 'Agree and request',
  notNow: 'Not now',
  asking: { title: 'Requesting…', text: ['One moment. Keep this page open.'] },
  opened: 'Please come to the counter',
  waiting: 'Your case at the counter',
  comes: (agent, until) =>
    `The ${agent ? 'agent' : head} must come in person${until ? ` to the counter by ${until} with the original documents and the reference number.` : ' with the originals, as a rule once: one officer looks at them, another one confirms; then your organization is verified.'}`,
  labels: {
    bring: 'Documents',
    place: 'Before you go',
    left: 'Requests',
    result: 'Afterwards',
  },
  print: 'Print',
  seen: 'Your documents have been looked at. A second officer is checking them. Please wait for the result.',
  returned: (agent, until) =>
    `Your documents need to be looked at again: the ${agent ? 'agent' : head} must come to the counter once more by ${until}, in person, with the originals and the reference number.`,
  left: (cases, when) =>
    cases > 0
      ? `Requests left in 30 days: ${cases}. Withdrawn ones count too.`
      : `No requests for the counter are left; withdrawn ones count too. Request again ${when}.`,
  rechecking: (until) => ({
    title: 'We will check again',
    text: [
      'We check whenever the register changes. Once it agrees, your organization is verified. There is no need to submit again. Without a change of the register, the result stays the same.',
      `We check until ${until}.`,
    ],
  }),
  differs: {
    title: 'Re\u2011check not requested',
    text: [
      'The details differ from your last submission. Check each field, and who applies, then request again: this uses no attempt.',
    ],
    forgotten: 'If you do not remember them, close this and submit again. That uses an attempt.',
    gone: 'The last submission can no longer be checked again. Close this to see the status.',
  },
  takenBack: {
    title: 'This request was withdrawn',
    text: ['Another administrator of your organization, or you in another window, withdrew it.'],
  },
  question: {
    recheck: {
      title: 'Withdraw the re\u2011check?',
      text: [
        'What you entered is deleted at once. If the register changes later, you will not be verified automatically.',
        'The user who submitted can request another one in the verification center.',
      ],
    },
    claim: {
      title: 'Withdraw the submission?',
      text: [
        'What you entered is deleted at once and is no longer checked.',
        'If you still need the certification, submit again.',
      ],
    },
    case: {
      title: 'Withdraw the case?',
      text: (reference) => `Number ${reference} will be void, and what you entered is deleted at once.`,
      again: (left) =>
        `To come to the counter you must request again.${left ? ` This request still counts; requests left in 30 days: ${left}.` : ''}`,
    },
  },
  notWithdrawn: 'The case could not be withdrawn.',
  keep: 'Keep it',
  confirm: 'Withdraw',
  ended: {
    refused: 'Not verified at the counter',
    expired: (until) => ({
      title: 'The case at the counter has expired',
      text: [`It was not completed at the counter by ${until}. What was kept for it is deleted.`],
    }),
  },
  elsewhere: 'Requested on another website.',
  refusals: {
    'papers-missing': 'A document was missing or has expired. Please prepare all of them first.',
    'papers-differ': 'The documents differ from what was entered. Check both first.',
    'not-authorized': 'The person was not authorized. Get the authorization first.',
    'papers-in-doubt': `The documents need a closer look. Ask the ${authority} first.`,
    'unit-not-active': `The registration is not active. Ask the ${authority} first.`,
    otherwise: 'Please ask at the counter.',
  },
  show: 'Show and print',
  look: 'Show',
  withdraw: 'Withdraw the case',
});
