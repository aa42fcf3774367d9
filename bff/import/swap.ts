/** Puts a new table in the place of `registry_unit` when a large import has filled it. */
import { setTimeout as rest } from 'node:timers/promises';
import { LOCK_TIMEOUT, type Session } from '../database/index.ts';

/**
 * How long readers may wait behind us, and how long we let them pass before the next try.
 * Milliseconds.
 */
const WAIT = 50;
const PAUSE = 500;

/**
 * The end of an import's transaction: readers wait for the renaming and the commit only. While
 * somebody reads the old table for long (a backup), it is tried again: all other readers would
 * stand in line behind us.
 */
export async function swapIn(
  session: Session,
  table: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  await session.query(`select set_config('lock_timeout', '${WAIT}', true)`);
  while (!(await tryLock(session))) await rest(PAUSE, undefined, { signal });
  for (const statement of [
    `drop table registry_unit`,
    `alter table ${table} rename to registry_unit`,
    `alter table registry_unit rename constraint ${table}_pkey to registry_unit_pkey`,
    `alter index ${table}_organization rename to registry_unit_organization`,
  ])
    await session.query(statement);
}

async function tryLock(session: Session): Promise<boolean> {
  await session.query('savepoint swap');
  try {
    await session.query('lock table registry_unit in access exclusive mode');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== LOCK_TIMEOUT) throw error;
    await session.query('rollback to savepoint swap');
    return false;
  }
}
