/**
 * Whom an attempt aims at, so that guesses at one person's number are counted together, whichever unit, site or flow they come
 * through (decision 0014). Nobody who asks can tell a person of the registry from one that is not in it: whoever is named at a unit has a budget there.
 */
import type { RegistryEvidence } from '../evidence/evidence.ts';
import type { AimedAt } from '../protection/limits.ts';
import type { SubmittedClaim } from './claim.ts';

export function aimedAt(claim: SubmittedClaim, evidence: RegistryEvidence): AimedAt[] {
  const named: AimedAt = { owner: claim.aim.name, ofUnit: true };
  switch (evidence.kind) {
    case 'outage':
      return []; // nothing is compared, so nothing is guessed
    case 'verdict':
      // The registry does not say whom it compared with: guesses at the end of a number belong together by their beginning.
      return [named, { owner: claim.aim.numberBeginning, ofUnit: false }];
    case 'record': {
      const { name } = claim.legalRepresentative;
      const people = (evidence.record?.representatives ?? [])
        .filter((person) => person.name === name)
        // The oldest key's digest: rows that were imported before and after a new key came have it in common.
        .flatMap(({ numbers }) => numbers.at(-1) ?? [])
        .map((owner) => ({ owner, ofUnit: false }));
      return people.length > 0 ? people : [named];
    }
  }
}
