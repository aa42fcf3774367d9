/** Where a file keeps what: its header row against the names that docs/en/csv.md lists. */
import type { SourceId } from '../contract/sources.ts';
import { claimFieldsOf } from '../registry/index.ts';
import { ImportRefused } from './report.ts';

export interface Column {
  /** Any of these headers, compared without case and spaces. */
  names: readonly string[];
  required: boolean;
}

interface RegistryNames {
  name: readonly string[];
  representative: readonly string[];
  idNumber: readonly string[];
  /** None: the source does not compare it, so a column of it is not read. */
  foundedOn: readonly string[];
  status: readonly string[];
}

/** As each source calls its columns; the English names are good for all. */
const REGISTRY_NAMES: Record<SourceId, RegistryNames> = {
  market: {
    name: ['企业名称', '单位名称'],
    representative: ['法定代表人', '法人代表'],
    idNumber: ['法定代表人证件号码'],
    foundedOn: ['成立日期', '注册日期'],
    status: ['登记状态', '经营状态'],
  },
  institutions: {
    name: ['单位名称', '机构名称'],
    representative: ['法定代表人', '负责人'],
    idNumber: ['法定代表人证件号码', '负责人证件号码'],
    foundedOn: [],
    status: ['单位状态', '登记状态'],
  },
  'social-organizations': {
    name: ['社会组织名称', '单位名称'],
    representative: ['法定代表人'],
    idNumber: ['法定代表人证件号码'],
    foundedOn: ['成立登记日期', '成立日期'],
    status: ['登记状态', '社会组织状态'],
  },
};

/** The columns of a source's file. */
export function registryColumns(source: SourceId) {
  const { name, representative, idNumber, foundedOn, status } = REGISTRY_NAMES[source];
  return {
    name: { names: [...name, 'name'], required: true },
    code: { names: ['统一社会信用代码', 'code'], required: true },
    representative: { names: [...representative, 'legalRepresentative'], required: true },
    idNumber: { names: [...idNumber, 'legalRepresentativeId'], required: true },
    foundedOn: claimFieldsOf(source).includes('foundedOn')
      ? { names: [...foundedOn, 'foundedOn'], required: true }
      : { names: [], required: false },
    status: { names: [...status, 'status'], required: false },
  } satisfies Record<string, Column>;
}

export type RegistryColumns = ReturnType<typeof registryColumns>;

export const HANDLER_COLUMNS = {
  code: { names: ['统一社会信用代码', 'code'], required: true },
  name: { names: ['经办人姓名', 'name'], required: true },
  idNumber: { names: ['经办人证件号码', 'idNumber'], required: true },
  lastHandledOn: { names: ['最近办理日期', 'lastHandledOn'], required: false },
} as const satisfies Record<string, Column>;

/**
 * Index of each column in a row, and how many cells a row must have. -1: an optional one is not
 * there.
 */
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
