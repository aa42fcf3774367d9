import type { ResultsWords } from '../../results/results-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { problems } from './problems.ts';
import { refusals } from './refusals.ts';

const certified = (unitName: string): string =>
  `${unitName || 'Your organization'} has passed real\u2011name verification.`;

const capitalized = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

export const results = (unit: UnitWords): ResultsWords => ({
  ...problems,
  notice: {
    title: 'You can do this later',
    menu: (center = '“Organization settings” → “Verification center” at the top right of the page') =>
      `To verify, choose ${center}.`,
    nextLogin:
      'You will be asked again the next time you log in. Select “Start” then. It takes about 2 minutes.',
    until: 'Until then, related services are not available.',
    untilDue: (date) => `Verify again by ${date}. Services work as usual until then.`,
  },
  stands: 'The present verification is not affected.',
  standsUntil: (until) => `Services continue until ${until}.`,
  agentStands: 'The agent’s verification stays; services continue.',
  atCounter: `Fill in the form, then bring your ${unit.certificate} and the ${unit.head}’s ID document to the counter.`,
  center: 'Go to the verification center',
  operator: {
    title: 'Ask your administrator',
    said: 'Only the administrator, who usually logs in with the unified social credit code, can verify your organization.',
    unreachable: 'If they have left or cannot be reached, ask the website’s support.',
  },
  byAdministrator: (center = '“Organization settings” → “Verification center”') =>
    `Ask them to log in and choose ${center}.`,
  loggedInHere: {
    title: 'You are logged in',
    text: ['Go back to the page you came from. It continues by itself.', 'You can close this page.'],
    stay: 'Continue here',
  },
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
    'legal-representative': capitalized(unit.head),
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
  replaced: (since) => `The agent’s verification${since && ` of ${since}`} has been replaced.`,
  rejected: refusals(unit),
  earlier: 'Not verified last time',
  usedUpAfter: (said, when) => [`Not verified last time. ${said}`, `Submit again ${when}.`],
  inactive: {
    title: 'Check the registration first',
    lapsed: `The register lists your organization as not active, such as deregistered or revoked, so its verification has ended. Check with the ${unit.authority} first.`,
  },
  reasons: {
    'registry-mismatch': 'the details differ from the register',
    'unit-not-active': 'the organization is not active in the register',
    'agent-without-record': 'no record of the agent handling social insurance here',
    'claim-expired': 'the check ended without a result',
    'recheck-expired': 'the re\u2011check has ended without success',
    'claim-superseded': 'a later submission for your organization took its place',
  },
  lastRefused: (reason, attempts) =>
    `Not verified last time${reason ? `: ${reason}` : ''}${attempts ? `. ${attempts}\u00a0${attempts === 1 ? 'attempt' : 'attempts'}\u00a0left` : ''}`,
  asOf: (date) => `The register’s data is from ${date}.`,
  asOfBefore: (date) =>
    `The register’s data is from ${date}, before the founding date you entered: your organization is not in it yet.`,
  usually: (days, text) => `Changes usually reach us within ${days} ${days === 1 ? 'day' : 'days'}. ${text}`,
  registerWrong: `If the register is wrong, ask the ${unit.authority} to correct it.`,
  ways: {
    refused: {
      certify: {
        text: 'If a detail was wrong, you can correct it and submit again.',
        button: 'Submit again',
      },
      recheck: {
        text: 'If a change is registered, we can check again when the register is updated. No attempt is used.',
        button: 'Re\u2011check',
      },
      counter: {
        text: 'If your details are right but still refused, bring the original documents to the counter.',
        button: 'Verify at the counter',
      },
    },
    inactive: {
      certify: {
        text: 'If the register lists it as active, you can verify again.',
        button: 'Verify again',
      },
      recheck: {
        text: 'If it has just been restored, we can check again when the register is updated. No attempt is used.',
        button: 'Re\u2011check',
      },
      counter: {
        text: 'If it was restored, bring the proof to the counter.',
        button: 'Verify at the counter',
      },
    },
    'at-counter': {
      certify: { text: 'You can check the details and submit online.', button: 'Submit online' },
      recheck: {
        text: 'If a change is registered, we can check again when the register is updated. No attempt is used.',
        button: 'Re\u2011check',
      },
      counter: { text: 'Request again, and bring the new number to the counter.', button: 'Request again' },
    },
  },
  others: (ways) => `Other ways (${ways})`,
  repeated: 'Same as last time: not submitted, no attempt used.',
  pending: {
    title: 'Checking',
    said: 'The registration system is busy. Your details are stored safely. There is no need to submit again.',
    next: 'Once the system is back, the check usually takes a few minutes. You need not wait.',
  },
  resultPlace: {
    center: 'The verification center shows the result; there you can also withdraw.',
    prompt: 'Once verified, you can go on with your business; if not, you are told here.',
  },
  done: 'Done',
  proceed: (business) => (business ? `Continue: ${business}` : 'Continue'),
  back: 'Back to the form',
  notRequested: 'Your request has not been made yet.',
  toCase: 'See the counter case',
  beside: {
    case: 'You can submit online: if it is verified, the case at the counter ends; if not, the case is not affected.',
    recheck:
      'If a detail was wrong, you can correct it and submit again. That ends the re\u2011check that is running.',
  },
  noCases: (when) => `No counter requests are left. Request again ${when}.`,
  casesUsedUp: (when) => ({
    title: 'No requests for the counter are left',
    text: [`Request again ${when}. Withdrawn requests count too.`],
  }),
  unlockCases: 'If it cannot wait, contact the website’s support. They can check and give you new requests.',
  afterwards: (business, here) => {
    const named = business ? `“${business}”` : 'this service';
    return here ? `Then you return here to ${named}.` : `Once verified, you can use ${named}.`;
  },
  close: 'Close',
  logIn: 'Log in again',
  loggedIn: 'I’m logged in',
  notLoggedIn: 'There is no new login yet.',
});
