/** Gives the event loop away in a long computation: this process also answers portals. */
import { setImmediate as turn } from 'node:timers/promises';

/** Steps between two turns: some milliseconds, with the slower profile too. */
export const STEPS_OF_A_TURN = 100;

/** To be awaited after each step. */
export function createTurns(): () => Promise<void> | undefined {
  let steps = 0;
  return () => (++steps % STEPS_OF_A_TURN === 0 ? turn() : undefined);
}
