/** The headers that files to import may have, by `bff/import/columns.ts`. */
import { SOURCES } from '../../../bff/contract/sources.ts';
import { type Column, HANDLER_COLUMNS, registryColumns } from '../../../bff/import/columns.ts';
import type { DocsLanguage } from '../support/pages.ts';
import { fillTable, keysOf } from './table.ts';

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
