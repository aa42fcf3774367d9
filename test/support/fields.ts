/** The inputs of the forms, by their definitions: a new field asks each test that fills a form in for a value. */
import { CERTIFICATION_FIELDS } from '../../bff/contract/forms.ts';
import {
  CONTACT_FIELDS,
  type RegistrationFieldId,
  UNIT_FIELDS,
} from '../../bff/contract/registration-fields.ts';
import type { ClaimRequest, RegistrationRequest } from '../../bff/contract/wire.ts';

type Field = (typeof CERTIFICATION_FIELDS)[number];
type Input = Exclude<Field, { control: 'choice' }>;
type AgentField = Extract<Input, { when: object }>;
/** Asked of agents alone. */
export type AgentFieldId = AgentField['id'];
/** Asked of everybody. */
export type LegalFieldId = Exclude<Input['id'], AgentFieldId>;

const INPUTS = CERTIFICATION_FIELDS.filter((field: Field): field is Input => field.control !== 'choice');

export const INPUT_IDS = INPUTS.map(({ id }) => id);
export const AGENT_FIELDS = INPUTS.filter((field) => 'when' in field).length;
export const LEGAL_FIELDS = INPUTS.length - AGENT_FIELDS;

/** The members of a registration's body that a claim does not have. */
type OwnMembers = Omit<RegistrationRequest, keyof ClaimRequest | 'phoneProof'>;

/** The fields that only a registration has, before and after those of the certification. */
export const UNIT_IDS = UNIT_FIELDS.map(({ id }) => id);
export const CONTACT_IDS = CONTACT_FIELDS.map(({ id }) => id);
export const REGISTRATION_IDS: readonly RegistrationFieldId[] = [...UNIT_IDS, ...CONTACT_IDS];

const textAt = (body: object, path: string): unknown =>
  path.split('.').reduce<unknown>((part, member) => (part as Record<string, unknown>)?.[member], body);

/** What people typed about themselves: neither the unit's own fields nor what a register tells. */
export const personalTexts = (body: ClaimRequest | RegistrationRequest): string[] =>
  [...CERTIFICATION_FIELDS, ...CONTACT_FIELDS]
    .filter(({ control }) => control !== 'choice' && control !== 'date')
    .map(({ id }) => textAt(body, id))
    .filter((text) => typeof text === 'string');

/** The texts to type into them. */
export const registrationTexts = ({
  unit,
  email,
  phone,
}: OwnMembers): Record<RegistrationFieldId, string> => ({
  'unit.name': unit.name,
  'unit.code': unit.code,
  email,
  phone,
});
