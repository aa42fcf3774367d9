/** Ends certifications that were due until now. */
import { sql } from 'kysely';
import { LOCK_TIMEOUT, type Parameter, prepare } from '../database/index.ts';
import type { Recording } from '../events/index.ts';
import { stillCounts } from './term.ts';
import { endStatement, endValues, openTermColumns, type OpenTerm } from './change.ts';

/** Certifications ended in one step. */
const BATCH = 100;

const isOver = (p: Parameter<{ now: Date }>) => sql`ended_at is null and due_at <= ${p('now')}::timestamptz`;

/**
 * SQL: whether `endDue` has something to do. It compares the first day, which is the beginning of
 * an index. PostgreSQL plans `exists` with `due_at <= …` as a read of the whole table, because it
 * expects a third of the certifications to be over.
 */
export const termsAreOver = (p: Parameter<{ now: Date }>) =>
  sql`coalesce((select min(due_at) from certification where ended_at is null) <= ${p('now')}::timestamptz, false)`;

const overStatement = prepare<{ now: Date }, OpenTerm>(
  'terms_over',
  (p) => sql<OpenTerm>`
  select ${openTermColumns} from certification
  where ${isOver(p)}
  order by due_at limit ${sql.lit(BATCH)}`,
);

/**
 * A worker's step: true when there may be more. Any number of processes may take it at once: a
 * certification ends once. One that was renewed meanwhile has ended already. `now` in milliseconds.
 */
export async function endDue({ database, keys }: Recording, now: number): Promise<boolean> {
  const over = await database.run(overStatement, { now: new Date(now) });
  try {
    await endOver({ database, keys }, over, now);
  } catch (error) {
    if ((error as { code?: string }).code !== LOCK_TIMEOUT) throw error;
    return true; // another process ends the same ones, and is slow
  }
  return over.length === BATCH;
}

/**
 * Ends the certification of a unit that submits, when its time is over and the worker has not
 * written it yet.
 */
export async function endIfOver(
  recording: Recording,
  term: OpenTerm | undefined,
  now: number,
): Promise<void> {
  if (term && !stillCounts(term.dueAt, now)) await endOver(recording, [term], now);
}

async function endOver({ database, keys }: Recording, over: readonly OpenTerm[], now: number): Promise<void> {
  if (over.length === 0) return;
  const endings = over.map((term) => {
    const { dueAt: endedAt, dueReason: reason } = term;
    if (!endedAt || !reason) throw new Error('a certification that is not due does not end by itself');
    return { term, endedAt, reason, detail: { reason, due: endedAt.toISOString() } };
  });
  const how = { type: 'certification.lapsed', actor: 'worker:due', at: new Date(now) } as const;
  await database.run(endStatement, endValues(keys, endings, how));
}
