/**
 * A file as the staging table's rows: bytes to text to cells to COPY's text format, a block at a
 * time, so that a file of any size needs the memory of a block.
 */
import { createCsvReader } from './csv.ts';
import { layoutOf, type Column, type Layout } from './columns.ts';
import { ERRORS_KEPT, ImportRefused, type Damaged, type RowError, type SkipReason } from './report.ts';
import type { Converted } from './registry-row.ts';
import { readText, type TextOptions } from './text.ts';
import { readableCode } from './values.ts';

export interface RowTally {
  read: number;
  skipped: number;
  errors: RowError[];
  damaged: Damaged;
}

export const newRowTally = (): RowTally => ({
  read: 0,
  skipped: 0,
  errors: [],
  damaged: { count: 0, rows: [] },
});

export interface RowSource<Columns extends Record<string, Column> & { code: Column }> {
  file: string;
  columns: Columns;
  /** Called once, with the file's layout. */
  converter: (layout: Layout<Columns>) => (cells: readonly string[]) => Converted;
  /**
   * A staged row in the place of a skipped one with this code: with `--full` the unit or its
   * handlers are then not missing in the file. Null without `--full`, where nothing is removed.
   */
  skippedRow: ((code: string) => string) | null;
}

/**
 * Yields rows `LINE \t SKIPPED \t FIELDS…`. Counts in `tally` as it goes. Throws `ImportRefused`
 * before the first row when the file has no usable header.
 */
export async function* stagedRows<Columns extends Record<string, Column> & { code: Column }>(
  source: RowSource<Columns>,
  tally: RowTally,
  options: TextOptions,
): AsyncGenerator<Buffer> {
  let layout: Layout<Columns> | undefined;
  let convert: ReturnType<typeof source.converter> | undefined;
  let out = '';

  const skip = (line: number, reason: SkipReason, cells: readonly string[]) => {
    tally.skipped++;
    if (tally.errors.length < ERRORS_KEPT) tally.errors.push({ line, reason });
    const code = source.skippedRow && layout ? readableCode(cells, layout.code) : undefined;
    if (source.skippedRow && code !== undefined) out += `${line}\tt\t${source.skippedRow(code)}\n`;
  };
  const reader = createCsvReader({
    row(line, cells) {
      if (!convert || !layout) {
        layout = layoutOf(
          cells.map((cell) => cell.replace('\ufeff', '')),
          source.columns,
        );
        convert = source.converter(layout);
        return;
      }
      tally.read++;
      if (cells.length !== layout.width)
        return skip(line, cells.length < layout.width ? 'too-few-columns' : 'too-many-columns', cells);
      const converted = convert(cells);
      if ('fault' in converted) return skip(line, converted.fault, cells);
      for (const row of converted.rows) out += `${line}\tf\t${row}\n`;
      if (converted.damaged !== undefined) {
        tally.damaged.count++;
        if (tally.damaged.rows.length < ERRORS_KEPT)
          tally.damaged.rows.push({ line, code: converted.damaged });
      }
    },
    fault(line, reason, text) {
      if (!layout) throw new ImportRefused('unreadable', `Line ${line} should name the columns (${reason}).`);
      tally.read++;
      skip(line, reason, text.split(','));
    },
  });

  for await (const text of readText(source.file, options)) {
    reader.write(text);
    if (out === '') continue;
    yield Buffer.from(out);
    out = '';
  }
  reader.end();
  if (!layout) throw new ImportRefused('empty', 'The file is empty: its first line must name the columns.');
  if (out !== '') yield Buffer.from(out);
}
