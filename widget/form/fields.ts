/** The fields of the legal data: what they are, and how each is checked before anything is sent. */
import { type Checked, checkDate, checkIdNumber } from '../../bff/contract/identifiers.ts';
import { type Applicant, type FieldErrorCode, LIMITS } from '../../bff/contract/wire.ts';

export type LegalPath =
  'legalRepresentative.name' | 'legalRepresentative.idNumber' | 'foundedOn' | 'agent.name' | 'agent.idNumber';

/** Of `<unit-registration>` only. */
export type RegistrationPath = 'unit.name' | 'unit.code' | 'email' | 'phone' | 'code';

/** A field is named by its place in the request's body, so that the server's errors find it. */
export type FieldPath = LegalPath | RegistrationPath;

export type FieldKind = 'name' | 'number' | 'date' | 'unit-code' | 'email' | 'phone' | 'code';

/** What can be wrong with a field; the last three with the code of a message only. */
export type FieldProblem = FieldErrorCode | 'wrong' | 'expired' | 'unproven';

/** One of the two. */
export interface FieldChecked {
  value?: string;
  code?: FieldProblem;
}

export interface Field {
  path: FieldPath;
  kind: FieldKind;
  /** Of kinds that are not of the legal data. */
  check?(typed: string): FieldChecked;
  /** How it is shown while nobody edits it, when not as it is. */
  group?(typed: string): string;
  inputmode?: 'numeric' | 'email' | 'tel';
  autocomplete?: 'organization' | 'email' | 'tel' | 'one-time-code';
}

/** Control and format characters (zero-width, bidi) come along with pasted text; nobody can see or delete them. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

function checkName(typed: string): Checked<string> {
  const name = typed.replace(INVISIBLE, '').trim();
  if (!name) return { ok: false, code: 'required' };
  if ([...name].length > LIMITS.nameMaximum) return { ok: false, code: 'too-long' };
  return { ok: true, value: name };
}

export const LEGAL_FIELDS: readonly Field[] = [
  { path: 'legalRepresentative.name', kind: 'name' },
  { path: 'legalRepresentative.idNumber', kind: 'number' },
  { path: 'foundedOn', kind: 'date', inputmode: 'numeric' },
];

export const AGENT_FIELDS: readonly Field[] = [
  { path: 'agent.name', kind: 'name' },
  { path: 'agent.idNumber', kind: 'number' },
];

export const fieldsFor = (applicant: Applicant): readonly Field[] =>
  applicant === 'agent' ? [...LEGAL_FIELDS, ...AGENT_FIELDS] : LEGAL_FIELDS;

/** What is sent for a field, or what is wrong with it. `today`: `YYYY-MM-DD` in China Standard Time. */
export function checkField({ kind, check }: Field, typed: string, today: string): FieldChecked {
  if (check) return check(typed);
  if (kind === 'name') return checkName(typed);
  return kind === 'number' ? checkIdNumber(typed) : checkDate(typed, today);
}
