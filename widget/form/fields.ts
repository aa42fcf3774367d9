/**
 * A form's fields as the widget has them: the definitions of the contract, and how each control
 * checks and writes a value.
 */
import {
  CERTIFICATION_FIELDS,
  type ChoiceField,
  type KnownField,
  type TextField,
  WITHDRAWAL_FIELDS,
  isAsked,
} from '../../bff/contract/forms.ts';
import { checkDate, plainNumber, readDate } from '../../bff/contract/identifiers.ts';
import type { FieldErrorCode, FormBody } from '../../bff/contract/wire.ts';
import type { Failure } from '../api/result.ts';
import type { Intent } from '../../bff/contract/next.ts';
import { type DocumentDoubt, checkDocumentNumber } from './document-number.ts';
import { type NameProblem, checkPersonName, visible } from './names.ts';
import { grouped } from './numbers.ts';

export type { ChoiceField };

/** Errors that only the code of a text message can have. */
type CodeProblem = 'wrong' | 'expired' | 'unproven';

/** No register answers for the class of the unit. */
type UnitProblem = 'no-source';

export type FieldProblem =
  FieldErrorCode | CodeProblem | UnitProblem | DocumentDoubt | NameProblem | 'no-such-day';

/**
 * `value`: what is sent. `code`: what is wrong with it; with a value, what is doubtful about it.
 */
export interface FieldChecked {
  value?: string;
  code?: FieldProblem;
}

/** A line of text. Its check may know more than the server's: the answers about a code. */
type TextInput = Omit<TextField, 'check'> & { check(typed: string): FieldChecked };

export type InputField = TextInput | KnownField;
export type Field = InputField | ChoiceField;
export type Control = Field['control'];

/**
 * The inferred type narrows a field: a new control that is no input is a type error in its places.
 */
export const isInput = (field: Field) => field.control !== 'choice';

/** The typed values, by the fields' ids. */
interface Values {
  get(id: string): string;
}

export const chosenIn = ({ id, options }: ChoiceField, values: Values): string =>
  values.get(id) || options[0]!;

/** Those of the fields that are asked now, by what is chosen in them. */
export function askedIn(fields: readonly Field[], values: Values): readonly Field[] {
  const valueOf = (id: string): string | undefined => {
    const choice = fields.find((field) => field.id === id);
    return choice?.control === 'choice' ? chosenIn(choice, values) : undefined;
  };
  return fields.filter((field) => isAsked(field, valueOf));
}

/**
 * The certification's form for a unit. `ids`: of the fields, as its status names them; undefined
 * while not known.
 */
const certificationFields = (ids: readonly string[] | undefined): readonly Field[] =>
  CERTIFICATION_FIELDS.filter(({ id }) => !ids || ids.includes(id));

/**
 * The form for what the user wants. Nobody but the legal representative replaces a certification,
 * so that form does not ask who applies.
 */
export function fieldsFor(intent: Intent, ids: readonly string[] | undefined): readonly Field[] {
  switch (intent) {
    case 'certify':
    case 'counter':
    case 'recheck':
      return certificationFields(ids);
    case 'replace':
      return certificationFields(ids).filter(({ id, when }) => ![id, when?.field].includes('applicant'));
    case 'withdraw':
      return WITHDRAWAL_FIELDS;
  }
}

/**
 * A failure with those of its errors that a field can show: when there are none, it is said
 * elsewhere.
 */
export function shownAt(fields: readonly Field[], failure: Failure): Failure {
  const ids = fields.filter(isInput).map(({ id }) => id); // a choice shows no error
  return { ...failure, errors: failure.errors?.filter(({ path }) => ids.includes(path)) };
}

/**
 * A date in the right form that no calendar has; a month above 12 is rather another order of day
 * and month.
 */
function isNoSuchDay(typed: string): boolean {
  const { year = 0, month = 0 } = readDate(typed) ?? {};
  return year >= 1800 && month >= 1 && month <= 12;
}

function checkDay(typed: string, today: string): FieldChecked {
  const checked = checkDate(typed, today);
  return !checked.ok && checked.code === 'bad-date' && isNoSuchDay(typed) ? { code: 'no-such-day' } : checked;
}

/** The facts that a check may need besides the typed value. */
interface FieldContext {
  /** `YYYY-MM-DD` in China Standard Time. */
  today: string;
  /**
   * The user has said that it is meant as it is: another kind of document than the known ones, a
   * name like a unit's.
   */
  meant: boolean;
}

/** The value that is sent for a field, or its error. */
export function checkField(field: InputField, typed: string, { today, meant }: FieldContext): FieldChecked {
  switch (field.control) {
    case 'text':
      return field.check(visible(typed));
    case 'name':
      return checkPersonName(typed, meant);
    case 'number':
      return checkDocumentNumber(typed, meant);
    case 'date':
      return checkDay(typed, today);
  }
}

/** How a right value is written from then on, however it was typed. */
export function writtenIn(field: InputField, typed: string, value: string): string {
  if (field.control === 'number') return grouped(plainNumber(typed));
  return (field.control === 'text' && field.written?.(value)) || value;
}

/** The browser knows the name of the person before it: the one whose name is asked last. */
export function autocompleteOf(field: InputField, asked: readonly Field[]): string {
  if (field.control === 'text') return field.autocomplete ?? 'off';
  const last = asked.filter(({ control }) => control === 'name').pop();
  return last?.id === field.id ? 'name' : 'off';
}

/** The values in a request's body. `values`: by the fields' ids, which are their paths in it. */
export function bodyOf(values: ReadonlyMap<string, string>): FormBody {
  const body: FormBody = {};
  for (const [id, value] of values) {
    const [member, property] = id.split('.') as [string, string?];
    const others = body[member];
    body[member] = property ? { ...(typeof others === 'object' && others), [property]: value } : value;
  }
  return body;
}
