/** The text for a request without an answer. `navigator.onLine` can be trusted only when it is false. */
import type { FailureCode } from '../api/result.ts';
import type { Copy } from '../dialog/copy.ts';
import type { ConnectionWords } from './prompt-words.ts';

export const lostConnection = ({ offline, unreachable }: ConnectionWords): Copy =>
  navigator.onLine ? unreachable : offline;

/** The text for a part that did not load. `unavailable`: the words for one that has arrived and threw, once they have loaded. */
export const missingPart = (failed: FailureCode, connection: ConnectionWords, unavailable?: Copy): Copy =>
  (failed === 'unavailable' && unavailable) || lostConnection(connection);
