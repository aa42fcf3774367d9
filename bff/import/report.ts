/** The report of an import, and the reasons for which it refuses to change anything. */

/** Bad rows that are reported one by one; the rest is only counted in `skipped`. */
export const ERRORS_KEPT = 1_000;

/** Why a row was skipped. */
export type SkipReason =
  | 'too-few-columns'
  | 'too-many-columns'
  | 'row-too-long'
  | 'quote-not-closed'
  | 'broken-characters'
  | 'control-characters'
  | 'code-missing'
  | 'bad-code'
  | 'other-class'
  | 'name-missing'
  | 'id-number-missing'
  | 'bad-date'
  | 'in-the-future'
  | 'duplicate';

export interface RowError {
  /** Physical line of the file, the header's being 1; of a row over several lines, its first. */
  line: number;
  reason: SkipReason;
}

/**
 * Imported rows with which no claim can agree: a name has lost a character, or a number is no
 * document's.
 */
export interface Damaged {
  count: number;
  /** The first `ERRORS_KEPT`, in the order of lines. `code`: the unit's. */
  rows: { line: number; code: string }[];
}

export interface ImportReport {
  /** Rows of the file without the header and empty lines: `imported + skipped`. */
  read: number;
  imported: number;
  skipped: number;
  /** Rows that `full` removed from the table. */
  removed: number;
  /** Certifications that end after a time unless they are renewed. */
  due: number;
  /** Certifications that ended at once. */
  lapsed: number;
  /** In the order of lines; the first `ERRORS_KEPT` that were found. */
  errors: RowError[];
  /** Absent when there are none. */
  damaged?: Damaged;
}

export type RefusalCode =
  | 'as-of-in-the-future'
  | 'older-than-stored'
  | 'unreadable'
  | 'empty'
  | 'missing-column'
  | 'ambiguous-column'
  | 'too-many-removed'
  | 'too-many-lapsed'
  | 'real-units';

/** Nothing was changed. The message says what to do, and holds no personal data. */
export class ImportRefused extends Error {
  override name = 'ImportRefused';
  readonly code: RefusalCode;
  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}
