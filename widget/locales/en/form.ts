import type { FieldText, PageFormWords } from '../../form/form-words.ts';
import type { UnitWords } from '../unit-words.ts';

export const form = ({ certificate, head, foundingDatePlace }: UnitWords): PageFormWords => ({
  required: '* marks required fields',
  fields: {
    'legalRepresentative.name': {
      label: 'Legal representative’s name',
      hint: `The ${head} on the ${certificate}, 2\u00a0to\u00a030\u00a0characters`,
    },
    'legalRepresentative.idNumber': {
      label: 'Legal representative’s ID number',
      hint: 'Resident ID, permit or passport on record',
    },
    foundedOn: {
      label: 'Founding date',
      hint: `${foundingDatePlace}, for\u00a0example\u00a02001-05-18`,
    },
    applicant: {
      label: 'You are',
      options: {
        'legal-representative': {
          label: 'Legal representative',
          hint: `The ${head} on the ${certificate}`,
        },
        agent: {
          label: 'Agent',
          hint: 'Authorized by the organization and has handled social insurance business for it',
          appears: 'The agent’s name and document number are needed too.',
        },
      },
    },
    'agent.name': { label: 'Agent’s name', hint: 'As on the agent’s ID document' },
    'agent.idNumber': {
      label: 'Agent’s ID number',
      hint: 'The document used for social insurance business',
    },
  },
  consent: (submit) => `By selecting “${submit}” you confirm that you have read and accept `,
  privacy: 'How we use personal data',
  sending: 'Checking…',
  slow: 'Checking against the register. This usually takes less than 10 seconds. Keep this page open.',
  summary: (errors) => `${errors} things need correcting`,
  cleared: (label) => `${label} was removed to protect personal data. Enter it again`,
  meant: { number: 'It is another document', name: 'The name is right' },
  doubtful: (error) => `${error}. If it is right, go on`,
  error: (control, code, label, characters) => {
    const errors: FieldText['errors'] = {
      required: `Enter the ${label.toLowerCase().replace(/\bid\b/, 'ID')}`,
      'bad-check-digit': 'The last character does not match the number. Check for a typing mistake',
      'in-the-future': `${label} cannot be later than today`,
      'bad-date': 'Enter year-month-day, for example 2001-05-18',
      'no-such-day': 'There is no such day. Check the date',
      'resident-length': `You entered ${characters} characters; a resident ID number has 18`,
      'permit-length': `You entered ${characters} characters; a Hong Kong or Macao travel permit has 9 or 11`,
      'unknown-document':
        'This does not look like the number of a resident ID, permit or passport. Check for a typing mistake',
      'date-for-number': 'This looks like a date. Check the field',
      'title-in-name': 'This looks like a title such as “Mr” or “Manager”. Check the name',
      'unit-in-name': 'This looks like an organization’s name. Enter the name of the person',
      'digit-in-name': `${label} cannot contain digits`,
      'sign-in-name': `${label} is the name of one person, without punctuation or signs (except · - ’)`,
      'too-short':
        control === 'name'
          ? `${label} has at least 2 characters`
          : 'Enter the whole number, at least 5 characters',
      'too-long': `${label} is too long`,
      'bad-characters':
        control === 'number' ? 'Use digits and letters only' : `${label} has characters that cannot be used`,
    };
    return errors[code] ?? `Check the ${label.toLowerCase().replace(/\bid\b/, 'ID')}`;
  },
});
