/**
 * The fields that only the registration's form has; `forms.ts` has the others. A new field is an
 * entry of `UNIT_FIELDS` or `CONTACT_FIELDS`, a member of `RegistrationRequest`, and its words in
 * `widget/locales/<language>/registration.ts`.
 */
import { checkEmail, checkPhone, groupPhone } from './contact.ts';
import type { FieldDefinition } from './forms.ts';
import { checkName } from './identifiers.ts';
import { checkUnitCode } from './unit-code.ts';
import { LIMITS } from './wire.ts';

export const UNIT_NAME = {
  id: 'unit.name',
  control: 'text',
  check: checkName,
  autocomplete: 'organization',
} as const satisfies FieldDefinition;

export const UNIT_CODE = {
  id: 'unit.code',
  control: 'text',
  check: checkUnitCode,
  maximum: LIMITS.numberAsSent,
} as const satisfies FieldDefinition;

export const UNIT_FIELDS = [UNIT_NAME, UNIT_CODE] as const satisfies readonly FieldDefinition[];

export const PHONE = {
  id: 'phone',
  control: 'text',
  check: checkPhone,
  maximum: LIMITS.numberAsSent,
  written: groupPhone,
  inputmode: 'tel',
  autocomplete: 'tel',
} as const satisfies FieldDefinition;

export const CONTACT_FIELDS = [
  { id: 'email', control: 'text', check: checkEmail, inputmode: 'email', autocomplete: 'email' },
  PHONE,
] as const satisfies readonly FieldDefinition[];

export type RegistrationFieldId = (typeof UNIT_FIELDS | typeof CONTACT_FIELDS)[number]['id'];

/** The fields of a registration with this form of a claim, in the order of the page. */
export const registrationFields = (claim: readonly FieldDefinition[]): readonly FieldDefinition[] => [
  ...UNIT_FIELDS,
  ...claim,
  ...CONTACT_FIELDS,
];
