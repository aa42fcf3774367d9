/**
 * Encryption anew in place: every sealed value is opened and sealed again under the newest key, in
 * batches. It may be interrupted and run again: values under the newest key are skipped, and one
 * that was written meanwhile is left.
 */
import { sql } from 'kysely';
import type { Database } from '../database/index.ts';
import { ifReadable, type Cipher } from './cipher.ts';

/** A column of sealed text, described by the folder that seals it. */
export interface SealedColumn {
  table: string;
  column: string;
  /** Its table's primary key. */
  key: readonly string[];
  /** Columns that the context is made of, besides the key. */
  bound?: readonly string[];
  /** The context that the text is bound to (`Cipher.seal`), by the columns' texts. */
  context(row: Readonly<Record<string, string>>): string;
}

export interface Resealed {
  resealed: number;
  /** Sealed under a key that is gone, or altered: left as they are. */
  unreadable: number;
}

const BATCH = 200;

/**
 * `newest` is the id of the key that the cipher seals with. Stops between two values when the
 * signal aborts.
 */
export async function reseal(
  database: Database,
  cipher: Cipher,
  newest: string,
  sealed: SealedColumn,
  signal: AbortSignal,
): Promise<Resealed> {
  const total = { resealed: 0, unreadable: 0 };
  for (let after: string[] | undefined; ;) {
    const rows = await batch(database, newest, sealed, after);
    for (const row of rows) {
      signal.throwIfAborted();
      const text = resealedText(cipher, row, sealed);
      if (text === undefined) total.unreadable++;
      else if (await replace(database, sealed, row, text)) total.resealed++;
    }
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return total;
    after = sealed.key.map((column) => last[column]!);
  }
}

/** Values that another key than the newest has sealed. */
export async function countOthers(
  { kysely }: Database,
  newest: string,
  { table, column }: SealedColumn,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(table)} where ${isOther(column, newest)}`.execute(kysely);
  return rows[0]!.count;
}

const isOther = (column: string, newest: string) =>
  sql`${sql.ref(column)} is not null and split_part(${sql.ref(column)}, '.', 1) <> ${newest}`;

type Row = Readonly<Record<string, string>>;

const list = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)));
const texts = (columns: readonly string[]) =>
  sql.join(columns.map((column) => sql`${sql.ref(column)}::text as ${sql.ref(column)}`));

async function batch(
  database: Database,
  newest: string,
  { table, column, key, bound = [] }: SealedColumn,
  after: string[] | undefined,
): Promise<Row[]> {
  const from = after ? sql`and (${list(key)}) > (${sql.join(after)})` : sql``;
  const { rows } = await sql<Row>`
    select ${texts([...key, ...bound])}, ${sql.ref(column)} as sealed from ${sql.table(table)}
    where ${isOther(column, newest)} ${from}
    order by ${sql.join(key.map((name) => sql.ref(`${table}.${name}`)))} limit ${sql.lit(BATCH)}`.execute(
    database.kysely,
  );
  return rows;
}

const resealedText = (cipher: Cipher, row: Row, { context }: SealedColumn): string | undefined =>
  ifReadable(() => cipher.seal(cipher.open(row['sealed']!, context(row)), context(row)));

/** Replaces the value only while it is the one that was read. */
async function replace(
  database: Database,
  { table, column, key }: SealedColumn,
  row: Row,
  text: string,
): Promise<boolean> {
  const same = sql.join(
    key.map((name) => sql`${sql.ref(name)} = ${row[name]}`),
    sql` and `,
  );
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${text}
    where ${same} and ${sql.ref(column)} = ${row['sealed']}`.execute(database.kysely);
  return numAffectedRows === 1n;
}
