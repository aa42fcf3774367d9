/**
 * Forms as data: the fields, their controls and checks, and when each is asked. The widget shows
 * them, and the server checks a request's body by them. A new field is an entry here, and its words
 * in `widget/locales/<language>/form.ts`. No dependency outside of the contract, for the widget
 * reads it.
 */
import type { Checked } from './identifiers.ts';
import type { SourceId } from './sources.ts';
import { APPLICANTS } from './wire.ts';

/**
 * A form is for the register that has the unit's class, for the partner that is asked when none
 * has, or for the counter.
 */
export type FormSource = SourceId | 'partner' | 'counter';

interface Asked<Id extends string> {
  /** The field's path in the request's body, dotted. */
  id: Id;
  /** Asked only while a choice of the same form has this value. */
  when?: { field: string; is: string };
  /** The only forms that have it. Without this all have it. */
  of?: readonly FormSource[];
}

export interface TextField<Id extends string = string> extends Asked<Id> {
  control: 'text';
  check(typed: string): Checked<string>;
  /** Characters, as sent. */
  maximum?: number;
  /** How the value is written for reading. */
  written?(value: string): string;
  inputmode?: 'numeric' | 'email' | 'tel';
  autocomplete?: 'organization' | 'email' | 'tel' | 'one-time-code';
}

/**
 * A person's name, the number of a document, or a date in the past: their control has their check.
 */
export interface KnownField<Id extends string = string> extends Asked<Id> {
  control: 'name' | 'number' | 'date';
}

export interface ChoiceField<Id extends string = string> extends Asked<Id> {
  control: 'choice';
  /** The first one is chosen until the user chooses. */
  options: readonly string[];
}

export type FieldDefinition<Id extends string = string> = TextField<Id> | KnownField<Id> | ChoiceField<Id>;

const BY_AGENT = { field: 'applicant', is: 'agent' } as const;

/**
 * The certification's form, in the manual's order: who applies is asked last (figure 1.3), and
 * first in a registration (figure 2.2). The certificates of organs and public institutions have no
 * founding date.
 */
export const CERTIFICATION_FIELDS = [
  { id: 'legalRepresentative.name', control: 'name' },
  { id: 'legalRepresentative.idNumber', control: 'number' },
  { id: 'foundedOn', control: 'date', of: ['market', 'social-organizations', 'partner'] },
  { id: 'applicant', control: 'choice', options: APPLICANTS },
  { id: 'agent.name', control: 'name', when: BY_AGENT },
  { id: 'agent.idNumber', control: 'number', when: BY_AGENT },
] as const satisfies readonly FieldDefinition[];

export type CertificationFieldId = (typeof CERTIFICATION_FIELDS)[number]['id'];

/** The agent who certified the unit withdraws. */
export const WITHDRAWAL_FIELDS = [
  { id: 'agent.name', control: 'name' },
  { id: 'agent.idNumber', control: 'number' },
] as const satisfies readonly FieldDefinition[];

/** The member of the request's body that holds the field. */
export const memberOf = (id: string): string => id.split('.', 1)[0]!;

/** The fields of a source's form, whatever is chosen in it. */
export const fieldsOf = (source: FormSource): readonly FieldDefinition<CertificationFieldId>[] =>
  CERTIFICATION_FIELDS.filter(({ of }: FieldDefinition) => !of || of.includes(source));

/** `valueOf`: what is chosen in a field. */
export const isAsked = (
  { when }: Pick<FieldDefinition, 'when'>,
  valueOf: (field: string) => unknown,
): boolean => !when || valueOf(when.field) === when.is;
