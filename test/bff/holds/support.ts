/** Holds in tests, by two officers. */
import { HOLD, proposeHold } from '../../../bff/holds/hold.ts';
import { confirm } from '../../../bff/proposals/procedure.ts';
import type { TestDependencies } from '../../support/dependencies.ts';
import { FIRST, SECOND } from '../cases/support.ts';

export const FORGED = { reason: '登记机关来函：材料系伪造', actor: FIRST } as const;
export const CLEARED = { reason: '登记机关来函：已经查清', actor: FIRST } as const;

type Decision = Parameters<typeof proposeHold>[2];

/** The id of a proposal by the first officer. */
export async function proposedHold(
  deps: TestDependencies,
  unit: string,
  decision: Decision = 'placed',
): Promise<string> {
  const act = decision === 'placed' ? FORGED : CLEARED;
  const result = await proposeHold(deps, unit, decision, act);
  if (result.kind !== 'proposed') throw new Error(result.kind);
  return result.proposal;
}

/** Two officers place the hold, or lift it. */
export async function decided(deps: TestDependencies, unit: string, decision: Decision): Promise<void> {
  const result = await confirm(deps, HOLD, await proposedHold(deps, unit, decision), SECOND);
  if (result.kind !== decision) throw new Error(result.kind);
}
