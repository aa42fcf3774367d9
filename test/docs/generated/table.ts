/** Tables of Markdown, some cells of which come from code and the others from people. */

/** Cells of a row between its bars, as they are written. */
export const cellsOf = (line: string): string[] => line.slice(1, -1).split(/(?<!\\)\|/);

/** The code spans of a cell. */
export const codesIn = (cell: string): string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!.replaceAll('\\|', '|'));

/** New texts of a row's cells, by their place; a cell that is not named stays. `keys`: the code spans of its first cell. */
export type FillRow = (keys: string[], cells: string[]) => Record<number, string>;

/** Fills the rows of a region's table. */
export const fillTable =
  (fill: FillRow) =>
  (present: string): string =>
    present
      .split('\n')
      .map((line, index) => {
        if (index < 2 || !line.startsWith('|')) return line;
        const cells = cellsOf(line);
        const filled = fill(
          codesIn(cells[0]!),
          cells.map((cell) => cell.trim()),
        );
        const texts = cells.map((cell, place) => filled[place] ?? cell.trim());
        return `|${texts.map((text) => (text ? ` ${text} ` : ' ')).join('|')}|`;
      })
      .join('\n');

/** The code spans of the first cells of all rows. */
export const keysOf = (table: string): string[] =>
  table
    .split('\n')
    .slice(2)
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => codesIn(cellsOf(line)[0]!));

/** Throws unless the table's rows are these, in any order. */
export function expectKeys(table: string, expected: readonly string[], what: string): void {
  const keys = keysOf(table);
  const missing = expected.filter((key) => !keys.includes(key));
  const unknown = keys.filter((key) => !expected.includes(key));
  if (missing.length > 0) throw new Error(`${what}: no row for ${missing.join(', ')}`);
  if (unknown.length > 0) throw new Error(`${what}: nothing is called ${unknown.join(', ')}`);
}
