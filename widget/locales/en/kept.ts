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
      text: 'Fill this in, then bring the original documents to the counter. Once they are checked, your organization is verified.',
      submit: 'Next',
    },
  },
  noSource: (text) => `Your organization cannot be verified online for now. ${text}`,
  hints: { agent: 'Acts for the organization', 'agent.idNumber': 'As on the agent’s ID document' },
  consent: {
    recheck: {
      title: 'Request a re\u2011check',
      text: [
        'When the register changes, we compare again; once it agrees, you are verified. Register any change first.',
      ],
      keeps:
        'We keep your entries for this only: encrypted, 30 days at most, deleted at once on success, expiry or withdrawal. ',
    },
    counter: {
      title: 'Verify at the counter',
      keeps:
        'We keep your entries, no documents, for this only: encrypted, 30 days at most, deleted when the case ends. ',
    },
  },
  agree: 'Agree and request',
  notNow: 'Not now',
  asking: { title: 'Requesting…', text: ['One moment. Keep this page open.'] },
  opened: 'Please come to the counter',
  waiting: 'Your case at the counter',
  comes: (agent) =>
    `The ${agent ? 'agent' : head} comes in person, usually once. Two officers check in turn, then you are verified.`,
  comesBy: (agent, until) =>
    `The ${agent ? 'agent' : head} must come in person to the counter by ${until} with the original documents and the reference number.`,
  labels: {
    bring: 'Originals',
    place: 'Before you go',
    left: 'Requests',
    result: 'Afterwards',
  },
  print: 'Print',
  seen: 'Your documents have been looked at. A second officer is checking them. Please wait for the result.',
  returned: (agent, until) =>
    `Your documents need a second look: the ${agent ? 'agent' : head} must bring the originals to the counter in person by ${until}, with the reference number.`,
  left: (cases) => `Requests left in 30 days: ${cases}. Withdrawn ones count too.`,
  noneLeft: (when) =>
    `No requests for the counter are left; withdrawn ones count too. Request again ${when}.`,
  rechecking: (until) => ({
    title: 'We will check again',
    text: [
      'We check whenever the register changes; once it agrees, you are verified. No need to submit again. Without a change, the result is the same.',
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
        'If you still need the verification, submit again.',
      ],
    },
    case: {
      title: 'Withdraw the case?',
      text: (reference) => `Number ${reference} will be void, and what you entered is deleted at once.`,
      again: (left) =>
        `To come to the counter you must request again.${left ? ` This request still counts; requests left in 30 days: ${left}.` : ''}`,
    },
  },
  keep: 'Keep it',
  confirm: 'Withdraw',
  ends: {
    withdrawn: {
      claim: 'The submission was withdrawn, and the stored information was deleted.',
      recheck: 'The re\u2011check is withdrawn, and what was kept for it is deleted.',
      case: 'The case is withdrawn, and what was kept for it is deleted.',
    },
    decided: 'Not withdrawn: it has just been decided, as shown below.',
    notWithdrawn: {
      claim: 'The submission could not be withdrawn and is still being checked.',
      recheck: 'Not withdrawn: the re\u2011check goes on.',
      case: 'The case could not be withdrawn.',
    },
    takenBack: {
      title: 'This request was withdrawn',
      text: ['Another administrator of your organization, or you in another window, withdrew it.'],
    },
    refused: {
      title: 'Not verified at the counter',
      by: {
        'papers-missing': 'A document was missing or expired. Prepare all of them first.',
        'papers-differ': 'The documents differ from what was entered. Check both first.',
        'not-authorized': 'The person was not authorized. Get the authorization first.',
        'papers-in-doubt': `The documents need a closer look. Ask the ${authority} first.`,
        'unit-not-active': `The registration is not active. Ask the ${authority} first.`,
        otherwise: 'Please ask at the counter.',
      },
    },
    expired: (until) => ({
      title: 'The case at the counter has expired',
      text: [`It was not completed at the counter by ${until}. What was kept for it is deleted.`],
    }),
  },
  elsewhere: 'Requested on another website.',
  show: 'Show and print',
  look: 'Show',
  withdraw: 'Withdraw the case',
});
