/** The text for a request without an answer. `navigator.onLine` can be trusted only when it is false. */
import type { Copy } from '../dialog/copy.ts';
import type { ConnectionWords } from './prompt-words.ts';

export const lostConnection = ({ offline, unreachable }: ConnectionWords): Copy =>
  navigator.onLine ? unreachable : offline;
