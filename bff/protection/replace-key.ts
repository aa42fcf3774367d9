/**
 * Replaces a data key that may have leaked, in three steps with a restart of every process after the first two: a new key is made, which all
 * can read; it writes; the old one is out of use. The database knows which step is next.
 *
 * Digests cannot be made anew. While two keys are live, calls compute two digests; the old key stays live until nothing is known under it
 * alone, and finds a person in old rows after that.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import { runWithoutTimeouts } from '../database/timeouts.ts';
import { createCipher } from './cipher.ts';
import { newKey, type KeyUse, type OpenKeys } from './data-keys.ts';
import type { KeyRing } from './keys.ts';
import { KEPT_FOR } from './retention.ts';

/** `id`: the new key's. */
export type Step =
  | { step: 'made' | 'writes' | 'replaced'; id: string }
  /** The old key stays. `needs`: for what, in words, with what to do about it. */
  | { step: 'needed'; id: string; needs: string[] }
  /** This process does not write under the new key yet. */
  | { step: 'restart'; id: string };

export interface Replacing extends OpenKeys {
  database: Database;
  now: () => number;
}

interface Live {
  id: string;
  number: number;
  writes: boolean;
}

const liveStatement = prepare<{ use: KeyUse }, Live>(
  'data_keys_live',
  (p) => sql<Live>`
  select id, number, writes_at is not null as writes from data_key
  where use = ${p('use')}::text and replaced_at is null order by number desc`,
);

/** When two make a key at once, the second one makes none. */
const makeStatement = prepare<ReturnType<typeof newKey> & { number: number; now: Date }, never>(
  'data_keys_make',
  (p) => sql<never>`
  insert into data_key (id, use, number, profile, wrapped, made_at)
  values (${p('id')}::text, ${p('use')}::text, ${p('number')}::int, ${p('profile')}::text, ${p('wrapped')}::text, ${p('now')}::timestamptz)
  on conflict (use, number) do nothing`,
);

const writeStatement = prepare<{ id: string; now: Date }, never>(
  'data_keys_write',
  (p) => sql<never>`
  update data_key set writes_at = ${p('now')}::timestamptz where id = ${p('id')}::text and writes_at is null`,
);

/** All before the newest that writes. */
const replaceStatement = prepare<{ use: KeyUse; number: number; now: Date }, never>(
  'data_keys_replace',
  (p) => sql<never>`
  update data_key set replaced_at = ${p('now')}::timestamptz
  where use = ${p('use')}::text and number < ${p('number')}::int and replaced_at is null`,
);

/** The next step. `needsOf`: for what the keys before the newest are still needed, after all that can be done about it. */
export async function replaceKey(
  { database, profile, masterKeys, keys, now }: Replacing,
  use: KeyUse,
  needsOf: () => Promise<string[]>,
): Promise<Step> {
  const at = new Date(now());
  const live = () => database.run(liveStatement, { use });
  const [newest, ...older] = await live();
  if (!newest) throw new Error(`data_key has no live key for ${use}`);
  const { id, number, writes } = newest;
  const isOurs = keys[use].some((key) => key.id === id);
  if (!writes) {
    if (!isOurs) return { step: 'restart', id };
    await database.run(writeStatement, { id, now: at });
    return { step: 'writes', id };
  }
  if (older.length === 0) {
    await database.run(makeStatement, {
      ...newKey(profile, createCipher(masterKeys), use),
      number: number + 1,
      now: at,
    });
    return { step: 'made', id: (await live())[0]!.id };
  }
  if (keys[use][0].id !== id) return { step: 'restart', id };
  const needs = await needsOf();
  if (needs.length > 0) return { step: 'needed', id, needs };
  await database.run(replaceStatement, { use, number, now: at });
  return { step: 'replaced', id };
}

/** Rows that are known only under other digest keys than the newest one. */
export async function digestNeeds(database: Database, { digests: [newest] }: KeyRing): Promise<string[]> {
  const isOld = (column: RawBuilder<unknown>) => sql`not starts_with(${column}, ${`${newest.id}.`}::text)`;
  const read = async (from: RawBuilder<unknown>) => {
    const [row] = await runWithoutTimeouts(
      database,
      sql<{ count: string; last: Date | null }>`select count(*) as count, ${from}`,
    );
    return { count: Number(row!.count), last: row!.last };
  };
  const units = await read(sql`
    null as last from registry_unit where exists (
      select from jsonb_array_elements(representatives) person
      where person -> 'numbers' <> '[]' and not exists (
        select from jsonb_array_elements_text(person -> 'numbers') number
        where not ${isOld(sql`number`)}))`);
  const handlers = await read(sql`null as last from handler_record where ${isOld(sql`person`)}`);
  const attempts = await read(sql`max(at) as last from submission where ${isOld(sql`user_digest`)}`);
  const until =
    attempts.last && new Date(attempts.last.getTime() + KEPT_FOR.submissions).toISOString().slice(0, 10);
  return [
    { count: units.count, what: 'units of the registry (import each source in full)' },
    { count: handlers.count, what: 'handlers (import them in full)' },
    { count: attempts.count, what: `attempts (until ${until})` },
  ].flatMap(({ count, what }) => (count > 0 ? [`${count} ${what}`] : []));
}
