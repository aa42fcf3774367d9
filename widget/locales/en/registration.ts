/** Registration in English. */
import type { RegistrationWords } from '../../registration/registration-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { registrationRefusals } from './refusals.ts';

export { tag } from './tag.ts';
export { form } from './form.ts';
export { connection } from './connection.ts';
export { problems } from './problems.ts';
export { papers } from './papers.ts';
export { unitNames } from './unit-names.ts';

export const registration = (unit: UnitWords): RegistrationWords => ({
  title: 'Register your organization',
  unit: 'Organization',
  realName: 'Real\u2011name details',
  contact: 'Contact',
  applicant: 'You register as',
  fields: {
    'unit.name': { label: 'Organization name', hint: `As on the ${unit.certificate}` },
    'unit.code': {
      label: 'Unified social credit code',
      hint: '18 characters on the license; if none, the 9\u2011character code',
      errors: {
        'bad-check-digit': 'The last character does not match the code. Check for a typing mistake',
        'bad-format': 'Enter the 18\u2011character credit code, or the 9\u2011character organization code',
        'no-source': 'Organizations of this kind cannot register online. Check the code',
      },
    },
    email: {
      label: 'Email address',
      hint: 'For example name@example.com',
      errors: { 'bad-format': 'Enter the whole email address, for example name@example.com' },
    },
    phone: {
      label: 'Mobile number',
      hint: 'Mainland\u00a0China number. We text the code to it',
      errors: { 'bad-format': 'Enter an 11\u2011digit mobile number of mainland\u00a0China' },
    },
    code: {
      label: 'Text message code',
      hint: 'The 6 digits of the text message',
      errors: {
        'bad-format': 'The code has 6 digits. Check what you entered',
        wrong: 'This is not the code. Check the newest text message',
        expired: 'This code is not valid. Get a new one',
        unproven: 'Your phone was verified more than 15 minutes ago. Get a new code',
      },
    },
  },
  submit: 'Register',
  getCode: 'Get a code',
  getCodeAgain: 'Get a new code',
  sendingCode: 'Getting a code…',
  preparing: 'A security check is running. It usually takes a second or two.',
  codeSent: (phone) => `A code was sent to ${phone}. It is valid for 5 minutes.`,
  codeTooSoon: 'A code has just been sent. Check your text messages first.',
  codesUsedUp: (when) => `No more codes can be sent for now. Please try again ${when}.`,
  codesExhausted: (when) =>
    `This website has used up its verification codes for now. Please try again ${when}.`,
  codeFailed: 'The code could not be sent. Please try again in a moment.',
  proven: 'Mobile number verified',
  refused: registrationRefusals(unit),
  counter: {
    title: 'Please come to the counter',
    text: ['We have no register of such organizations. Bring the originals of:'],
  },
  byAgent: (papers) => `if an agent comes, also ${papers.join(' and ')}`,
  correctIt: 'Correct it and register; your phone stays verified.',
  later: ['If just registered, retry in a few days.', `If the register is wrong, ask the ${unit.authority}.`],
  otherCode: 'Not active, so it cannot register. If the code is wrong, correct it.',
  pending: {
    title: 'Checking',
    text: [
      'The registration system is busy. This continues by itself when it is back; there is no need to submit again. What you typed is still here. Please keep this page open.',
    ],
  },
  stalled: {
    title: 'The check is not finished yet',
    text: ['What you typed is still here. Select “Try again” later. Nothing is sent twice.'],
  },
  creating: 'Creating your account…',
  done: {
    title: 'Your details are verified',
    text: ['Your account is being created. One moment. Please keep this page open.'],
  },
  reopen: 'Open in a new window',
  sessionExpired: {
    title: 'This page was open for too long',
    text: ['Open the website in a new window, then come back and try again.'],
  },
});
