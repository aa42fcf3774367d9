/** Limits at the desk. `now` in milliseconds. */
import type { Database } from '../database/index.ts';
import { countIn, readStored } from './count.ts';
import { budgetOf, DESK_LIMITS, type Budget, type DeskLimitName } from './limits.ts';
import { isUnused } from './room.ts';

const budgetsOf = (name: DeskLimitName, owner: string, now: number): Budget[] =>
  budgetOf(name, { owner }, DESK_LIMITS[name].allowed, now);

/** Digests: of the person, and of the person with the thing. */
export interface Look {
  person: string;
  thing: string;
}

const isOpen = async (database: Database, thing: string, now: number): Promise<boolean> => {
  const budgets = budgetsOf('desk.opened', thing, now);
  const stored = await readStored(database, budgets);
  return !budgets.every((budget) => isUnused(budget, stored, now));
};

/**
 * Counts a look of the person, but not at a thing that is open. False: the person has looked at too
 * many things.
 */
export async function countLookUp(
  database: Database,
  { person, thing }: Look,
  now: number,
): Promise<boolean> {
  if (await isOpen(database, thing, now)) return true;
  const budgets = [...budgetsOf('desk.lookUps', person, now), ...budgetsOf('desk.opened', thing, now)];
  // Another request of the same moment may have opened it.
  return (await countIn(database, budgets, now)) !== undefined || isOpen(database, thing, now);
}

/** Opens a thing without counting it. */
export async function openLookUp(
  database: Database,
  { thing }: Pick<Look, 'thing'>,
  now: number,
): Promise<void> {
  await countIn(database, budgetsOf('desk.opened', thing, now), now); // a full one is open already
}

/** True for the first answer to a login. `state`: the digest of its state. */
export const useLogin = async (database: Database, state: string, now: number): Promise<boolean> =>
  (await countIn(database, budgetsOf('desk.loginAnswers', state, now), now)) !== undefined;
