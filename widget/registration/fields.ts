/** The fields that only registration has, with their checks and formats. */
import { checkEmail, checkPhone } from '../../bff/contract/contact.ts';
import { checkUnitCode } from '../../bff/contract/unit-code.ts';
import { type Field, checkUnitName } from '../form/index.ts';

/** Groups the digits: `138 0013 8000`. */
export const groupPhone = (phone: string): string => phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3');

export const UNIT_FIELDS: readonly Field[] = [
  { path: 'unit.name', kind: 'name', check: checkUnitName, autocomplete: 'organization' },
  { path: 'unit.code', kind: 'unit-code', check: checkUnitCode },
];

export const EMAIL: Field = {
  path: 'email',
  kind: 'email',
  check: checkEmail,
  inputmode: 'email',
  autocomplete: 'email',
};

export const PHONE: Field = {
  path: 'phone',
  kind: 'phone',
  check: checkPhone,
  group: groupPhone,
  inputmode: 'tel',
  autocomplete: 'tel',
};
