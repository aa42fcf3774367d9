/** The texts of claims and registrations, by which a repeated submission and a re-check are recognized. */
import { expect, it } from 'vitest';
import { claimOf, textOf } from '../../../bff/attempts/claim.ts';
import { CERTIFICATION_FIELDS } from '../../../bff/contract/forms.ts';
import { registrationFields } from '../../../bff/contract/registration-fields.ts';
import type { ClaimRequest } from '../../../bff/contract/wire.ts';
import { LI, rightClaim, uscc } from '../../support/people.ts';
import { rightRegistration } from '../registration/support.ts';
import { digester } from '../registry/partner-server.ts';

const byAgent = rightClaim({ applicant: 'agent', agent: LI });
const claimText = (request: ClaimRequest): string => claimOf(request, digester).text;

const REGISTRATION = registrationFields(CERTIFICATION_FIELDS);
const registration = rightRegistration(uscc(1), '13800138000', 'proof', byAgent);

/** `request` with another value in the field with this id. */
function changed(request: ClaimRequest, id: string): ClaimRequest {
  const copy = structuredClone(request) as unknown as Record<string, unknown>;
  const path = id.split('.');
  const last = path.pop()!;
  const holder = path.reduce((part, member) => part[member] as Record<string, unknown>, copy);
  holder[last] = 'X';
  return copy as unknown as ClaimRequest;
}

it.each(CERTIFICATION_FIELDS.map(({ id }) => id))('is another one when %s is another one', (id) =>
  expect(
    claimText(changed(byAgent, id)),
    'a field that is compared with nothing is left out here, and of what claimOf() passes to textOf()',
  ).not.toBe(claimText(byAgent)),
);

it.each(REGISTRATION.map(({ id }) => id))('of a registration is another one when %s is another one', (id) =>
  expect(textOf(changed(registration, id), REGISTRATION)).not.toBe(textOf(registration, REGISTRATION)),
);

it('counts guesses at the end of a person’s number together, however the Latin name is written', () => {
  const guess = (name: string, idNumber: string) =>
    claimOf(rightClaim({ legalRepresentative: { name, idNumber } }), digester).guess;
  const one = guess('Jürgen Müller', 'E12345678');
  for (const name of ['MUELLER JUERGEN', 'Muller Jurgen', 'jurgenmuller'])
    expect(guess(name, 'E12349999'), name).toEqual(one);
  expect(guess('Jürgen Möller', 'E12345678')).not.toEqual(one);
  expect(guess('Jürgen Müller', 'E12355678')).toMatchObject({ name: one.name });
  expect(guess('Jürgen Müller', 'E12355678')).not.toEqual(one);
});

it('is the same for a name with spaces around it', () => {
  const { legalRepresentative } = byAgent;
  const spaced = { ...legalRepresentative, name: ` ${legalRepresentative.name}　` };
  expect(claimText({ ...byAgent, legalRepresentative: spaced })).toBe(claimText(byAgent));
});
