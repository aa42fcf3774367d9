/** The text for a request without an answer. The browser knows that it is offline, and never that it is online. */
import type { Copy } from '../dialog/copy.ts';
import type { PromptWords } from './prompt-words.ts';

export const lostConnection = ({ offline, unreachable }: PromptWords): Copy =>
  navigator.onLine ? unreachable : offline;
