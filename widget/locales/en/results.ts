import type { ResultsWords } from '../../results/results-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { problems } from './problems.ts';

const certifiedText = (unitName: string): string[] => [
  `${unitName || 'Your organization'} has passed real\u2011name verification and can now use related services.`,
];

const capitalized = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

export const results = ({ certificate, authority, head }: UnitWords): ResultsWords => ({
  ...problems,
  notice: {
    title: 'You can do this later',
    menu: 'To verify, choose “Organization settings” → “Verification center” at the top right of the page.',
    nextLogin:
      'You will be asked again the next time you log in. Select “Start” then. It takes about 2 minutes.',
    until: 'Until then, related services are not available.',
    untilDue: (date) => `Verify again by ${date}. Until then, services are available as usual.`,
  },
  stands: (until) =>
    until ? `The present verification is valid until ${until}.` : 'The present verification is not affected.',
  center: 'Go to the verification center',
  operator: {
    title: 'Ask your administrator',
    text: [
      'Only the administrator, who usually logs in with the unified social credit code, can verify your organization.',
      'If they have left or cannot be reached, ask the website’s support.',
    ],
  },
  byAdministrator: 'They log in and choose “Organization settings” → “Verification center”.',
  loginChanged: (unitName) => ({
    title: 'A different user is logged in',
    text: [
      `${unitName && `The organization is now ${unitName}. `}What was filled in before has been cleared.`,
    ],
  }),
  acknowledge: 'OK',
  record: {
    unit: 'Organization',
    code: 'Code',
    since: 'Verified on',
    applicant: 'Verified by',
    'legal-representative': capitalized(head),
    agent: 'Agent',
  },
  certified: (unitName) => ({ title: 'Verified', text: certifiedText(unitName) }),
  alreadyCertified: (unitName) => ({ title: 'Already verified', text: certifiedText(unitName) }),
  rejected: {
    'registry-mismatch': {
      title: 'Not verified',
      text: [
        `What you entered differs from the register. Compare it with your ${certificate} and the ID document. If the register is wrong, ask the ${authority} to correct it.`,
      ],
    },
    'unit-not-active': {
      title: 'Not verified',
      text: [
        `The register shows that your organization is not active, for example deregistered or revoked. Please check with the ${authority} first.`,
      ],
    },
    'agent-without-record': {
      title: 'Not verified',
      text: [
        `We found no record of the agent handling social insurance business for your organization. Someone who has done so, or the ${head}, can verify instead.`,
      ],
    },
    otherwise: {
      title: 'Not verified',
      text: ['The details could not be verified. Check them and try again.'],
    },
  },
  reasons: {
    'registry-mismatch': 'the details differ from the register',
    'unit-not-active': 'the organization is not active in the register',
    'agent-without-record': 'no record of the agent handling social insurance here',
  },
  lastRefused: (reason, attempts) =>
    `Last submission not verified${reason ? `: ${reason}` : ''}${attempts ? `. ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} left` : ''}`,
  asOf: (date, isNew) =>
    `The register’s data is as of ${date}${isNew ? '; your organization was founded after that' : ''}.`,
  recheckable: (reason, asOf, days) =>
    `${asOf ?? 'A change can take a few days to reach us.'} ${days ? `Changes usually reach us within ${days} ${days === 1 ? 'day' : 'days'}. ` : ''}If ${reason === 'unit-not-active' ? 'the organization is active again' : 'something was registered recently'}, request a re\u2011check: we check again when the register is updated.`,
  pending: {
    title: 'Checking',
    text: [
      'The registration system is busy. Your details are stored safely. There is no need to submit again.',
      'Once the system is back, the check usually takes a few minutes. You can close this: the verification center shows the result.',
    ],
  },
  done: 'Done',
  proceed: (business) => (business ? `Continue: ${business}` : 'Continue'),
  back: 'Correct',
  toForm: 'Back',
  recheck: 'Re\u2011check',
  counter: 'Use the counter',
  toCase: 'See the counter case',
  atCounter: 'If everything is right and still refused, you can verify at the counter with your documents.',
  noCases: (when) => `No counter requests are left. Please try again ${when}.`,
  close: 'Close',
  logIn: 'Log in again',
  loggedIn: 'I’m logged in',
  notLoggedIn: 'There is no new login yet.',
});
