/**
 * Limits how often staff unlock a unit: one clerk, and all of them together. Without it one clerk
 * alone could have a number guessed without end (decision 0056).
 */
import { sql, type RawBuilder } from 'kysely';
import type { ActorOf, Database } from '../database/index.ts';
import { readStored } from './count.ts';
import { budgetValues, countQuery } from './counters.ts';
import { budgetOf, onlyBudgets, type Budget, type Limits } from './limits.ts';
import { exhausted } from './room.ts';

/**
 * `who` may unlock a unit now; `until`: the instant, in milliseconds, from which on the clerk who
 * asks may do so again.
 */
export type Unlocking = { who: 'clerk' } | { who: 'another-clerk' | 'nobody'; until: number };

/** `clerk`: as the events name the clerk; `now` in milliseconds. */
const unlockBudgets = (clerk: ActorOf<'staff'>, limits: Limits, now: number): Budget[] => [
  ...budgetOf('clerkUnlocksPerDay', { owner: clerk }, limits.clerkUnlocksPerDay, now),
  ...budgetOf('unitUnlocksPerDay', { owner: '' }, limits.unitUnlocksPerDay, now),
];

/** `unitCode`: either of the unit's; `now` in milliseconds. */
export async function readUnlocking(
  database: Database,
  limits: Limits,
  unitCode: string,
  clerk: ActorOf<'staff'>,
  now: number,
): Promise<Unlocking> {
  const budgets = unlockBudgets(clerk, limits, now);
  const stored = await readStored(database, budgets, unitCode);
  const full = exhausted(onlyBudgets(budgets), stored, now);
  if (!full) return { who: 'clerk' };
  const isUnits = full.limits.some(({ limit }) => limit === 'unitUnlocksPerDay');
  return { who: isUnits ? 'nobody' : 'another-clerk', until: full.until };
}

/** Counts an unlock, or breaks `HAS_ROOM`. For the transaction that unlocks. */
export const unlockCountQuery = (
  clerk: ActorOf<'staff'>,
  unitCode: string,
  limits: Limits,
  now: number,
): RawBuilder<unknown> => {
  const values = {
    ...budgetValues(unlockBudgets(clerk, limits, now), unitCode, true),
    now: new Date(now),
  };
  return countQuery((key) => sql`${values[key]}`);
};
