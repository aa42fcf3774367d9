/**
 * Arguments that the audit keeps in clear: the number of a person's document or phone is refused in
 * each.
 */
import { InvalidArgumentError } from 'commander';
import {
  hasPersonsNumber,
  numberFault,
  type NumberFault,
  REASON_MAXIMUM,
  sentenceFault,
  type SentenceFault,
} from '../events/index.ts';
import { mandatory } from './table.ts';

const NUMBERS: Record<NumberFault, string> = {
  'document-number': 'It has a document number: leave it out, because the audit keeps it in clear.',
  'phone-number': 'It has a phone number: leave it out, because the audit keeps it in clear.',
};

const REASONS: Record<SentenceFault, string> = {
  empty: 'The audit asks for a reason.',
  'too-long': `It has ${REASON_MAXIMUM} characters at most.`,
  ...NUMBERS,
};

export const REASON = mandatory(
  'TEXT',
  'why, for the audit; no names, no document or phone numbers',
  (given) => {
    const reason = given.trim();
    const fault = sentenceFault(reason, REASON_MAXIMUM);
    if (fault) throw new InvalidArgumentError(REASONS[fault]);
    return reason;
  },
);

/** A name or version that the operator chooses. Throws when a person's number is in it. */
export function named(given: string): string {
  const fault = numberFault(given);
  if (fault) throw new InvalidArgumentError(NUMBERS[fault]);
  return given;
}

/** A unit's code as typed. Throws when it is a person's number, which may have the same form. */
export function codeOfUnit(given: string): string {
  if (hasPersonsNumber(given)) throw new InvalidArgumentError(NUMBERS['document-number']);
  return given;
}

/**
 * An error as it is shown, without the arguments that have a person's number: errors come into
 * logs.
 */
export function shownError(text: string): string {
  if (!numberFault(text)) return text;
  const masked = text.replace(/'[^']*'/g, (quoted) => (numberFault(quoted) ? '…' : quoted));
  return numberFault(masked) ? 'Error: an argument has the number of a document or phone.\n' : masked;
}
