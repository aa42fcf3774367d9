/** The headers that files to import may have, by `bff/import/columns.ts`, and the words of their statuses, by `bff/registry/registry-state.ts`. */
import { SOURCES } from '../../../bff/contract/sources.ts';
import { type Column, HANDLER_COLUMNS, registryColumns } from '../../../bff/import/columns.ts';
import { REGISTRY_STATES, type RegistryState } from '../../../bff/registry/registry-state.ts';
import type { DocsLanguage } from '../support/pages.ts';
import { expectKeys, fillTable, keysOf } from './table.ts';

const ABSENT: Record<DocsLanguage, Record<string, string>> = {
  zh: { status: '（没有这一列或为空，表示在营）', lastHandledOn: '（可以没有）' },
  en: { status: ' (absent or empty: active)', lastHandledOn: ' (may be absent)' },
};

function told(columns: Record<string, Column>, language: DocsLanguage): string {
  const texts = Object.entries(columns)
    .filter(([, { names }]) => names.length > 0)
    .map(([key, { names, required }]) => {
      const absent = required ? '' : ABSENT[language][key];
      if (absent === undefined) throw new Error(`nothing says what an absent ${key} means`);
      return `${names.join('/')}${absent}`;
    });
  return texts.join(language === 'zh' ? '，' : ', ');
}

export const fillColumns = (language: DocsLanguage) => (present: string) => {
  const files = Object.keys(SOURCES) as (keyof typeof SOURCES)[];
  const missing = [...files, 'handlers'].filter((file) => !keysOf(present).includes(file));
  if (missing.length > 0) throw new Error(`columns: no row for ${missing.join(', ')}`);
  return fillTable((keys) => {
    const source = files.find((each) => keys.includes(each));
    return { 1: told(source === undefined ? HANDLER_COLUMNS : registryColumns(source), language) };
  })(present);
};

const OTHER_WORDS: Record<DocsLanguage, string> = { zh: '其他任何词', en: 'any other word' };

/** A state's words, and why it refuses claims. The rows are in the code's order: the last state wins. */
export const fillStates = (language: DocsLanguage) => (present: string) => {
  const states = Object.keys(REGISTRY_STATES);
  expectKeys(present, states, 'states');
  if (keysOf(present).join() !== states.join()) throw new Error(`states: the order is ${states.join(', ')}`);
  return fillTable(([state]) => {
    const { words, refusal } = REGISTRY_STATES[state as RegistryState];
    const codes = words.map((word) => `\`${word}\``).join(language === 'zh' ? '、' : ', ');
    return { 1: codes || OTHER_WORDS[language], 2: refusal === null ? '–' : `\`${refusal}\`` };
  })(present);
};
