/** Checks the sentences that staff write, because the audit keeps them in clear. One check for the desk and the command line. Pure. */
import { hasPersonsNumber, hasPhoneNumber, hasWords } from './persons-number.ts';

/** Characters of a reason for the audit. */
export const REASON_MAXIMUM = 200;

export type SentenceFault = 'empty' | 'too-long' | 'document-number' | 'phone-number';

/** `maximum`: characters. */
export function sentenceFault(sentence: string, maximum: number): SentenceFault | undefined {
  if (!hasWords(sentence)) return 'empty';
  if ([...sentence].length > maximum) return 'too-long';
  if (hasPersonsNumber(sentence)) return 'document-number';
  return hasPhoneNumber(sentence) ? 'phone-number' : undefined;
}
