/**
 * The embedded database: PGlite in a folder that one process at a time has (`folder.ts`). PGlite's fsync does nothing: a power cut
 * can lose the newest rows, a killed process loses none.
 */
import type { Readable } from 'node:stream';
import { PGlite, types } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import type { Database, Session } from './database.ts';
import { restrictToOwner } from './folder.ts';
import { bind } from './statement.ts';
import type { Tables } from './tables.ts';

/** Bytes in one COPY, because PGlite holds a whole blob in memory. */
const COPY_CHUNK = 4 * 1024 * 1024;

const text = (value: string) => value;

/** Returns the values that `pg` returns: dates, 64-bit integers and decimals as text. */
export const PARSERS = { [types.DATE]: text, [types.INT8]: text, [types.NUMERIC]: text };

export async function openEmbedded(folder: string): Promise<Database> {
  const pglite = await PGlite.create({ dataDir: folder, parsers: PARSERS });
  restrictToOwner(folder); // PGlite creates files that every user may write
  return embeddedDatabase(pglite);
}

/** `pglite` must use `PARSERS`. */
export function embeddedDatabase(pglite: PGlite): Database {
  return {
    kind: 'embedded',
    kysely: new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) }),
    async run<Row>(statement: { text: string }, values: object) {
      const bound = bind(statement as never, values as never);
      return (await pglite.query<Row>(statement.text, bound)).rows;
    },
    session: (work) => work(sessionOf(pglite)),
    close: () => pglite.close(),
  };
}

function sessionOf(pglite: PGlite): Session {
  let current: Pick<PGlite, 'query'> = pglite;
  return {
    query: async <Row>(text: string, values?: readonly unknown[]) =>
      (await current.query<Row>(text, values as unknown[])).rows,
    async copyIn(target, rows) {
      for await (const chunk of wholeRows(rows)) {
        await current.query(`copy ${target} from '/dev/blob'`, [], { blob: new Blob([chunk]) });
      }
    },
    transaction: <T>(work: () => Promise<T>) =>
      pglite.transaction(async (transaction) => {
        current = transaction;
        try {
          return await work();
        } finally {
          current = pglite;
        }
      }) as Promise<T>,
  };
}

/** Cuts a byte stream at line ends, so that each blob holds whole rows. */
async function* wholeRows(rows: Readable): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let carry: Buffer[] = [];
  let size = 0;
  for await (const piece of rows as AsyncIterable<Buffer>) {
    carry.push(piece);
    size += piece.length;
    if (size < COPY_CHUNK) continue;
    const bytes = Buffer.concat(carry);
    const end = bytes.lastIndexOf(10) + 1;
    yield Uint8Array.from(bytes.subarray(0, end));
    carry = [bytes.subarray(end)];
    size = bytes.length - end;
  }
  if (size > 0) yield Uint8Array.from(Buffer.concat(carry));
}
