/** A request's claim in the forms in which it is compared, looked up, counted and recognized. */
import type { Applicant, CertificationRequest, Person } from '../contract/wire.ts';
import { comparableName } from '../evidence/names.ts';
import { comparablePerson, handlerDigests } from '../evidence/people.ts';
import type { Digester } from '../protection/digest.ts';
import type { Claim } from './decide.ts';

/** Digests are under every live key, newest first: the first is written, all are looked up. */
export interface SubmittedClaim extends Claim {
  applicant: Applicant;
  /** Digests of the agent, as handler records have them; none when the legal representative applies. */
  agent: readonly string[];
  /** One text for one claim, however the body's members were ordered. Personal data: digest it. */
  text: string;
  /** For counting guesses at the representative's number (`aim.ts`), digests of the name, and of the name with the number's beginning. */
  guess: { name: string; numberBeginning: string };
  /** Of `text`: by them a re-check is recognized as being of this very claim. */
  digests: readonly string[];
}

/** `request` is the schema's output: its numbers and dates are normalized. */
export function claimOf(request: CertificationRequest, digester: Digester): SubmittedClaim {
  const { legalRepresentative, foundedOn, applicant, agent } = request;
  const text = JSON.stringify([
    written(legalRepresentative),
    foundedOn,
    applicant,
    agent ? written(agent) : null,
  ]);
  const { name, idNumber } = legalRepresentative;
  const person = (...parts: string[]) =>
    digester.of('person', JSON.stringify([comparableName(name), ...parts]));
  return {
    legalRepresentative: comparablePerson(legalRepresentative, digester),
    foundedOn,
    byAgent: applicant === 'agent',
    applicant,
    agent: agent ? handlerDigests(digester, agent) : [],
    guess: { name: person(), numberBeginning: person(idNumber.slice(0, -4)) },
    text,
    digests: digester.all('claim', text),
  };
}

const written = ({ name, idNumber }: Person) => [comparableName(name), idNumber];

/** The claimed representative's number under the newest key: what a certification is recorded with. */
export const representativeOf = ({ legalRepresentative }: Claim): string => legalRepresentative.numbers[0]!;
