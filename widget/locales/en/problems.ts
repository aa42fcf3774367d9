import type { ProblemsWords, When } from '../../results/results-words.ts';
import { nextTimeOf } from '../dates.ts';

const after = (at: When): string => (at ? `after ${nextTimeOf('en')(at)}` : 'later');

export const problems: ProblemsWords = {
  attemptsLeft: (attempts) => `${attempts}\u00a0${attempts === 1 ? 'attempt' : 'attempts'}\u00a0left.`,
  attemptsUsedUp: (at) => `No online attempts are left. You can submit again ${after(at)}.`,
  tooManyAttempts: (when) => ({
    title: 'No online attempts left',
    text: [`To protect your organization’s data, please submit again ${when}.`],
  }),
  unlock: 'If it cannot wait, contact the website’s support. They can check and give you new attempts.',
  trouble: {
    offline: { title: 'You are offline', text: ['Select “Try again” when you are back online.'] },
    network: {
      title: 'The service cannot be reached',
      text: ['Check your connection, then try again.'],
    },
    'too-many-requests': {
      title: 'Too many requests',
      text: ['Wait a moment, then try again.'],
    },
    'session-expired': {
      title: 'You have been logged out',
      text: ['Log in again in a new window, then come back and continue.'],
    },
    unavailable: {
      title: 'The service is unavailable',
      text: ['Please try again later.'],
    },
    'way-closed': {
      title: 'Not available',
      text: ['Your organization cannot do this online for now. Please contact the website’s support.'],
    },
    'no-source': {
      title: 'Not available',
      text: [
        'There is no register of organizations of this kind to compare with. Please contact the website’s support.',
      ],
    },
    misconfigured: {
      title: 'Not available at the moment',
      text: [
        'This website is not connected to the verification service correctly. Your organization’s details are not the cause. Please contact the website’s support.',
      ],
    },
    'insecure-context': {
      title: 'Not available at the moment',
      text: [
        'This page is not encrypted. To protect your ID data, open it with an address that starts with https://. If that does not work, contact the website’s support.',
      ],
    },
  },
  typedStays: 'What you typed is still here. Nothing is sent twice.',
  problemCode: (code) => `Problem code: ${code}`,
  when: after,
  countdown: (seconds) => ` (${seconds} s)`,
  wait: (label, when) => `Select “${label}”${when ? ` ${when}` : ''}.`,
  inSeconds: (seconds) => `in ${seconds} second${seconds === 1 ? '' : 's'}`,
  reference: {
    name: { submission: 'Reference', former: 'Former reference', request: 'Request ID' },
    hint: 'Quote it when you ask for help',
    copy: 'Copy',
    copied: 'Copied',
    notCopied: 'Could not copy. Select the reference and copy it',
  },
};
