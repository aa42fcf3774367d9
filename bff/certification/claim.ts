/** A request's body as a claim: normalised values, the form evidence is compared in, and its digests. */
import type { CertificationRequest, Person } from '../contract/wire.ts';
import type { Digester } from '../protection/digest.ts';
import { comparableName } from '../evidence/names.ts';
import { comparablePerson } from '../evidence/people.ts';
import type { Claim } from './decide.ts';

/** `request` is the schema's output: its numbers and dates are normalised. */
export const claimOf = (request: CertificationRequest, digester: Digester): Claim => ({
  legalRepresentative: comparablePerson(request.legalRepresentative, digester),
  foundedOn: request.foundedOn,
  byAgent: request.applicant === 'agent',
});

/** One text for one claim, whatever the order of the body's members. */
export function canonicalText(request: CertificationRequest): string {
  const { legalRepresentative, foundedOn, applicant, agent } = request;
  const person = ({ name, idNumber }: Person) => [comparableName(name), idNumber];
  return JSON.stringify([person(legalRepresentative), foundedOn, applicant, agent ? person(agent) : null]);
}
