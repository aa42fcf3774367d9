/**
 * Whom an attempt aims at: the people whose document number a wrong claim may be a guess of. Guesses at one person are counted
 * together, whichever unit, site or flow they come through (decision 0014).
 */
import type { RegistryEvidence } from '../evidence/evidence.ts';
import { personBuckets, type AimedAt, type Bucket, type Flow, type Limits } from '../protection/limits.ts';
import type { SubmittedClaim } from './claim.ts';
import { isMismatch, publicReason, type Decision } from './decide.ts';

/** The buckets of those people. `now` in milliseconds. */
export function aimBuckets(
  flow: Flow,
  claim: SubmittedClaim,
  registry: RegistryEvidence,
  decision: Decision,
  limits: Limits,
  now: number,
): Bucket[] {
  // A wrong code or name of the unit is told before its people are compared: nobody's number is guessed.
  if (decision.outcome === 'rejected' && publicReason(decision.finding) === 'unit-mismatch') return [];
  return personBuckets(aimedAt(claim, registry), flow, isMismatch(decision), limits, now);
}

/**
 * The registry's people of the claimed name. A claim whose name is not the registry's has a budget all the same, under that name at
 * that unit: a refusal must not tell whether the registry knows the person.
 */
export function aimedAt(claim: SubmittedClaim, registry: RegistryEvidence): AimedAt[] {
  const nameAtUnit: AimedAt = { owner: claim.guess.name, ofUnit: true };
  switch (registry.kind) {
    case 'outage':
      return []; // nothing is compared, so nothing is guessed
    case 'verdict':
      // The registry does not say whom it compared with: guesses at the end of a number belong together by their beginning.
      return [nameAtUnit, { owner: claim.guess.numberBeginning, ofUnit: false }];
    case 'record': {
      const { name } = claim.legalRepresentative;
      const people = (registry.record?.representatives ?? [])
        .filter((person) => person.name === name)
        // The oldest key's digest: rows that were imported before and after a new key came have it in common.
        .flatMap(({ numbers }) => numbers.at(-1) ?? []);
      // Each once: one statement counts in a budget once. Rows of older imports may name a person twice.
      const owners = [...new Set(people)].map((owner) => ({ owner, ofUnit: false }));
      return owners.length > 0 ? owners : [nameAtUnit];
    }
  }
}
