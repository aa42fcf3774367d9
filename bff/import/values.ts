/** Cells of an import as the values that are stored and compared. Pure. */
import { checkDate, INVISIBLE } from '../contract/identifiers.ts';
import { checkUnitCode, normalizeUnitCode } from '../contract/unit-code.ts';
import { type RegistryState, registryStateOf } from '../registry/index.ts';
import type { SkipReason } from './report.ts';

/** Characters of nearly every cell, which need no closer look. */
const ORDINARY = /^[\x20-\x7e·“”、-〟㐀-䶿一-鿿！-～]*$/;
const BROKEN = /\ufffd/;
/** Line breaks and tabs of a quoted cell count as spaces. */
const CONTROL = /(?![\t\r\n])\p{Cc}/u;

export type Cell = { text: string } | { fault: SkipReason };

/** A cell that text is taken from, trimmed and without invisible characters. */
export function textCell(cell: string): Cell {
  if (ORDINARY.test(cell)) return { text: cell.trim() };
  if (BROKEN.test(cell)) return { fault: 'broken-characters' };
  if (CONTROL.test(cell)) return { fault: 'control-characters' };
  return { text: cell.replace(INVISIBLE, '').trim() };
}

const PLAIN_CODE = /^[0-9A-HJ-NP-RT-UW-Y]{18}$/;

/** As `normalizeUnitCode`, which most codes of a file need not go through. */
export const unitCode = (cell: string): string | undefined =>
  PLAIN_CODE.test(cell) ? cell : normalizeUnitCode(cell);

/**
 * Why a cell is no unit code. Among them: registration numbers of 15 digits, which identify no unit
 * today.
 */
export function codeFault(cell: string): { fault: SkipReason } {
  const checked = textCell(cell);
  if ('fault' in checked) return checked;
  return { fault: checked.text === '' ? 'code-missing' : 'bad-code' };
}

/**
 * The unit code of a row that was skipped: what stands in the code's place, else (columns have
 * shifted) the only cell that is a code with a right check digit.
 */
export function readableCode(cells: readonly string[], place: number): string | undefined {
  const inPlace = normalizeUnitCode(cells[place] ?? '');
  if (inPlace !== undefined) return inPlace;
  const codes = cells.flatMap((cell) => {
    const checked = cell.length < 64 ? checkUnitCode(cell) : { ok: false as const };
    return checked.ok ? [checked.value] : [];
  });
  return codes.length === 1 ? codes[0] : undefined;
}

/** A unit's name as it is shown: runs of white space are one space. */
export const unitName = (cell: string): string => (/\s/.test(cell) ? cell.trim().replace(/\s+/g, ' ') : cell);

export type DateValue = { date: string | null } | { fault: SkipReason };

/** `2001-05-18 00:00:00`, as databases and spreadsheets write a date. */
const TIME_OF_DAY = /[\sT]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/;
/** A day that every month has, in the form in which it is stored: nearly every date of a file. */
const PLAIN_DATE = /^(1[89]|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/;
const DATES_KEPT = 10_000;

/**
 * Reads dates; `today` is `YYYY-MM-DD`. Empty is null. A file has few different ones, so they are
 * kept.
 */
export function createDateReader(today: string): (cell: string) => DateValue {
  const known = new Map<string, DateValue>();
  return (cell) => {
    if (PLAIN_DATE.test(cell) && cell <= today) return { date: cell };
    const kept = known.get(cell);
    if (kept) return kept;
    const text = cell.trim().replace(TIME_OF_DAY, '');
    const checked = text === '' ? undefined : checkDate(text, today);
    const value: DateValue = !checked
      ? { date: null }
      : checked.ok
        ? { date: checked.value }
        : { fault: checked.code === 'in-the-future' ? 'in-the-future' : 'bad-date' };
    if (known.size < DATES_KEPT && cell.length < 13) known.set(cell, value);
    return value;
  };
}

/** `registryStateOf` for a file's column, which holds few different values. */
export function createStateReader(): (cell: string) => RegistryState {
  const known = new Map<string, RegistryState>();
  return (cell) => {
    let state = known.get(cell);
    if (state === undefined) {
      state = registryStateOf(cell);
      if (known.size < 1_000) known.set(cell, state);
    }
    return state;
  };
}
