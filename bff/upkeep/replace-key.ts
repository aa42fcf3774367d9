/**
 * Replaces a data key that may have leaked, in three steps with a restart of every process after the first two: a new key is made,
 * which all can read; it writes; the old one is out of use. The database knows which step is next.
 *
 * Digests cannot be made anew. While two keys are live, calls compute two digests; the old key stays live until nothing is known
 * under it alone, and finds a person in old rows after that.
 */
import { sql, type RawBuilder } from 'kysely';
import {
  type Database,
  inTransaction,
  KEPT_FOR,
  prepare,
  runWithoutTimeouts,
  type Transaction,
} from '../database/index.ts';
import {
  createCipher,
  inState,
  keyColumns,
  type KeyRing,
  type KeyUse,
  newKey,
  type OpenKeys,
  type WrappedKey,
} from '../keys/index.ts';

/** `id`: the new key's. */
export type Step =
  | { step: 'made' | 'writes'; id: string }
  /** `upTo`: the last position that the old MAC keys verify; null for other keys. */
  | { step: 'replaced'; id: string; upTo: number | null }
  /** The old key stays. `needs`: for what, in words, with what to do about it. */
  | { step: 'needed'; id: string; needs: string[] }
  /** This process does not write under the new key yet. */
  | { step: 'restart'; id: string };

/** The steps that change something. */
export type Taken = Extract<Step, { step: 'made' | 'writes' | 'replaced' }>;

export interface Replacing extends OpenKeys {
  database: Database;
  now: () => number;
}

export interface Preparation {
  /**
   * Does all that can be done without the keys before the newest. `needs`: for what they are needed all the same. `upTo`: the last
   * position that they signed, of the MACs.
   */
  prepare(): Promise<{ needs: string[]; upTo: number | null }>;
  /** Writes the step's event, as a part of its transaction. */
  record(transaction: Transaction, taken: Taken): Promise<void>;
}

const liveStatement = prepare<{ use: KeyUse }, WrappedKey>(
  'data_keys_live',
  (p) => sql<WrappedKey>`
  select ${keyColumns} from data_key
  where use = ${p('use')}::text and state <> 'replaced' order by number desc`,
);

/** Changes keys that are as they were read. False: another process was quicker, and nothing was changed. */
const change = (
  database: Database,
  use: KeyUse,
  read: readonly WrappedKey[],
  changed: readonly WrappedKey[],
  record: (transaction: Transaction) => Promise<void>,
): Promise<boolean> =>
  inTransaction(database, async (transaction) => {
    const stored = await transaction.run(sql<{ id: string; wrapped: string }>`
      select id, wrapped from data_key where use = ${use} and state <> 'replaced' order by number desc for update`);
    const isSame = read.every(
      ({ id, wrapped }, at) => stored[at]?.id === id && stored[at].wrapped === wrapped,
    );
    if (!isSame || stored.length !== read.length) return false;
    for (const { id, state, upTo, wrapped } of changed)
      await transaction.run(
        sql`update data_key set state = ${state}, up_to = ${upTo}, wrapped = ${wrapped} where id = ${id}`,
      );
    await record(transaction);
    return true;
  });

/** When two make a key at once, the second one makes none. */
const make = (
  database: Database,
  { id, use, number, profile, wrapped, state }: WrappedKey,
  at: Date,
  record: (transaction: Transaction) => Promise<void>,
): Promise<boolean> =>
  inTransaction(database, async (transaction) => {
    const made = await transaction.run(sql`
      insert into data_key (id, use, number, profile, wrapped, state, made_at)
      values (${id}, ${use}, ${number}, ${profile}, ${wrapped}, ${state}, ${at})
      on conflict (use, number) do nothing returning id`);
    if (made.length > 0) await record(transaction);
    return made.length > 0;
  });

/** The next step. */
export async function replaceKey(
  replacing: Replacing,
  use: KeyUse,
  { prepare: prepareFor, record }: Preparation,
): Promise<Step> {
  const { database, profile, masterKeys, keys, now } = replacing;
  const masters = createCipher({ encryption: masterKeys });
  const live = await database.run(liveStatement, { use });
  const [newest, ...older] = live;
  if (!newest) throw new Error(`data_key has no live key for ${use}`);
  const { id, number } = newest;
  const take = async (taken: Taken, changed: readonly WrappedKey[]): Promise<Step> =>
    (await change(database, use, live, changed, (transaction) => record(transaction, taken)))
      ? taken
      : replaceKey(replacing, use, { prepare: prepareFor, record });
  switch (newest.state) {
    case 'reads': {
      const isOurs = keys[use].some((key) => key.id === id);
      return isOurs
        ? take({ step: 'writes', id }, [inState(masters, newest, { state: 'writes' })])
        : { step: 'restart', id };
    }
    case 'writes': {
      if (keys[use][0].id !== id) return { step: 'restart', id };
      const { needs, upTo } = await prepareFor();
      if (needs.length > 0) return { step: 'needed', id, needs };
      return take({ step: 'replaced', id, upTo }, [
        inState(masters, newest, { state: 'sole' }),
        ...older.map((key) => inState(masters, key, { state: 'replaced', upTo })),
      ]);
    }
    case 'sole': {
      const key = newKey(profile, masters, { use, number: number + 1, state: 'reads' });
      const taken = { step: 'made', id: key.id } as const;
      if (await make(database, key, new Date(now()), (transaction) => record(transaction, taken)))
        return taken;
      return { step: 'made', id: (await database.run(liveStatement, { use }))[0]!.id };
    }
    case 'replaced':
      throw new Error('a key that is replaced is not live');
  }
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
