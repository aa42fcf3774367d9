/** English. */
import type { EntryWords, FormWords, ResultWords } from './words.ts';

export const entry: EntryWords = {
  prompt: {
    title: 'Verify your organisation',
    text: [
      'After a system upgrade, organisations must pass real-name verification before they can use related services.',
      "It takes about 2 minutes. Have your business licence and the legal representative's ID document ready.",
    ],
  },
  lapsed: 'The earlier verification is no longer valid. Verify again before you can use related services.',
  network: {
    title: 'You are offline',
    text: [
      'What you typed is still here. Select "Try again" when you are back online. Nothing is sent twice.',
    ],
  },
  confirm: 'Start',
  cancel: 'Not now',
  retry: 'Try again',
};

export const form: FormWords = {
  title: 'Verify your organisation',
  required: 'Fields marked * are required',
  unit: 'Organisation',
  fields: {
    'legalRepresentative.name': {
      label: "Legal representative's name",
      hint: 'As on the business licence, 2 to 30 characters',
    },
    'legalRepresentative.idNumber': {
      label: "Legal representative's ID number",
      hint: 'Resident ID, Hong Kong, Macao or Taiwan permit, passport: the document used for the business registration',
    },
    foundedOn: { label: 'Founding date', hint: 'As on the business licence, for example 2001-05-18' },
    'agent.name': { label: "Agent's name", hint: "As on the agent's ID document" },
    'agent.idNumber': {
      label: "Agent's ID number",
      hint: 'The document used for social insurance business',
    },
  },
  applicant: 'You are',
  legalRepresentative: {
    label: 'Legal representative',
    hint: 'The person named in the business registration',
  },
  agent: {
    label: 'Agent',
    hint: 'Authorised by the organisation and has handled social insurance business for it',
  },
  privacy: 'How we use personal data',
  cancel: 'Cancel',
  submit: 'Submit',
  sending: 'Checking…',
  slow: 'Checking against the business registration. This can take up to 10 seconds. Keep this page open.',
  otherUnit: 'You are now logged in for another organisation. Please check before you submit.',
  next: 'Next',
  previous: 'Back',
  step: (step, steps) => `Step ${step} of ${steps}`,
  summary: (errors) => `${errors} things need correcting`,
  error: (kind, code, label) => {
    switch (code) {
      case 'required':
        return `Enter the ${label.toLowerCase().replace(/\bid\b/, 'ID')}`;
      case 'bad-check-digit':
        return 'The last character does not match the number. Check for a typing mistake';
      case 'in-the-future':
        return 'The founding date cannot be later than today';
      case 'bad-date':
        return 'Enter year-month-day, for example 2001-05-18';
      case 'too-short':
        return 'Enter the whole number, at least 5 characters';
      case 'too-long':
        return `${label} is too long`;
      case 'bad-characters':
        return kind === 'number'
          ? 'Use digits and letters only'
          : `${label} has characters that cannot be used`;
      default:
        return `Check the ${label.toLowerCase().replace(/\bid\b/, 'ID')}`;
    }
  },
};

const certifiedText = (unitName: string): string[] => [
  `${unitName || 'Your organisation'} has passed real-name verification and can now use related services.`,
];

export const result: ResultWords = {
  notice: {
    title: 'You can do this later',
    text: [
      'After logging in, choose "Organisation settings" → "Verification centre" at the top right whenever you are ready.',
      'Until then, related services are not available.',
    ],
  },
  centre: 'Go to the verification centre',
  operator: {
    title: 'Ask your administrator',
    text: ["Only the administrator of your organisation's account can do the real-name verification."],
  },
  acknowledge: 'OK',
  certified: (unitName) => ({ title: 'Verified', text: certifiedText(unitName) }),
  alreadyCertified: (unitName) => ({ title: 'Already verified', text: certifiedText(unitName) }),
  rejected: {
    'registry-mismatch': {
      title: 'Not verified',
      text: [
        'What you entered differs from the business registration. Compare the name, ID number and founding date with your business licence.',
        'Changed the registration recently? It can take a few days to reach us. We can check again automatically and tell you when it succeeds.',
      ],
    },
    'unit-not-active': {
      title: 'Not verified',
      text: [
        'The business registration shows that this organisation is not active (for example deregistered or revoked). Please check with the market regulation authority first.',
      ],
    },
    'agent-without-record': {
      title: 'Not verified',
      text: [
        'We found no record of the agent handling social insurance business for this organisation. Someone who has done so, or the legal representative, can verify instead.',
      ],
    },
    otherwise: {
      title: 'Not verified',
      text: ['The details could not be verified. Check them and try again.'],
    },
  },
  remaining: (attempts, when) =>
    attempts > 0
      ? `You can submit ${attempts} more ${attempts === 1 ? 'time' : 'times'} today.`
      : `No submissions are left for today. Please try again ${when}.`,
  pending: {
    title: 'Checking',
    text: [
      'The business registration system is busy. Your details are stored safely and this page updates when the check is done. There is no need to submit again.',
    ],
  },
  stalled: {
    title: 'Checking',
    text: [
      'The check needs some more time and takes effect by itself. You can close this and come back later.',
    ],
  },
  tooManyAttempts: (when) => ({
    title: 'No submissions left for today',
    text: [
      `To protect your organisation's data, please try again ${when}. Meanwhile, check your business licence.`,
    ],
  }),
  trouble: {
    'too-many-requests': {
      title: 'Too many requests',
      text: ['What you typed is still here. Wait a moment, then try again.'],
    },
    'session-expired': {
      title: 'You have been logged out',
      text: ['What you typed is still here. Log in again in a new window, then come back and continue.'],
    },
    unavailable: {
      title: 'The service is unavailable',
      text: [
        'What you typed is still here. Try again later. Nothing is sent twice, and this does not use up a submission.',
      ],
    },
    misconfigured: {
      title: 'Not available at the moment',
      text: [
        "This website is not connected to the verification service correctly. What you typed is fine. Please contact the website's support.",
      ],
    },
    'insecure-context': {
      title: 'Not available at the moment',
      text: [
        'This page is not on a secure connection. To protect your ID data, open the website with an address that starts with https://.',
      ],
    },
  },
  reference: (code) => `Reference: ${code}`,
  when: (moment) => {
    if (!moment) return 'later';
    const { days, date, time } = moment;
    return `after ${time}${days === 0 ? ' today' : days === 1 ? ' tomorrow' : ` on ${date}`}`;
  },
  inSeconds: (label, seconds) => `${label} (${seconds} s)`,
  done: 'Done',
  proceed: 'Continue',
  back: 'Correct the details',
  recheck: 'Check again automatically',
  close: 'Close',
  loggedIn: 'I have logged in, continue',
  notLoggedIn: 'There is no new login yet.',
};
