/** The fields of the legal data: what they are, and how each is checked before anything is sent. */
import { type Checked, checkDate, checkIdNumber } from '../bff/contract/identifiers.ts';
import { type Applicant, LIMITS } from '../bff/contract/wire.ts';

/** A field is named by its place in the request's body, so that the server's errors find it. */
export type FieldPath =
  'legalRepresentative.name' | 'legalRepresentative.idNumber' | 'foundedOn' | 'agent.name' | 'agent.idNumber';

export type FieldKind = 'name' | 'number' | 'date';

export interface Field {
  path: FieldPath;
  kind: FieldKind;
}

export const LEGAL_FIELDS: readonly Field[] = [
  { path: 'legalRepresentative.name', kind: 'name' },
  { path: 'legalRepresentative.idNumber', kind: 'number' },
  { path: 'foundedOn', kind: 'date' },
];

export const AGENT_FIELDS: readonly Field[] = [
  { path: 'agent.name', kind: 'name' },
  { path: 'agent.idNumber', kind: 'number' },
];

export const fieldsFor = (applicant: Applicant): readonly Field[] =>
  applicant === 'agent' ? [...LEGAL_FIELDS, ...AGENT_FIELDS] : LEGAL_FIELDS;

/** Control and format characters (zero-width, bidi) come along with pasted text; nobody can see or delete them. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

function checkName(typed: string): Checked<string> {
  const name = typed.replace(INVISIBLE, '').trim();
  if (!name) return { ok: false, code: 'required' };
  if ([...name].length > LIMITS.nameMaximum) return { ok: false, code: 'too-long' };
  return { ok: true, value: name };
}

/** What is sent for a field, or what is wrong with it. `today`: `YYYY-MM-DD` in China Standard Time. */
export function checkField(kind: FieldKind, typed: string, today: string): Checked<string> {
  if (kind === 'name') return checkName(typed);
  return kind === 'number' ? checkIdNumber(typed) : checkDate(typed, today);
}
