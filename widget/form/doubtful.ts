/** What a check at a field can say beside the server's: it knows more problems, and values that can be sent and are doubtful. */
import type { Checked } from '../../bff/contract/identifiers.ts';

export type Doubtful<Problem> =
  Checked<string> | { ok: false; code: Problem } | { ok: true; value: string; code: Problem };
