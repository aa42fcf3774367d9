/**
 * Sealing. Statements write events without a seal: a chain inside a submission would make all
 * submissions wait for one another. Within a second the sealer adds one row to `seal` for all
 * events that came since. No event is changed or moved.
 *
 * A sealer remembers where the chain ended. A chain that is not what it remembers was cut or put
 * back: it seals nothing more, for that would hide it.
 */
import { sql } from 'kysely';
import { type Database, prepare, violatedConstraint } from '../database/index.ts';
import type { KeyRing } from '../keys/index.ts';
import { AuditAlarm } from './alarm.ts';
import { BEGINNING, linkOf, MOST_SEALED, sealRange, type Link, type Seal } from './chain.ts';
import { instantText } from './event.ts';
import { readMacs, readNewestSeal, readSeals } from './read-chain.ts';
import { createWatermark, isEventAfter } from './watermark.ts';

export interface SealDependencies {
  database: Database;
  keys: KeyRing;
  /** Milliseconds. */
  now: () => number;
}

/** Seals that this process has made or seen are gone from the database. */
export class ChainCut extends AuditAlarm {
  override name = 'ChainCut';
  constructor({ position }: Link) {
    super(`The audit chain no longer has what was sealed at position ${position}: audit verify --heads FILE`);
  }
}

/** Two sealers at once make two seals after the same one, which the primary key does not admit. */
const sealStatement = prepare<Seal, never>(
  'seal_write',
  (p) => sql<never>`
  insert into seal (previous, position, count, digest, at, signature)
  values (${p('previous')}::bigint, ${p('position')}::bigint, ${p('count')}::int, ${p('digest')}::text,
          ${p('at')}::timestamptz, ${p('signature')}::text)`,
);

const newestSeal = (column: string) =>
  sql`(select ${sql.ref(column)} from seal order by previous desc limit 1)`;

/** SQL: whether an event waits for its seal. */
export const isEventUnsealed = isEventAfter(newestSeal('position'));

/** SQL of the column `newest_seal`: the signature of the newest seal. */
export const newestSealColumn = sql`${newestSeal('signature')} as newest_seal`;

/** A sealer's step, which seals what is there; true when there may be more. Throws `ChainCut`. */
export function createSealer({ database, keys, now }: SealDependencies): () => Promise<boolean> {
  const watermark = createWatermark(database);
  /** The end of the chain as this process saw it last, and the position before its last seal. */
  let known: { link: Link; previous: number } | undefined;

  /** The end of the chain, when the chain still has what we know of it. */
  const end = async (): Promise<Link> => {
    const newest = await readNewestSeal(database);
    if (known) {
      const { link, previous } = known;
      const [seal] = newest?.position === link.position ? [newest] : await readSeals(database, previous, 1);
      if (seal?.position !== link.position || seal.signature !== link.seal) throw new ChainCut(link);
    }
    if (!newest) return BEGINNING;
    known = { link: linkOf(newest), previous: newest.previous };
    return known.link;
  };

  return async () => {
    const before = await end();
    const upTo = await watermark();
    if (upTo === undefined || upTo <= before.position) return false;
    const events = await readMacs(database, { from: before.position + 1, upTo, most: MOST_SEALED });
    if (events.length === 0) return false;
    const seal = sealRange(keys.macs[0], before, events, instantText(now()));
    try {
      await database.run(sealStatement, seal);
    } catch (error) {
      if (violatedConstraint(error) === 'seal_pkey') return true; // another process was quicker
      throw error;
    }
    known = { link: linkOf(seal), previous: seal.previous };
    return events.length === MOST_SEALED;
  };
}

const unsealedStatement = prepare<{ newest: string }, { position: number; unsealed: number }>(
  'seal_unsealed',
  (p) => sql<{ position: number; unsealed: number }>`
  with head as (select coalesce(max(position), 0) as position from seal)
  select head.position::float8 as position,
         (select count(*)::int from event
          where event.position > head.position and not starts_with(mac, ${p('newest')}::text || '.')) as unsealed
  from head`,
);

/**
 * Seals what was written until now. `position`: of the newest seal. `unsealed`: events behind it
 * that another key than the newest has signed: an open transaction holds them back, or a process
 * writes with that key.
 */
export async function sealAll(
  dependencies: SealDependencies,
): Promise<{ position: number; unsealed: number }> {
  const step = createSealer(dependencies);
  while (await step());
  const { database, keys } = dependencies;
  return (await database.run(unsealedStatement, { newest: keys.macs[0].id }))[0]!;
}

const lagStatement = prepare<object, { at: Date }>(
  'seal_lag',
  () => sql<{ at: Date }>`
  select at from event
  where position > coalesce((select position from seal order by previous desc limit 1), 0)
  order by position limit 1`,
);

/** Milliseconds for which the oldest event has waited for its seal; 0 when none waits. */
export async function sealLag({
  database,
  now,
}: Pick<SealDependencies, 'database' | 'now'>): Promise<number> {
  const [oldest] = await database.run(lagStatement, {});
  return oldest ? Math.max(now() - oldest.at.getTime(), 0) : 0;
}
