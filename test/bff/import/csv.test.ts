import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCsvReader, LONGEST_ROW } from '../../../bff/import/csv.ts';

type Seen = [line: number, cells: string[]] | [line: number, fault: string];

/** Reads `text` in pieces that end where lines end, as files are read. */
function read(text: string, linesAtOnce = Infinity): Seen[] {
  const seen: Seen[] = [];
  const reader = createCsvReader({
    row: (line, cells) => seen.push([line, cells]),
    fault: (line, reason) => seen.push([line, reason]),
  });
  const lines = text.split(/(?<=\n)/);
  while (lines.length > 0) reader.write(lines.splice(0, linesAtOnce).join(''));
  reader.end();
  return seen;
}

describe('CSV', () => {
  test.each([
    ['plain rows', 'a,b\nc,d\n', '1 a|b', '2 c|d'],
    ['no line feed at the end', 'a,b\nc,d', '1 a|b', '2 c|d'],
    ['CRLF', 'a,b\r\nc,d\r\n', '1 a|b', '2 c|d'],
    ['CRLF with quotes', '"a",b\r\nc,"d"\r\n', '1 a|b', '2 c|d'],
    ['empty cells', ',\n,,\n', '1 |', '2 ||'],
    ['empty lines', 'a\n\n\r\nb\n', '1 a', '4 b'],
    ['quoted commas and quotes', '"a,b","c""d",""\n', '1 a,b|c"d|'],
    ['a quoted line feed', '"a\nb",c\nd,e\n', '1 a\nb|c', '3 d|e'],
    ['a quote in a plain field', 'a"b,c\n5" pipe,d\n', '1 a"b|c', '2 5" pipe|d'],
    ['text after a closing quote', '"a"b,c\nd,e\n', '1: quote-not-closed', '2 d|e'],
    ['a quote that never closes', 'a,"b\nc,d\ne,f', '1: quote-not-closed', '2 c|d', '3 e|f'],
    [
      'a stray quote before a properly quoted row',
      'a,"b\n"c","d"\ne,f\n',
      ...['1: quote-not-closed', '2 c|d', '3 e|f'],
    ],
  ])('%s', (_, text, ...expected) => {
    for (const linesAtOnce of [Infinity, 1]) {
      const seen = read(text!, linesAtOnce);
      expect(
        seen.map(([line, found]) =>
          typeof found === 'string' ? `${line}: ${found}` : `${line} ${found.join('|')}`,
        ),
      ).toEqual(expected);
    }
  });

  test('an open quote makes one line bad, also in a large file', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `unit ${i},code`);
    const seen = read(['name,code', '"open,code', ...rows].join('\n'), 500);
    expect(seen).toHaveLength(rows.length + 2);
    expect(seen[1]).toEqual([2, 'quote-not-closed']);
    expect(seen.at(-1)).toEqual([rows.length + 2, ['unit 19999', 'code']]);
  });

  test('an endless line is one error, and its memory is freed', () => {
    const faults: Seen[] = [];
    const reader = createCsvReader({
      row: (line, cells) => faults.push([line, cells]),
      fault: (line, reason, text) => {
        expect(text.length).toBeLessThanOrEqual(LONGEST_ROW);
        faults.push([line, reason]);
      },
    });
    reader.write('a,b\n');
    for (let i = 0; i < 100; i++) reader.write('x'.repeat(10_000));
    reader.write('\nc,d\n');
    reader.end();
    expect(faults).toEqual([
      [1, ['a', 'b']],
      [2, 'row-too-long'],
      [3, ['c', 'd']],
    ]);
  });

  test('reads back the written rows, for any split into chunks (property)', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '张', '"', ',', '\n', '\r', ' ', '𠮷') });
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 5 }), fc.constantFrom('\n', '\r\n'), (given, cut, end) => {
        const text = given
          .map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(',') + end)
          .join('');
        expect(read(text, cut).map(([, cells]) => cells)).toEqual(given);
      }),
      { numRuns: 500 },
    );
  });
});
