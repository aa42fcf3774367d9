/** `bff/database/tables.ts` says what the migrations make: every table and column, its type, null, default and list of values. */
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import ts from 'typescript';
import { describe, expect } from 'vitest';
import { storeTest } from '../../support/store.ts';

/** A column as the types or the database have it. */
interface Column {
  type: string;
  /** Null may be read. */
  nullable: boolean;
  /** `default`: an insert may leave it out; `always`: nobody may write it. */
  written: 'by the program' | 'default' | 'always';
  /** The texts that it may have, sorted; undefined for any. */
  values?: string[] | undefined;
}

/** How the driver reads each type of PostgreSQL. */
const READ_AS: Record<string, string> = {
  text: 'string',
  uuid: 'string',
  date: 'string',
  bigint: 'string',
  integer: 'number',
  boolean: 'boolean',
  'timestamp with time zone': 'Date',
  'text[]': 'string[]',
  json: 'json',
  jsonb: 'json',
};

const FILE = fileURLToPath(new URL('../../../bff/database/tables.ts', import.meta.url));

function columnsOfTypes(): Record<string, Column> {
  const program = ts.createProgram([FILE], {
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(FILE)!;
  const declared = checker
    .getExportsOfModule(checker.getSymbolAtLocation(file)!)
    .find(({ name }) => name === 'Tables')!;

  const membersOf = (type: ts.Type) =>
    checker
      .getPropertiesOfType(type)
      .map((member) => [member.name, checker.getTypeOfSymbolAtLocation(member, file)] as const);
  /** A union's members; the parts of Kysely's `ColumnType` in their place. */
  const partsOf = (type: ts.Type, operation: '__select__' | '__insert__'): ts.Type[] => {
    if (type.isUnion()) return type.types.flatMap((one) => partsOf(one, operation));
    const part = type.getProperty(operation);
    return part ? partsOf(checker.getTypeOfSymbolAtLocation(part, file), operation) : [type];
  };
  const has = (types: readonly ts.Type[], flag: ts.TypeFlags) => types.some(({ flags }) => flags & flag);
  const nameOf = (type: ts.Type, isWrittenAsText: boolean): string => {
    if (type.isUnion() && !(type.flags & ts.TypeFlags.BooleanLike))
      return namesOf(type.types, isWrittenAsText);
    if (type.flags & ts.TypeFlags.StringLike) return 'string';
    if (type.flags & ts.TypeFlags.NumberLike) return 'number';
    if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean';
    if (checker.isArrayType(type) && !isWrittenAsText)
      return `${nameOf(checker.getTypeArguments(type as ts.TypeReference)[0]!, false)}[]`;
    return (type.symbol as ts.Symbol | undefined)?.name === 'Date'
      ? 'Date'
      : isWrittenAsText
        ? 'json'
        : checker.typeToString(type);
  };

  const namesOf = (types: readonly ts.Type[], isWrittenAsText: boolean) =>
    [...new Set(types.map((one) => nameOf(one, isWrittenAsText)))].join(' | ');

  const columnOf = (type: ts.Type): Column => {
    const inserted = partsOf(type, '__insert__');
    const read = partsOf(type, '__select__');
    const values = read.filter(({ flags }) => !(flags & ts.TypeFlags.Null));
    const isWrittenAsText = has(inserted, ts.TypeFlags.StringLike);
    const literals = values.filter((one) => one.isStringLiteral());
    return {
      type: namesOf(values, isWrittenAsText),
      nullable: has(read, ts.TypeFlags.Null),
      written: has(inserted, ts.TypeFlags.Never)
        ? 'always'
        : has(inserted, ts.TypeFlags.Undefined)
          ? 'default'
          : 'by the program',
      values: literals.length === values.length ? literals.map(({ value }) => value).sort() : undefined,
    };
  };
  return Object.fromEntries(
    membersOf(checker.getDeclaredTypeOfSymbol(declared)).flatMap(([table, row]) =>
      membersOf(row).map(([column, type]) => [`${table}.${column}`, columnOf(type)]),
    ),
  );
}

interface Row {
  name: string;
  type: string;
  nullable: boolean;
  written: Column['written'];
  check: string | null;
}

/** `check`: of a column whose values are listed. */
const schema = sql<Row>`
  select relname || '.' || attname as name, format_type(atttypid, null) as type, not attnotnull as nullable,
         case when attidentity = 'a' or attgenerated <> '' then 'always'
              when atthasdef or attidentity = 'd' then 'default' else 'by the program' end as written,
         (select pg_get_constraintdef(oid) from pg_constraint
          where conrelid = attrelid and contype = 'c' and conkey = array[attnum]
            and pg_get_constraintdef(oid) like '%ANY (ARRAY[%') as check
  from pg_attribute join pg_class on pg_class.oid = attrelid
  where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm') and relname not like 'kysely%'
    and attnum > 0 and not attisdropped`;

const columnOfRow = ({ type, nullable, written, check }: Row): Column => ({
  type: READ_AS[type] ?? type,
  nullable,
  written,
  values: check === null ? undefined : [...check.matchAll(/'([^']*)'::/g)].map(([, value]) => value!).sort(),
});

describe('the types of the tables', () => {
  const it = storeTest;

  it('are those of the migrated database', async ({ database }) => {
    const { rows } = await schema.execute(database.kysely);
    const made = Object.fromEntries(rows.map((row) => [row.name, columnOfRow(row)]));
    // A list that only the types have is a promise of the program.
    const typed = Object.entries(columnsOfTypes()).map(
      ([name, { values, ...column }]) => [name, { ...column, values: made[name]?.values && values }] as const,
    );
    expect(Object.fromEntries(typed)).toEqual(made);
  });
});
