/** Rows in the text format of PostgreSQL's COPY. */

export const NULL = '\\N';

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

export const copyText = (value: string): string =>
  SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character]!) : value;

/** A `text[]`; every element is quoted, so that one that reads NULL is text. */
export function copyArray(values: readonly string[]): string {
  let literal = '';
  for (const value of values) {
    const element = /["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value;
    literal += literal === '' ? `"${element}"` : `,"${element}"`;
  }
  return copyText(`{${literal}}`);
}
