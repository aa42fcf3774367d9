/** Why a certification or a registration was refused. */
import type { Copy } from '../../dialog/copy.ts';
import type { RegistrationWords } from '../../registration/registration-words.ts';
import type { ResultsWords } from '../../results/results-words.ts';
import type { UnitWords } from '../unit-words.ts';

const texts = ({ certificate, authority, head }: UnitWords, deed: 'verify' | 'register') => ({
  'registry-mismatch': [
    'Your details differ from the register.',
    `Check against your ${certificate} and ID document: {fields}.`,
  ],
  'unit-not-active': [
    'The register lists your organization as not active, such as deregistered or revoked.',
    `Check with the ${authority} first.`,
  ],
  'agent-without-record': [
    'We found no record of the agent handling social insurance business for your organization.',
    `Someone who has done so, or the ${head}, can ${deed} instead.`,
  ],
  otherwise: [
    'The details could not be verified.',
    `Compare them with your ${certificate} and ID document. If they are right, contact the website’s support.`,
  ],
});

const refused = (text: string[]): Copy => ({ title: 'Not verified', text });

export function refusals(unit: UnitWords): ResultsWords['rejected'] {
  const said = texts(unit, 'verify');
  return {
    'registry-mismatch': refused(said['registry-mismatch']),
    'unit-not-active': refused(said['unit-not-active']),
    'agent-without-record': refused(said['agent-without-record']),
    'claim-expired': refused([
      'The check ended without a result. What was kept has been deleted.',
      'Please submit again.',
    ]),
    'recheck-expired': refused([
      'The re\u2011check has ended without success. What was kept has been deleted.',
      'Check the details and submit again.',
    ]),
    'claim-superseded': refused([
      'A later submission for your organization took the place of this one. What was kept has been deleted.',
      'Submit again if you still need it.',
    ]),
    otherwise: refused(said.otherwise),
  };
}

const UNIT = 'Organization not verified';
const REAL_NAME = 'Details not verified';

export function registrationRefusals(unit: UnitWords): RegistrationWords['refused'] {
  const said = texts(unit, 'register');
  return {
    'unit-mismatch': {
      title: UNIT,
      text: ['The name and code differ from the register.', `Compare both with your ${unit.certificate}.`],
    },
    'registry-mismatch': { title: REAL_NAME, text: said['registry-mismatch'] },
    'unit-not-active': { title: UNIT, text: said['unit-not-active'] },
    'agent-without-record': { title: REAL_NAME, text: said['agent-without-record'] },
    otherwise: { title: REAL_NAME, text: said.otherwise },
  };
}
