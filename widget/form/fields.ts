/** The fields of the legal data: what they are, and how each is checked before anything is sent. */
import { checkDate, readDate } from '../../bff/contract/identifiers.ts';
import type { ClaimField } from '../../bff/contract/sources.ts';
import type { Applicant, FieldErrorCode } from '../../bff/contract/wire.ts';
import type { Failure } from '../api/result.ts';
import { type DocumentQuestion, checkDocumentNumber } from './document-number.ts';
import { type NameProblem, checkPersonName } from './names.ts';

export type LegalPath =
  'legalRepresentative.name' | 'legalRepresentative.idNumber' | 'foundedOn' | 'agent.name' | 'agent.idNumber';

/** Of `<unit-registration>` only. */
export type RegistrationPath = 'unit.name' | 'unit.code' | 'email' | 'phone' | 'code';

/** A field is named by its place in the request's body, so that the server's errors find it. */
export type FieldPath = LegalPath | RegistrationPath;

export type FieldKind = 'name' | 'number' | 'date' | 'unit-code' | 'email' | 'phone' | 'code';

/** What can be wrong with the code of a message only. */
type CodeProblem = 'wrong' | 'expired' | 'unproven';

export type FieldProblem = FieldErrorCode | CodeProblem | DocumentQuestion | NameProblem | 'no-such-day';

/** One of the two. */
export interface FieldChecked {
  value?: string;
  code?: FieldProblem;
}

export interface Field {
  path: FieldPath;
  kind: FieldKind;
  /** Of fields that are not of the legal data. */
  check?(typed: string): FieldChecked;
  /** How it is shown while nobody edits it, when not as it is. */
  group?(typed: string): string;
  inputmode?: 'numeric' | 'email' | 'tel';
  autocomplete?: 'organization' | 'email' | 'tel' | 'one-time-code';
}

const LEGAL_FIELDS: readonly Field[] = [
  { path: 'legalRepresentative.name', kind: 'name' },
  { path: 'legalRepresentative.idNumber', kind: 'number' },
  { path: 'foundedOn', kind: 'date', inputmode: 'numeric' },
];

const AGENT_FIELDS: readonly Field[] = [
  { path: 'agent.name', kind: 'name' },
  { path: 'agent.idNumber', kind: 'number' },
];

/** `asked`: what the unit's source compares, by its member in the request's body; undefined while not known. */
export function fieldsFor(applicant: Applicant, asked: readonly ClaimField[] | undefined): readonly Field[] {
  const legal = LEGAL_FIELDS.filter(({ path }) => !asked || asked.some((member) => path.startsWith(member)));
  return applicant === 'agent' ? [...legal, ...AGENT_FIELDS] : legal;
}

export const isOfAgent = ({ path }: Field): boolean => path.startsWith('agent');

/** A failure with those of its errors that a field can show: when there are none, it is said elsewhere. */
export function shownAt(fields: readonly Field[], failure: Failure): Failure {
  const paths = new Set<string>(fields.map(({ path }) => path));
  return { ...failure, errors: failure.errors?.filter(({ path }) => paths.has(path)) };
}

/** A date in the right form that no calendar has; a month above 12 is rather another order of day and month. */
function isNoSuchDay(typed: string): boolean {
  const { year = 0, month = 0 } = readDate(typed) ?? {};
  return year >= 1800 && month >= 1 && month <= 12;
}

function checkDay(typed: string, today: string): FieldChecked {
  const checked = checkDate(typed, today);
  return !checked.ok && checked.code === 'bad-date' && isNoSuchDay(typed) ? { code: 'no-such-day' } : checked;
}

/** What a check may need besides what was typed. */
export interface FieldContext {
  /** `YYYY-MM-DD` in China Standard Time. */
  today: string;
  /** The user has said that it is meant as it is: another kind of document than the known ones, a name like a title. */
  meant: boolean;
}

/** What is sent for a field, or what is wrong with it. */
export function checkField(
  { kind, check }: Field,
  typed: string,
  { today, meant }: FieldContext,
): FieldChecked {
  if (check) return check(typed);
  if (kind === 'name') return checkPersonName(typed, meant);
  return kind === 'number' ? checkDocumentNumber(typed, meant) : checkDay(typed, today);
}
