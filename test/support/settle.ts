/** Runs the worker's step that settles stored claims, for one claim. */
import { settleClaims, type SettleResult } from '../../bff/attempts/waiting.ts';
import type { Dependencies } from '../../bff/attempts/dependencies.ts';

export const settleOne = async (dependencies: Dependencies): Promise<SettleResult | 'nothing-due'> =>
  (await settleClaims(dependencies, 1))[0] ?? 'nothing-due';
