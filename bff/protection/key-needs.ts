/**
 * What a master key that was taken out is still needed for. The database knows every key that any process has had; one that is
 * missing now is looked for in all that is encrypted and digested, and forgotten when nothing is found.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../database/database.ts';
import { runWithoutTimeouts } from '../database/timeouts.ts';
import type { KeyRing } from './keys.ts';
import type { SealedColumn } from './reseal.ts';
import { KEPT_FOR } from './retention.ts';

export interface KeyNeed {
  keyId: string;
  /** In words, with what to do about it. */
  uses: string[];
}

/** The keys that are missing in `keys` and still needed. */
export async function neededKeys(
  database: Database,
  keys: KeyRing,
  sealed: readonly SealedColumn[],
): Promise<KeyNeed[]> {
  const { kysely } = database;
  const live = keys.map(({ id }) => id);
  await kysely
    .insertInto('known_key')
    .values(live.map((id) => ({ id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const missing = await kysely.selectFrom('known_key').select('id').where('id', 'not in', live).execute();
  const needs: KeyNeed[] = [];
  for (const { id: keyId } of missing) {
    const uses = await usesOf(database, keyId, live, sealed);
    if (uses.length > 0) needs.push({ keyId, uses });
    else await kysely.deleteFrom('known_key').where('id', '=', keyId).execute();
  }
  return needs;
}

async function usesOf(
  database: Database,
  keyId: string,
  live: readonly string[],
  sealed: readonly SealedColumn[],
): Promise<string[]> {
  const under = (column: string) => sql`split_part(${sql.ref(column)}, '.', 1) = ${keyId}`;
  const counted = async (from: RawBuilder<unknown>) => {
    const [row] = await runWithoutTimeouts(
      database,
      sql<{ count: string }>`select count(*) as count ${from}`,
    );
    return Number(row!.count);
  };
  const uses: string[] = [];
  const add = (count: number, what: string) => void (count > 0 && uses.push(`${count} ${what}`));

  for (const { table, column, what } of sealed)
    add(
      await counted(sql`from ${sql.table(table)} where ${under(column)}`),
      `${what} (\`keys rotate\` moves them)`,
    );
  // A person who stands there under a live key too can be found without the old one.
  const lives = sql`array[${sql.join(live)}]::text[]`;
  add(
    await counted(sql`
      from registry_unit where exists (
        select from jsonb_array_elements(representatives) person
        where person -> 'numbers' <> '[]' and not exists (
          select from jsonb_array_elements_text(person -> 'numbers') number
          where split_part(number, '.', 1) = any(${lives})))`),
    'units of the registry (import it in full again)',
  );
  add(
    await counted(sql`from handler_record where ${under('person')}`),
    'handlers (import them in full again)',
  );
  // Nobody looks for the person of a certification that has ended, and the next one is written under the newest key.
  add(
    await counted(sql`from certification where ended_at is null and ${under('representative')}`),
    'certifications known under it alone (keep the key, or import their units; docs/en/command-line.md lists them)',
  );
  const attempts = sql<{ count: string; last: Date | null }>`
    select count(*) as count, max(at) as last from submission
    where ${under('user_digest')} or ${under('claim')}`;
  const [{ count, last } = { count: '0', last: null }] = await runWithoutTimeouts(database, attempts);
  if (last) {
    const until = new Date(last.getTime() + KEPT_FOR.attempts).toISOString().slice(0, 10);
    add(Number(count), `attempts (until ${until})`);
  }
  return uses;
}
