/**
 * Replaces a data key that may have leaked, in three steps: a new key is made, which all can read;
 * it writes; the old one is out of use. Before each of the last two, every process must have taken
 * up the one before. The database knows which step is next, so another run goes on where one was
 * interrupted.
 *
 * Digests cannot be made anew. While two keys are live, calls compute two digests; the old key
 * stays live until nothing is known under it alone, and finds a person in old rows after that. A
 * worker takes this last step.
 */
import { sql, type RawBuilder } from 'kysely';
import {
  type ActorOf,
  type Database,
  inLongTransaction,
  inTransaction,
  KEPT_FOR,
  runWithoutTimeouts,
  type Transaction,
} from '../database/index.ts';
import { writeEvents } from '../events/index.ts';
import { lockImports } from '../import/index.ts';
import {
  addKey,
  changeKeys,
  type Cipher,
  createCipher,
  inState,
  type KeyRing,
  type KeyUse,
  type LiveKeys,
  newKey,
  type OpenKeys,
  readLiveKeys,
  readUpTo,
  type WrappedKey,
} from '../keys/index.ts';

/** `id`: the new key's. */
export type Replacement =
  /** `upTo`: the last position that the old MAC keys verify; null for other keys. */
  | { step: 'replaced'; id: string; upTo: number | null }
  /**
   * The new key writes, and the old one stays. `needs`: for what, in words, with what to do about
   * it. A digest key may wait for the worker.
   */
  | { step: 'needed'; id: string; needs: string[] };

/** A step that changes something. */
export type Taken = Extract<Replacement, { step: 'replaced' }> | { step: 'made' | 'writes'; id: string };

export interface Replacing extends OpenKeys, Pick<LiveKeys, 'takenUp'> {
  database: Database;
  now: () => number;
  /** The actor of the events. */
  actor: ActorOf<'operator' | 'worker'>;
  signal: AbortSignal;
}

/**
 * Called when the newest key writes everywhere: does what makes the older keys needless. `needs`:
 * what still needs them. `upTo`: of MAC keys, the last position that the older ones signed.
 */
export type Prepare = () => Promise<{ needs: string[]; upTo: number | null }>;

const record = (transaction: Transaction, { keys, now, actor }: Replacing, use: KeyUse, taken: Taken) =>
  writeEvents(transaction, keys, [
    { at: new Date(now()), actor, type: 'keys.replaced', detail: { use, ...taken } },
  ]);

/** All steps that are left, but for the last one of digests. */
export async function replaceKey(
  replacing: Replacing,
  use: KeyUse,
  prepareLast: Prepare,
): Promise<Replacement> {
  const { database, profile, masterKeys, now, takenUp, signal } = replacing;
  const masters = createCipher({ encryption: masterKeys });
  /** The key that this run brings in, whoever makes it. */
  let id: string | undefined;
  for (;;) {
    const live = await readLiveKeys(database, use);
    const [newest, ...older] = live;
    if (!newest) throw new Error(`data_key has no live key for ${use}`);
    const take = (taken: Taken, changed: readonly WrappedKey[]): Promise<boolean> =>
      inTransaction(database, async (transaction) => {
        const isChanged = await changeKeys(transaction, use, live, changed);
        if (isChanged) await record(transaction, replacing, use, taken);
        return isChanged;
      });
    switch (newest.state) {
      case 'reads':
        id = newest.id;
        await takenUp(signal);
        await take({ step: 'writes', id }, [inState(masters, newest, { state: 'writes' })]);
        break;
      case 'writes': {
        id = newest.id;
        await takenUp(signal);
        const { needs, upTo } = await prepareLast();
        if (needs.length > 0 || use === 'digests') return { step: 'needed', id, needs };
        const replaced = { step: 'replaced', id, upTo } as const;
        if (await take(replaced, onlyNewest(masters, newest, older, upTo))) return replaced;
        break;
      }
      case 'sole': {
        if (newest.id === id)
          return { step: 'replaced', id, upTo: await readUpTo(database, newest.number - 1, use) };
        const key = newKey(profile, masters, { use, number: newest.number + 1, state: 'reads' });
        const taken = { step: 'made', id: key.id } as const;
        await addKey(database, key, new Date(now()), (transaction) =>
          record(transaction, replacing, use, taken),
        );
        break;
      }
      case 'replaced':
        throw new Error('a key that is replaced is not live');
    }
  }
}

const onlyNewest = (
  masters: Cipher,
  newest: WrappedKey,
  older: readonly WrappedKey[],
  upTo: number | null,
): WrappedKey[] => [
  inState(masters, newest, { state: 'sole' }),
  ...older.map((key) => inState(masters, key, { state: 'replaced', upTo })),
];

/**
 * Puts the old digest key out of use when nothing is known under it alone. False: it is needed, an
 * import is running, or there is none. An import that began before the new key wrote may have read
 * people under the old one alone, so no import may run meanwhile.
 */
export async function retireDigestKey(replacing: Replacing): Promise<boolean> {
  const { database, masterKeys, takenUp, signal } = replacing;
  const live = await readLiveKeys(database, 'digests');
  const [newest, ...older] = live;
  if (newest?.state !== 'writes') return false;
  if (await inLongTransaction(database, (transaction) => isNeeded(transaction, newest.id))) return false;
  await takenUp(signal); // the key may write only since just now
  return inLongTransaction(database, async (transaction) => {
    if (!(await lockImports(transaction)) || (await isNeeded(transaction, newest.id))) return false;
    const masters = createCipher({ encryption: masterKeys });
    const isChanged = await changeKeys(
      transaction,
      'digests',
      live,
      onlyNewest(masters, newest, older, null),
    );
    if (isChanged)
      await record(transaction, replacing, 'digests', { step: 'replaced', id: newest.id, upTo: null });
    return isChanged;
  });
}

interface Known {
  /** Rows that are known only under other digest keys than the newest one. `newest`: its id. */
  rows(newest: string): RawBuilder<unknown>;
  told(count: number, last: Date | null): string;
}

const isOld = (column: RawBuilder<unknown>, newest: string) =>
  sql`not starts_with(${column}, ${`${newest}.`}::text)`;

/** The attempts first: as long as there are any, nobody looks through the registry. */
const KNOWN: readonly Known[] = [
  {
    rows: (newest) => sql`select at from submission where ${isOld(sql`user_digest`, newest)}`,
    told: (count, last) =>
      `${count} attempts (until ${last && new Date(last.getTime() + KEPT_FOR.submissions).toISOString().slice(0, 10)})`,
  },
  {
    rows: (newest) => sql`select null::timestamptz as at from registry_unit where exists (
      select from jsonb_array_elements(representatives) person
      where person -> 'numbers' <> '[]' and not exists (
        select from jsonb_array_elements_text(person -> 'numbers') number
        where not ${isOld(sql`number`, newest)}))`,
    told: (count) => `${count} units of the registry (import each source in full)`,
  },
  {
    rows: (newest) =>
      sql`select null::timestamptz as at from handler_record where ${isOld(sql`person`, newest)}`,
    told: (count) => `${count} handlers (import them in full)`,
  },
];

async function isNeeded(transaction: Transaction, newest: string): Promise<boolean> {
  for (const { rows } of KNOWN) {
    const [row] = await transaction.run(sql<{ found: boolean }>`select exists (${rows(newest)}) as found`);
    if (row!.found) return true;
  }
  return false;
}

/** The reasons why the old digest key stays in use. */
export async function digestNeeds(database: Database, { digests: [newest] }: KeyRing): Promise<string[]> {
  const needs: string[] = [];
  for (const { rows, told } of KNOWN) {
    const [row] = await runWithoutTimeouts(
      database,
      sql<{ count: string; last: Date | null }>`
        select count(*) as count, max(at) as last from (${rows(newest.id)}) known`,
    );
    const count = Number(row!.count);
    if (count > 0) needs.push(told(count, row!.last));
  }
  return needs;
}
