/** Every row of `docs/security.md` names an existing test or a reason, and all requirements of ASVS 5.0, level 2, are there. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { docs } from './support/pages.ts';

const page = readFileSync(`${docs}/security.md`, 'utf8');

/** Cells of the rows of a section's table. */
const rowsOf = (heading: string): string[][] =>
  page
    .split(`## ${heading}\n`)[1]!
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.slice(2, -2).split(' | '));

/** The last rows, each with all that one reason excludes. */
const LISTS = 3;

const threats = rowsOf('Threat, defense, test');
const requirements = rowsOf('OWASP ASVS 5.0, level 2');

/** How many requirements of level 1 and 2 the sections of each chapter have; they are numbered from 1. */
const LEVEL_2: readonly string[] = [
  '2 9 11 3 2',
  '3 3 4 1',
  '0 2 4 6 5 0 2',
  '3 1 2 4',
  '1 3 2 3',
  '3 12 4 4 5 3 0 4',
  '3 4 2 5 2 2',
  '2 3 1 1',
  '3 4',
  '2 2 4 11 5 2 3',
  '2 3 3 4 1 1',
  '3 2 4',
  '1 5 2 5',
  '2 4 3',
  '3 3 7',
  '1 5 4 3 3',
  '1 4 2',
];
const all = LEVEL_2.flatMap((counts, chapter) =>
  counts
    .split(' ')
    .flatMap((count, section) =>
      Array.from({ length: Number(count) }, (_, index) => `${chapter + 1}.${section + 1}.${index + 1}`),
    ),
);

/** The numbers in a cell: `1.2.6–1.2.8, 1.3.1` are four. */
const numbersOf = (cell: string): string[] =>
  cell.split(', ').flatMap((range) => {
    const [first, last = first] = range.split('–');
    return all.slice(all.indexOf(first!), all.indexOf(last!) + 1);
  });

describe('docs/security.md', () => {
  it('has every requirement of level 2 once, and those that are met in order', () => {
    expect(all).toHaveLength(253);
    const numbers = requirements.map(([cell]) => numbersOf(cell!));
    expect(numbers.flat().sort()).toEqual(all.toSorted());
    const inOrder = numbers.slice(0, -LISTS).map(([first]) => all.indexOf(first!));
    expect(inOrder).toEqual(inOrder.toSorted((one, other) => one - other));
  });

  it('names existing tests or gives a reason in each row', () => {
    const rows = [...threats, ...requirements].map((cells) => ({ row: cells[0]!, evidence: cells.at(-1)! }));
    const unproven = rows.filter(({ evidence }) => {
      const tests = [...evidence.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path!);
      if (tests.length === 0) return !/^(Not applicable|The operator’s): .{5}/.test(evidence);
      return !tests.every((path) => existsSync(`${docs}/../${path}`));
    });
    expect(unproven).toEqual([]);
  });
});
