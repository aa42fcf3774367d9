/**
 * The result of a check at a field. Beside the server's errors it has more problems, and doubtful
 * values, which can be sent.
 */
import type { Checked } from '../../bff/contract/identifiers.ts';

export type Doubtful<Problem> =
  Checked<string> | { ok: false; code: Problem } | { ok: true; value: string; code: Problem };
