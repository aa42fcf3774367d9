import type { CenterWords } from '../../center/center-words.ts';

export const center: CenterWords = {
  title: 'Verification centre',
  kinds: { phone: 'Phone', 'real-name': 'Real name', 'real-person': 'Real person' },
  status: {
    certified: 'Verified',
    uncertified: 'Not verified',
    pending: 'Checking',
    lapsed: 'To be verified again',
    'not-open': 'Not open yet',
  },
  lapsed: {
    'representative-changed': 'the legal representative has changed',
    'registration-changed': 'the business registration has changed',
    'unit-not-active': 'the organisation is not active in the business registration',
    revoked: 'the verification was revoked',
  },
  certify: 'Verify now',
  operator: 'Ask your administrator to do this',
  loading: 'Looking up the verification',
  last: (reason, date) => `Submitted on ${date}, not verified${reason ? `: ${reason}` : ''}`,
  reasons: {
    'registry-mismatch': 'the details differ from the business registration',
    'unit-not-active': 'the organisation is not active in the business registration',
    'agent-without-record': 'no record of the agent handling social insurance here',
  },
  pending: 'This updates when the check is done. There is no need to submit again',
  recheck: (until) => `Checked again automatically until ${until}. You are told when it succeeds.`,
  withdraw: 'Withdraw',
  withdrawn: 'Withdrawn. What was kept has been deleted.',
  notWithdrawn: 'Not withdrawn yet. Please try again later.',
  failed: 'The verification cannot be looked up. Check your connection and try again.',
  loggedOut: 'You have been logged out. Log in again, then try again.',
  misconfigured: 'The verification service is not available here. Please contact the website’s support.',
  retry: 'Try again',
};
