import type { Copy } from '../../dialog/copy.ts';
import type { ResultsWords } from '../../results/results-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { problems } from './problems.ts';

const certified = (unitName: string): string =>
  `${unitName || 'Your organization'} has passed real\u2011name verification.`;

const capitalized = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

/** A refusal. */
const refused = (text: string): Copy => ({ title: 'Not verified', text: [text] });

export const results = ({ certificate, authority, head }: UnitWords): ResultsWords => ({
  ...problems,
  notice: {
    title: 'You can do this later',
    menu: (center = '“Organization settings” → “Verification center” at the top right of the page') =>
      `To verify, choose ${center}.`,
    nextLogin:
      'You will be asked again the next time you log in. Select “Start” then. It takes about 2 minutes.',
    until: 'Until then, related services are not available.',
    untilDue: (date) => `Verify again by ${date}. Until then, services are available as usual.`,
  },
  stands: (until) =>
    until
      ? `The present verification is valid until ${until}; until then services work as usual.`
      : 'The present verification is not affected.',
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
      ...(unitName ? [`The organization is now ${unitName}.`] : []),
      'What was filled in before has been cleared.',
      'If it is not your organization, close this and log in again.',
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
  certified: (unitName) => ({
    title: 'Verified',
    text: [certified(unitName), 'It can now use related services.'],
  }),
  alreadyCertified: (unitName) => ({
    title: 'Already verified',
    text: [certified(unitName), 'It can use related services. There is no need to verify again.'],
  }),
  rejected: {
    'registry-mismatch': refused(
      `What you entered differs from the register. Compare the name, the ID number and the founding date with your ${certificate} and the ID document. If the register is wrong, ask the ${authority} to correct it.`,
    ),
    'unit-not-active': refused(
      `The register shows that your organization is not active, for example deregistered or revoked. Please check with the ${authority} first.`,
    ),
    'agent-without-record': refused(
      `We found no record of the agent handling social insurance business for your organization. Someone who has done so, or the ${head}, can verify instead.`,
    ),
    otherwise: refused(
      `The details could not be verified. Compare them with your ${certificate} and the ID document. If they are right, contact the website’s support.`,
    ),
  },
  reasons: {
    'registry-mismatch': 'the details differ from the register',
    'unit-not-active': 'the organization is not active in the register',
    'agent-without-record': 'no record of the agent handling social insurance here',
  },
  lastRefused: (reason, attempts) =>
    `Last submission not verified${reason ? `: ${reason}` : ''}${attempts ? `. ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} left` : ''}`,
  asOf: (date, isNew) =>
    `The register’s data is as of ${date}${isNew ? ', before the founding date that you entered, so your organization is not in it yet' : ''}.`,
  recheckable: (reason, asOf, days) =>
    `${asOf ?? 'A change can take a few days to reach us.'} ${days ? `Changes usually reach us within ${days} ${days === 1 ? 'day' : 'days'}. ` : ''}If ${reason === 'unit-not-active' ? 'the organization is active again but not yet listed so' : 'the change is registered already'}, request a re\u2011check: we check again when the register is updated, and no attempt is used.`,
  repeated: 'You entered the same as last time, so this attempt was not counted.',
  pending: {
    title: 'Checking',
    text: [
      'The registration system is busy. Your details are stored safely. There is no need to submit again.',
      'Once the system is back, the check usually takes a few minutes. You can close this: the verification center shows the result.',
    ],
  },
  done: 'Done',
  proceed: (business) => (business ? `Continue: ${business}` : 'Continue'),
  back: 'Back to the form',
  notRequested: 'Your request has not been made yet.',
  toCase: 'See the counter case',
  atCounter: 'If everything is right and still refused, you can verify at the counter with your documents.',
  noCases: (when) => `No counter requests are left. Request again ${when}.`,
  close: 'Close',
  logIn: 'Log in again',
  loggedIn: 'I’m logged in',
  notLoggedIn: 'There is no new login yet.',
});
