/** The text for a request without an answer. `navigator.onLine` can be trusted only when it is false. */
import type { Copy } from '../dialog/copy.ts';
import type { PromptWords } from './prompt-words.ts';

export const lostConnection = ({ offline, unreachable }: PromptWords): Copy =>
  navigator.onLine ? unreachable : offline;
