/** Counts in budgets by themselves, apart from any attempt, and reads them. */
import { sql } from 'kysely';
import {
  type Database,
  prepare,
  prepareRead,
  retryDeadlocks,
  violatedConstraint,
} from '../database/index.ts';
import { budgetValues, counterKeys, countQuery, HAS_ROOM, storedCounters } from './counters.ts';
import { onlyBudgets, type Budget, type BudgetKind } from './limits.ts';
import type { Stored } from './room.ts';

/** A budget in which something was counted, and its window. */
export interface Counted {
  kind: BudgetKind;
  key: string;
  used: number;
  ends_at: Date;
}

const countStatement = prepare<ReturnType<typeof budgetValues> & { now: Date }, Counted>(
  'limits_count',
  (p) => sql<Counted>`${countQuery(p)}`,
);

/**
 * Counts one in every budget, or in none when one of them is full: then it is undefined. Retries
 * after a deadlock, because the job that removes old budgets locks them in another order. `now` in
 * milliseconds.
 */
export async function countIn(
  database: Database,
  budgets: readonly Budget[],
  now: number,
): Promise<Counted[] | undefined> {
  const values = { ...budgetValues(budgets, '', true), now: new Date(now) };
  try {
    return await retryDeadlocks(() => database.run(countStatement, values));
  } catch (error) {
    if (violatedConstraint(error) === HAS_ROOM) return undefined;
    throw error;
  }
}

const readStatement = prepareRead<ReturnType<typeof counterKeys>, { counters: Stored['counters'] }>(
  'limits_read',
  (p) => sql<{ counters: Stored['counters'] }>`select ${storedCounters(p)} as counters`,
);

/** How the budgets stand. `unitCode`: either of the unit's; '' where they are of no unit. */
export async function readStored(
  database: Database,
  budgets: readonly Budget[],
  unitCode = '',
): Promise<Stored> {
  const [row] = await database.run(readStatement, counterKeys(onlyBudgets(budgets), unitCode));
  return { unitCode, counters: row!.counters };
}
