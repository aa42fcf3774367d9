import type { CenterWords } from '../../center/center-words.ts';
import type { UnitWords } from '../unit-words.ts';

export const center = ({ certificate, authority, head }: UnitWords): CenterWords => ({
  title: 'Verification center',
  kinds: {
    phone: 'Phone verification',
    'real-name': 'Real-name verification',
    'real-person': 'Real-person verification',
  },
  about: {
    phone: 'Done at registration',
    'real-name': `The ${head}’s details are checked against the register`,
    'real-person': 'Checks that the person acting is really that person',
  },
  aboutCounter: 'Your documents are checked at the counter',
  status: {
    certified: 'Verified',
    uncertified: 'Not verified',
    pending: 'Checking',
    lapsed: 'To be verified again',
    'not-open': 'Not open yet, nothing to do',
  },
  askWhy: 'Ask the website’s support why.',
  waits: { case: 'Case at the counter', recheck: 'Being checked again' },
  certify: 'Verify now',
  inactive: `Ask the ${authority} about the registration first.`,
  check: `Check your ${certificate} and ID document first.`,
  renew: 'Verify again',
  dueUntil: (until, reason) => ({
    title: `Verify again by ${until}`,
    text: [`${reason ? `${reason}. ` : ''}Services work as usual until then.`],
  }),
  replace: {
    text: `The ${head} can verify in person, in the place of the agent.`,
    button: 'Verify in person',
    refused: (reason) => `The ${head} was not verified last time${reason ? `: ${reason}` : ''}`,
    usedUp: (when) => `No online attempts are left. You can submit or withdraw again ${when}.`,
  },
  withdrawCertification: {
    text: 'An agent who no longer acts for the organization can withdraw the verification.',
    button: 'Withdraw as agent',
  },
  succession: {
    replace: {
      title: `Verification by the ${head}`,
      text: `The ${head} verifies in person. This replaces the agent’s verification; if it does not succeed, the present one is not affected.`,
      submit: 'Submit',
    },
    withdraw: {
      title: 'The agent withdraws',
      text: 'To be filled in by the agent who did the verification. It then stays valid for at least seven more days, or until the day already set. If nobody verifies again by then, your organization cannot use related services.',
      submit: 'Withdraw',
    },
    withdrawn: (until) => ({
      title: 'Withdrawn',
      text: [
        `The verification counts until ${until}. The ${head} or another agent should verify again by that day, so that services are not interrupted.`,
      ],
    }),
    overtaken: {
      replace: {
        title: `The ${head} has verified`,
        text: [`The ${head} has just replaced the agent’s verification. There is nothing left to submit.`],
      },
      withdraw: {
        title: `The ${head} has verified`,
        text: [`The ${head} has just replaced the agent’s verification. There is nothing left to withdraw.`],
      },
    },
    agentDiffers: {
      title: 'Not withdrawn',
      said: 'The name and number differ from those of the agent who did the verification, or it was not done by an agent.',
      next: 'Check them and try again.',
      departed: 'An agent who has left the organization and cannot log in goes to the counter.',
    },
  },
  terms: 'Verifications so far',
  term: (since, until) => `${since} – ${until}`,
  now: 'now',
  method: { registry: 'online', partner: 'online', counter: 'at a counter' },
  replaced: 'Replaced by a new one',
  operator: 'Ask your administrator.',
  asOf: 'As of',
  by: { 'legal-representative': `by the ${head}`, agent: 'by an agent' },
  elsewhere: (by) => `${by}, on another website`,
  casesLeft: (cases) => (cases === 1 ? '1 request left.' : `${cases} requests left.`),
  unlock: 'If it cannot wait, contact the website’s support and tell them the reference.',
  urgent: 'What if it cannot wait?',
  history: 'Last submissions on this website',
  noHistory: 'Nothing was submitted online on this website in the last 180 days.',
  passed: 'Verified',
  expired: 'Could not be checked',
  refused: (reason) => (reason ? `Not verified: ${reason}` : 'Not verified'),
  waiting: (business) =>
    `You can go on${business ? ` with “${business}”` : ''} once your organization is verified.`,
  recheck: (until) => ({
    title: `Checked again until ${until}`,
    text: ['It passes once the register agrees; no need to resubmit. Register changes first.'],
  }),
  withdraw: { recheck: 'Withdraw', claim: 'Withdraw submission' },
  unknown: 'The verification cannot be looked up',
  stays: 'Verifications that were given stay valid.',
});
