/** The kinds of certification that a site may open or close. The others are open at every site. */
import type { Kind } from '../contract/wire.ts';

/**
 * This product does not perform real-person certification; the operator has another service for it.
 */
export const OPENABLE_KINDS = ['real-person'] as const satisfies readonly Kind[];
export type OpenableKind = (typeof OPENABLE_KINDS)[number];

export const isOpenable = (word: string): word is OpenableKind =>
  (OPENABLE_KINDS as readonly string[]).includes(word);
