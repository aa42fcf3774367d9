/**
 * A MAC over all rows of an imported table. It stands in the event of the import, so that `audit
 * verify` finds rows that somebody has put in, changed or removed by SQL. The table is read once,
 * some thousand codes at a time.
 */
import { liftTimeouts, type Session } from '../database/index.ts';
import { addTo, keyOf, macOf, newTally, type Recording, type RowFault, type Tally } from '../events/index.ts';
import type { MacKey } from '../keys/index.ts';

interface ImportedTable {
  imported: 'registry.imported' | 'handlers.imported';
  name: 'registry_unit' | 'handler_record';
  /**
   * The column that the rows are read by: digits and capitals, which each collation has in the same
   * order.
   */
  by: string;
  /**
   * A row, whose text is the same on every server (a day as a number); the order of the rows of one
   * `by`.
   */
  row: string;
  order: string;
}

/**
 * The number of the import that wrote a row last is not in it: a unit that gets its USCC is marked
 * by it later.
 */
export const REGISTRY: ImportedTable = {
  imported: 'registry.imported',
  name: 'registry_unit',
  by: 'code',
  row: `(code, source, organization_code, name, representatives, founded_on - date '2000-01-01', state)`,
  order: 'code',
};
export const HANDLERS: ImportedTable = {
  imported: 'handlers.imported',
  name: 'handler_record',
  by: 'organization_code',
  row: `(organization_code, person, last_handled_on - date '2000-01-01')`,
  order: 'organization_code, person collate "C"',
};

/**
 * Codes read at once. Another number would give another MAC, because the MAC of each page has the
 * one before in it.
 */
const BATCH = 5_000;

/**
 * `hash`: SHA-256 by PostgreSQL. The rows stay there, because reading them would make an import
 * slower and need more memory.
 */
interface Page {
  last: string | null;
  hash: string | null;
}

/**
 * The MAC; '' for an empty table. `table`: a large import writes into another one before it takes
 * the place.
 */
export async function digestOf(
  session: Pick<Session, 'query'>,
  table: string,
  { by, row, order }: ImportedTable,
  key: MacKey,
): Promise<string> {
  let digest = '';
  for (let after = ''; ;) {
    const [page] = (await session.query<Page>(
      `with page as (select ${by} from ${table} where ${by} > $1 order by ${by} limit ${BATCH}),
       ends as (select max(${by}) as last from page)
       select (select last from ends) as last,
              (select encode(sha256(convert_to(string_agg(${row}::text, E'\\n' order by ${order}), 'UTF8')), 'hex') from ${table}
               where ${by} > $1 and ${by} <= (select last from ends)) as hash`,
      [after],
    )) as [Page];
    if (page.last === null) return digest;
    digest = macOf(key, 'rows', [digest, page.hash]);
    after = page.last;
  }
}

/**
 * The tables whose rows are not what the last import left. All is read as of one moment, so an
 * import that commits meanwhile changes nothing.
 */
export const changedTables = ({ database, keys }: Recording): Promise<Tally<RowFault>> =>
  database.session((session) =>
    session.transaction(async () => {
      await session.query('set transaction isolation level repeatable read');
      await liftTimeouts(session);
      const faults = newTally<RowFault>();
      for (const table of [REGISTRY, HANDLERS]) {
        const [told] = await session.query<{ digest: string }>(
          `select coalesce(detail ->> 'digest', detail -> 'detail' ->> 'digest') as digest from event
           where type = $1 or type = 'event.kept' and detail ->> 'type' = $1
           order by position desc limit 1`,
          [table.imported],
        );
        const digest = told?.digest ?? '';
        const key = keyOf(keys, digest) ?? keys.macs[0];
        if ((await digestOf(session, table.name, table, key)) !== digest)
          addTo(faults, { fault: 'rows-changed', name: table.name });
      }
      return faults;
    }),
  );
