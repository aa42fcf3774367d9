/** Why a certification or a registration was refused. */
import type { RefusalReason } from '../../../bff/contract/reasons.ts';
import type { Refusal } from '../../../bff/contract/zh-Hans/refusals.ts';
import type { RegistrationWords } from '../../registration/registration-words.ts';
import type { ResultsWords } from '../../results/results-words.ts';
import type { UnitWords } from '../unit-words.ts';

/** In both. `deed`: what was refused. `ofUnit`: the title where the unit's state is the reason. */
const common = (
  { certificate, authority, head }: UnitWords,
  deed: 'verify' | 'register',
  title: string,
  ofUnit = title,
): Record<RefusalReason | 'otherwise', Refusal> => ({
  'registry-mismatch': {
    title,
    said: 'Your details differ from the register.',
    next: `Check against your ${certificate} and ID document: {fields}.`,
  },
  'unit-not-active': {
    title: ofUnit,
    said: 'The register lists your organization as not active, such as deregistered or revoked.',
    next: `Check with the ${authority} first.`,
  },
  'agent-without-record': {
    title,
    said: 'We found no record of the agent handling social insurance business for your organization.',
    next: `Someone who has done so, or the ${head}, can ${deed} instead.`,
  },
  otherwise: {
    title,
    said: 'The details could not be verified.',
    next: `Compare them with your ${certificate} and ID document. If they are right, contact the website’s support.`,
  },
});

const TITLE = 'Not verified';

export function refusals(unit: UnitWords): ResultsWords['rejected'] {
  return {
    ...common(unit, 'verify', TITLE),
    'claim-expired': {
      title: TITLE,
      said: 'The check ended without a result. What was kept has been deleted.',
      next: 'Please submit again.',
    },
    'recheck-expired': {
      title: TITLE,
      said: 'The re\u2011check has ended without success. What was kept has been deleted.',
      next: 'Check the details and submit again.',
    },
    'claim-superseded': {
      title: TITLE,
      said: 'A later submission for your organization took the place of this one. What was kept has been deleted.',
      next: 'Submit again if you still need it.',
    },
  };
}

const UNIT = 'Organization not verified';
const REAL_NAME = 'Details not verified';

export function registrationRefusals(unit: UnitWords): RegistrationWords['refused'] {
  return {
    ...common(unit, 'register', REAL_NAME, UNIT),
    'unit-mismatch': {
      title: UNIT,
      said: 'The name and code differ from the register.',
      next: `Compare both with your ${unit.certificate}.`,
    },
  };
}
