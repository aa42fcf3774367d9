/** A row of a registry file as a row of the table. Pure but for the digester. */
import { sourceOf, type SourceId } from '../contract/sources.ts';
import type { Digester } from '../keys/index.ts';
import {
  type ComparablePerson,
  comparableRepresentatives,
  hasDamagedNumber,
  isDamaged,
} from '../registry/index.ts';
import type { Layout, RegistryColumns } from './columns.ts';
import { copyText, NULL } from './copy-text.ts';
import { decoded, repairedName } from './damage.ts';
import type { SkipReason } from './report.ts';
import { createDateReader, codeFault, createStateReader, textCell, unitCode, unitName } from './values.ts';

/**
 * `damaged`: the code of a unit with which no claim can agree: a name has lost a character, or a
 * number is no document's.
 */
export type Converted = { rows: readonly string[]; damaged?: string | undefined } | { fault: SkipReason };

/** The columns of a row, which is in COPY's text format without its line's end. */
export const REGISTRY_FIELDS = 'code, name, representatives, founded_on, state';

const NO_DATE = { date: null };

/** Staged in the place of a skipped row. Only its code is looked at. */
export const skippedUnit = (code: string): string => `${code}\t\t[]\t${NULL}\tinactive`;

/** `today` is `YYYY-MM-DD` in China Standard Time. */
export function createRegistryConverter(
  layout: Layout<RegistryColumns>,
  { source, digester, today }: { source: SourceId; digester: Digester; today: string },
): (cells: readonly string[]) => Converted {
  const readDate = createDateReader(today);
  const readState = createStateReader();
  return (cells) => {
    const codeCell = cells[layout.code]!;
    const code = unitCode(codeCell);
    if (code === undefined) return codeFault(codeCell);
    if (code.length === 18 && sourceOf(code) !== source) return { fault: 'other-class' };
    const name = textCell(decoded(cells[layout.name]!));
    if ('fault' in name) return name;
    if (name.text === '') return { fault: 'name-missing' };
    const representatives = textCell(repairedName(cells[layout.representative]!));
    if ('fault' in representatives) return representatives;
    const numbers = textCell(cells[layout.idNumber]!);
    if ('fault' in numbers) return numbers;
    const founded = layout.foundedOn < 0 ? NO_DATE : readDate(cells[layout.foundedOn]!);
    if ('fault' in founded) return founded;
    const status = layout.status < 0 ? '' : cells[layout.status]!;
    if (status.includes('\ufffd')) return { fault: 'broken-characters' };

    const people = comparableRepresentatives(
      [{ name: representatives.text, idNumber: numbers.text }],
      digester,
    );
    const row =
      `${code}\t${copyText(unitName(name.text))}\t` +
      `${copyPeople(people)}\t${founded.date ?? NULL}\t${readState(status)}`;
    const isWhole = people.every((person) => person.numbers.length > 0 && !isDamaged(person.name));
    const isDamagedRow =
      !isWhole && (people.some((person) => isDamaged(person.name)) || hasDamagedNumber(numbers.text));
    return { rows: [row], damaged: isDamagedRow ? code : undefined };
  };
}

/**
 * `copyText(JSON.stringify(people))`, without either where nothing needs an escape: digests never
 * do, names hardly ever.
 */
function copyPeople(people: readonly ComparablePerson[]): string {
  let list = '';
  for (const { name, numbers } of people) {
    if (/["\\\x00-\x1f]/.test(name)) return copyText(JSON.stringify(people));
    const quotedNumbers = numbers.length === 0 ? '' : `"${numbers.join('","')}"`;
    list += `${list && ','}{"name":"${name}","numbers":[${quotedNumbers}]}`;
  }
  return `[${list}]`;
}
