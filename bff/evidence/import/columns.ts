/** Where a file keeps what: its header row against the names that docs/en/csv.md lists. */
import { ImportRefused } from './refused.ts';

export interface Column {
  /** Any of these headers, compared without case and spaces. */
  names: readonly string[];
  required: boolean;
}

export const REGISTRY_COLUMNS = {
  name: { names: ['企业名称', '单位名称', 'name'], required: true },
  code: { names: ['统一社会信用代码', 'code'], required: true },
  representative: { names: ['法定代表人', '法人代表', 'legalRepresentative'], required: true },
  idNumber: { names: ['法定代表人证件号码', 'legalRepresentativeId'], required: true },
  foundedOn: { names: ['成立日期', '注册日期', 'foundedOn'], required: true },
  status: { names: ['登记状态', '经营状态', 'status'], required: false },
} as const satisfies Record<string, Column>;

export const HANDLER_COLUMNS = {
  code: { names: ['统一社会信用代码', 'code'], required: true },
  name: { names: ['经办人姓名', 'name'], required: true },
  idNumber: { names: ['经办人证件号码', 'idNumber'], required: true },
  lastHandledOn: { names: ['最近办理日期', 'lastHandledOn'], required: false },
} as const satisfies Record<string, Column>;

/** Index of each column in a row, and how many cells a row must have. -1: an optional one is not there. */
export type Layout<Columns> = { readonly [Name in keyof Columns]: number } & { readonly width: number };

const folded = (header: string): string => header.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** Throws `ImportRefused` naming what is missing, and by which names it would be known. */
export function layoutOf<Columns extends Record<string, Column>>(
  header: readonly string[],
  columns: Columns,
): Layout<Columns> {
  const given = header.map(folded);
  const found = Object.entries(columns).map(([key, column]) => {
    const names = column.names.map(folded);
    const places = given.flatMap((name, index) => (names.includes(name) ? [index] : []));
    return { key, column, places };
  });
  const missing = found.filter(({ column, places }) => column.required && places.length === 0);
  if (missing.length > 0)
    throw new ImportRefused(
      'missing-column',
      `The first line must name every column. Missing: ${missing
        .map(({ column }) => column.names.join(' or '))
        .join('; ')}.`,
    );
  const twice = found.filter(({ places }) => places.length > 1);
  if (twice.length > 0)
    throw new ImportRefused(
      'ambiguous-column',
      `These columns are there more than once: ${twice.map(({ column }) => column.names.join(' or ')).join('; ')}.`,
    );
  const indexes = Object.fromEntries(found.map(({ key, places }) => [key, places[0] ?? -1]));
  return { ...indexes, width: header.length } as Layout<Columns>;
}
