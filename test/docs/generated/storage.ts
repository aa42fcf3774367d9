/** The stored data: the tables with their columns, by the types that `table-types.store.test.ts` compares with the database, and the rows that jobs remove by their age. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { DAY, HOUR } from '../../../bff/contract/time.ts';
import { KEPT_FOR } from '../../../bff/database/retention.ts';
import { AUDIT_KEPT_FOR } from '../../../bff/events/retention.ts';
import { COUNTERS, REFUSALS } from '../../../bff/limits/retention.ts';
import { EXPIRIES } from '../../../bff/upkeep/retention.ts';
import { root } from '../support/pages.ts';
import { expectKeys, fillTable } from './table.ts';

const FILE = 'bff/database/tables.ts';

/** By table: the names of its columns, and their comments. */
function readTables() {
  const source = ts.createSourceFile(FILE, readFileSync(join(root, FILE), 'utf8'), ts.ScriptTarget.Latest);
  const declared = source.statements.find(
    (each) => ts.isInterfaceDeclaration(each) && each.name.text === 'Tables',
  ) as ts.InterfaceDeclaration;
  const columnsIn = (members: ts.NodeArray<ts.TypeElement>) =>
    members.map((member) => ({
      name: (member.name as ts.Identifier).text,
      comment: source.text.slice(member.getFullStart(), member.getStart(source)),
    }));
  return new Map(
    declared.members.map((member) => [
      (member.name as ts.Identifier).text,
      columnsIn(((member as ts.PropertySignature).type as ts.TypeLiteralNode).members),
    ]),
  );
}

const DECLARED = readTables();

export const TABLES: ReadonlyMap<string, readonly string[]> = new Map(
  [...DECLARED].map(([table, columns]) => [table, columns.map(({ name }) => name)]),
);

/** The words for a value that nobody can read. */
const PROTECTIONS = ['digest', 'encrypted'];

const coded = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

/** The tables and their columns, in the order of the types. */
export const listColumns = (): string =>
  [...TABLES].map(([table, columns]) => `- \`${table}\`: ${coded(columns)}\n`).join('');

interface Removed {
  names: readonly string[];
  since: readonly string[];
  keptFor: number;
}

const ofTable = ({ table, since, keptFor }: (typeof EXPIRIES)[number]): Removed => ({
  names: [table],
  since,
  keptFor,
});

const REMOVED: readonly Removed[] = [
  ...[...EXPIRIES, COUNTERS, REFUSALS].map(ofTable),
  { names: ['kept_claim'], since: ['expires_at'], keptFor: 0 },
  { names: ['event', 'seal'], since: ['at'], keptFor: AUDIT_KEPT_FOR },
  { names: ['submission.key', 'submission.body'], since: ['at'], keptFor: KEPT_FOR.idempotencyKeys },
];

function timeOf(milliseconds: number): string {
  const [size, unit] = (
    [
      [365 * DAY, 'year'],
      [DAY, 'day'],
      [HOUR, 'hour'],
    ] as const
  ).find(([each]) => milliseconds % each === 0)!;
  const count = milliseconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** A table of what a job removes, or empties, by its age. */
export const listRemoved = (): string =>
  [
    '| removed | since | after |',
    '|---|---|---|',
    ...REMOVED.map(
      ({ names, since, keptFor }) =>
        `| ${coded(names)} | ${since.map((column) => `\`${column}\``).join(' and ')} | ${keptFor === 0 ? 'at that moment' : timeOf(keptFor)} |`,
    ),
    '',
  ].join('\n');

/**
 * The table of tables is written by people: it has each once, says of none that a job empties that it stays, and says `digest` and `encrypted`
 * where the comment of a column does.
 */
export function fillTables(present: string): string {
  expectKeys(present, [...TABLES.keys()], 'tables');
  return fillTable(([table], cells) => {
    if (/^as long as the database/.test(cells[3]!) && REMOVED.some(({ names }) => names.includes(table!)))
      throw new Error(`${table} does not stay: a job removes its rows`);
    for (const word of PROTECTIONS)
      if (DECLARED.get(table!)!.some(({ comment }) => comment.includes(word)) && !cells[2]!.includes(word))
        throw new Error(`${table} has a column that is ${word}, by ${FILE}`);
    return {};
  })(present);
}
