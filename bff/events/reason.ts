/**
 * Checks the sentences that staff write, because the audit keeps them in clear. One check for the
 * desk and the command line. Pure.
 */
import type { ActorOf } from '../database/index.ts';
import { hasPersonsNumber, hasPhoneNumber, hasWords } from './persons-number.ts';

/** Characters of a reason for the audit. */
export const REASON_MAXIMUM = 200;

/** The reason and the actor of what staff or an operator do, for the audit. */
export interface OfficialAct<Kind extends 'staff' | 'operator' = 'staff' | 'operator'> {
  /** Checked where it was typed. */
  reason: string;
  actor: ActorOf<Kind>;
}

export type NumberFault = 'document-number' | 'phone-number';
export type SentenceFault = 'empty' | 'too-long' | NumberFault;

/** The kind of a person's number that a text has; undefined: none. */
export function numberFault(text: string): NumberFault | undefined {
  if (hasPersonsNumber(text)) return 'document-number';
  return hasPhoneNumber(text) ? 'phone-number' : undefined;
}

/** `maximum`: characters. */
export function sentenceFault(sentence: string, maximum: number): SentenceFault | undefined {
  if (!hasWords(sentence)) return 'empty';
  if ([...sentence].length > maximum) return 'too-long';
  return numberFault(sentence);
}
