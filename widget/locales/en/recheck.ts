import type { RecheckWords } from '../../recheck/recheck-words.ts';

export const recheck: RecheckWords = {
  form: {
    title: 'Request a re\u2011check',
    text: 'Enter your last submission once more, with the same applicant. This uses no attempt.',
    submit: 'Next',
  },
  consent: {
    title: 'Request a re\u2011check',
    text: [
      'A re\u2011check changes nothing in the register: if a change is not registered yet, register it first.',
      'When the register changes, we compare it with what you entered. Once they agree, your organization is verified. The verification center shows the result.',
      'For this we keep what you entered: encrypted, for 30 days at most. It is deleted at once when the verification succeeds or you withdraw, and used for nothing else.',
    ],
  },
  agree: 'Agree and request',
  notNow: 'Not now',
  asking: { title: 'Requesting…', text: ['One moment. Keep this page open.'] },
  kept: (until) => ({
    title: 'We will check again',
    text: [
      'We check whenever the register changes. Once it agrees, your organization is verified. There is no need to submit again; but as long as the register stays as it is, the result stays too.',
      `There is a result by ${until} at the latest. The verification center shows it; there you can also withdraw.`,
    ],
  }),
  differs: {
    title: 'Not requested',
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
  withdrawal: {
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
  },
  keep: 'Keep it',
  confirm: 'Withdraw',
  close: 'Done',
};
