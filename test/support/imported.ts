/** For tests that put rows into the imported tables themselves: the events of imports that have left these rows. */
import { sql } from 'kysely';
import type { Database } from '../../bff/database/database.ts';
import { digestOf, HANDLERS, REGISTRY } from '../../bff/registry/rows-digest.ts';
import type { KeyRing } from '../../bff/keys/keys.ts';
import { happens } from './events.ts';

export async function asImported(to: { database: Database; keys: KeyRing }): Promise<void> {
  for (const table of [REGISTRY, HANDLERS]) {
    const digest = await to.database.session((session) =>
      digestOf(session, table.name, table, to.keys.macs[0]),
    );
    await happens(to, { type: table.imported, detail: { digest } });
  }
}

/** For tests that change rows of the register themselves: as an import does, it makes all that was decided by the rows before out of date. */
export const countImport = ({ kysely }: Database) =>
  sql`update evidence_version set version = version + 1`.execute(kysely);
