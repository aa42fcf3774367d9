/** The fields that only the registration's form has; `forms.ts` has the others. */
import { checkEmail, checkPhone, groupPhone } from './contact.ts';
import type { FieldDefinition } from './forms.ts';
import { checkName } from './identifiers.ts';
import { checkUnitCode } from './unit-code.ts';
import { LIMITS } from './wire.ts';

export const UNIT_FIELDS = [
  { id: 'unit.name', control: 'text', check: checkName, autocomplete: 'organization' },
  { id: 'unit.code', control: 'text', check: checkUnitCode, maximum: LIMITS.numberAsSent },
] as const satisfies readonly FieldDefinition[];

export const EMAIL = {
  id: 'email',
  control: 'text',
  check: checkEmail,
  inputmode: 'email',
  autocomplete: 'email',
} as const satisfies FieldDefinition;

export const PHONE = {
  id: 'phone',
  control: 'text',
  check: checkPhone,
  maximum: LIMITS.numberAsSent,
  written: groupPhone,
  inputmode: 'tel',
  autocomplete: 'tel',
} as const satisfies FieldDefinition;
