/** Cases in tests: the unit's user, two officers, and a case in each state. */
import { CASE, type Proposal, proposeDecision, type ProposeResult } from '../../../bff/cases/decision.ts';
import { findCase, returnOf, type CaseStage } from '../../../bff/cases/case.ts';
import { endOverCases } from '../../../bff/cases/end.ts';
import { openCase } from '../../../bff/cases/open.ts';
import type { Submitter } from '../../../bff/attempts/dependencies.ts';
import type { ClaimRequest } from '../../../bff/contract/wire.ts';
import type { ActorOf } from '../../../bff/database/tables.ts';
import { confirm } from '../../../bff/proposals/procedure.ts';
import { referenceIn, withdrawAll, submitterOf, type TestDependencies } from '../../support/dependencies.ts';
import { rightClaim } from '../../support/people.ts';

export const FIRST = 'staff:officer-1' as const;
export const SECOND = 'staff:officer-2' as const;
export const DAY = 86_400_000;

export const CERTIFY: Proposal = {
  decision: 'certified',
  seen: [
    'certificate',
    'representative-document',
    'agent-document',
    'authorization',
    'restoration',
    'holder',
  ],
};
export const REFUSE: Proposal = {
  decision: 'refused',
  seen: ['certificate'],
  reason: 'papers-differ',
  note: '登记的法定代表人是另一位。',
};

export const open = (
  deps: TestDependencies,
  unit: string,
  claim: ClaimRequest = rightClaim(),
  { unitName, ...by }: Partial<Submitter> & { unitName?: string } = {},
) => openCase({ ...deps, counter: true }, { ...submitterOf(unit, by), unitName }, claim);

/** The reference of a new case. */
export async function opened(deps: TestDependencies, unit: string, claim?: ClaimRequest): Promise<string> {
  return referenceIn(await open(deps, unit, claim));
}

/** By an officer who has seen the case as it is. */
export async function propose(
  deps: TestDependencies,
  reference: string,
  proposal: Proposal,
  actor: ActorOf<'staff'> = FIRST,
): Promise<ProposeResult> {
  const returned = returnOf((await findCase(deps.database, reference))!);
  return proposeDecision(deps, reference, proposal, { actor, returned });
}

export async function proposed(
  deps: TestDependencies,
  reference: string,
  proposal: Proposal = CERTIFY,
): Promise<string> {
  const result = await propose(deps, reference, proposal);
  if (result.kind !== 'proposed') throw new Error(JSON.stringify(result));
  return result.proposal;
}

/** Certifies the unit at the counter; the reference of its case. */
export async function certifiedAtCounter(
  deps: TestDependencies,
  unit: string,
  claim?: ClaimRequest,
): Promise<string> {
  const reference = await opened(deps, unit, claim);
  const result = await confirm(deps, CASE, await proposed(deps, reference), SECOND, CERTIFY.seen);
  if (result.kind !== 'certified') throw new Error(result.kind);
  return reference;
}

/** A case in that state, and the id of its proposal or, without one, an id that no proposal has. */
export async function caseIn(
  deps: TestDependencies,
  unit: string,
  state: CaseStage,
): Promise<{ reference: string; proposal: string }> {
  const reference = await opened(deps, unit);
  const none = { reference, proposal: '00000000-0000-4000-8000-000000000000' };
  switch (state) {
    case 'open':
      return none;
    case 'proposed':
      return { reference, proposal: await proposed(deps, reference) };
    case 'certified':
    case 'refused': {
      const proposal = await proposed(deps, reference, state === 'certified' ? CERTIFY : REFUSE);
      await confirm(deps, CASE, proposal, SECOND, CERTIFY.seen);
      return { reference, proposal };
    }
    case 'withdrawn':
      await withdrawAll(deps, submitterOf(unit));
      return none;
    case 'expired':
      deps.clock.now += 31 * DAY;
      await endOverCases(deps, deps.now());
      return none;
  }
}
