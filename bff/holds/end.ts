/** Ends what stands or waits of held units: each folder ends its own rows. */
import { endHeldClaims } from '../attempts/index.ts';
import { endHeldCases } from '../cases/index.ts';
import { endHeldTerms, heldUnits } from '../certifications/index.ts';
import type { Recording } from '../events/index.ts';

/**
 * Called when a hold is placed, and by a worker once a minute: a submission of the very moment at which a hold was placed may have begun something
 * that it did not see.
 */
export async function endUnderHolds({
  database,
  keys,
  now,
}: Recording & { now: () => number }): Promise<void> {
  const units = await heldUnits({ database, keys });
  if (units.length === 0) return;
  await endHeldTerms({ database, keys }, units, now());
  await endHeldClaims({ database, keys }, units, now());
  await endHeldCases({ database, keys }, units, now());
}
