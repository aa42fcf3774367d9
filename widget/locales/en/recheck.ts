import type { RecheckWords } from '../../recheck/recheck-words.ts';

export const recheck: RecheckWords = {
  consent: {
    title: 'Request a re\u2011check',
    text: [
      'When the register changes, we compare it with what you have just submitted. Once they agree, your organization is verified, and you see it on this website.',
      'For this we keep what you entered: encrypted, for 30 days at most. They are deleted at once when the verification succeeds or you withdraw, and used for nothing else.',
    ],
  },
  agree: 'Agree and request',
  notNow: 'Not now',
  back: 'Correct',
  asking: { title: 'Requesting…', text: ['One moment. Keep this page open.'] },
  kept: (until) => ({
    title: 'We will check again',
    text: [
      'We check whenever the register changes. Once it agrees, your organization is verified. There is no need to submit again.',
      `There is a result by ${until} at the latest. You can follow or withdraw this in the verification center.`,
    ],
  }),
  differs: {
    title: 'Please submit again first',
    text: [
      'What is entered now is not what was submitted last, or that submission can no longer be checked again.',
      'Go back, submit, and then request the re\u2011check.',
    ],
  },
  notRequested: 'Not requested yet',
  close: 'Done',
};
