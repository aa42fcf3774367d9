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

const threats = rowsOf('Threat, defense, test');
const requirements = rowsOf('OWASP ASVS 5.0, level 2');

/** The number of requirements of level 1 and 2 in each section; they are numbered from 1. */
const LEVEL_2: Record<string, number> = {
  '1.1': 2,
  '1.2': 9,
  '1.3': 11,
  '1.4': 3,
  '1.5': 2,
  '2.1': 3,
  '2.2': 3,
  '2.3': 4,
  '2.4': 1,
  '3.2': 2,
  '3.3': 4,
  '3.4': 6,
  '3.5': 5,
  '3.7': 2,
  '4.1': 3,
  '4.2': 1,
  '4.3': 2,
  '4.4': 4,
  '5.1': 1,
  '5.2': 3,
  '5.3': 2,
  '5.4': 3,
  '6.1': 3,
  '6.2': 12,
  '6.3': 4,
  '6.4': 4,
  '6.5': 5,
  '6.6': 3,
  '6.8': 4,
  '7.1': 3,
  '7.2': 4,
  '7.3': 2,
  '7.4': 5,
  '7.5': 2,
  '7.6': 2,
  '8.1': 2,
  '8.2': 3,
  '8.3': 1,
  '8.4': 1,
  '9.1': 3,
  '9.2': 4,
  '10.1': 2,
  '10.2': 2,
  '10.3': 4,
  '10.4': 11,
  '10.5': 5,
  '10.6': 2,
  '10.7': 3,
  '11.1': 2,
  '11.2': 3,
  '11.3': 3,
  '11.4': 4,
  '11.5': 1,
  '11.6': 1,
  '12.1': 3,
  '12.2': 2,
  '12.3': 4,
  '13.1': 1,
  '13.2': 5,
  '13.3': 2,
  '13.4': 5,
  '14.1': 2,
  '14.2': 4,
  '14.3': 3,
  '15.1': 3,
  '15.2': 3,
  '15.3': 7,
  '16.1': 1,
  '16.2': 5,
  '16.3': 4,
  '16.4': 3,
  '16.5': 3,
  '17.1': 1,
  '17.2': 4,
  '17.3': 2,
};
const all = Object.entries(LEVEL_2).flatMap(([section, count]) =>
  Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
);

/** The numbers in a cell: `1.2.6–1.2.8` is three. */
function numbersOf(cell: string): string[] {
  const [first, last = first] = cell.split('–');
  return all.slice(all.indexOf(first!), all.indexOf(last!) + 1);
}

describe('docs/security.md', () => {
  it('has every requirement of level 2 once, in order', () => {
    expect(all).toHaveLength(253);
    expect(requirements.flatMap(([cell]) => numbersOf(cell!))).toEqual(all);
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

  it('and SECURITY.md have no broken links', () => {
    const security = readFileSync(`${docs}/../SECURITY.md`, 'utf8');
    const links = (text: string) => [...text.matchAll(/\]\(([^)#]+)/g)].map(([, to]) => to!);
    expect(links(page).filter((to) => !existsSync(`${docs}/${to}`))).toEqual([]);
    expect(links(security).filter((to) => !existsSync(`${docs}/../${to}`))).toEqual([]);
  });
});
