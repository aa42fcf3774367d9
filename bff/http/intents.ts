/**
 * Passes a submission to the function of its `intent`, and a withdrawal to those that may keep what
 * is taken back.
 */
import { openCase, withdrawCase } from '../cases/index.ts';
import {
  type Dependencies,
  requestRecheck,
  type SubmissionResult,
  submit,
  type Submitter,
  takeBack,
  withdraw,
} from '../attempts/index.ts';
import type { CertificationRequest, ClaimRequest } from '../contract/wire.ts';
import { callerOf } from '../keys/index.ts';
import { canonicalCode } from '../registry/index.ts';

export interface Sender extends Submitter {
  /** As the site's token has it. */
  unitName: string | undefined;
}

/** `request` is the schema's output; `key` the Idempotency-Key as the user sent it, checked. */
export function submitByIntent(
  dependencies: Dependencies,
  sender: Sender,
  key: string,
  request: CertificationRequest,
): Promise<SubmissionResult> {
  switch (request.intent) {
    case undefined:
    case 'certify':
      return submit(dependencies, sender, key, claimIn(request));
    case 'replace':
      return submit(dependencies, sender, key, { ...claimIn(request), replace: true });
    case 'recheck':
      return requestRecheck(dependencies, sender, claimIn(request));
    case 'counter':
      return openCase(dependencies, sender, claimIn(request));
    case 'withdraw':
      return withdraw(dependencies, sender, key, request.agent);
  }
}

type WithClaim = Exclude<CertificationRequest, { intent: 'withdraw' }>;

/** The compiler asks for each member, also for those that may be absent. */
const claimIn = ({ legalRepresentative, foundedOn, applicant, agent }: WithClaim): ClaimRequest =>
  ({ legalRepresentative, foundedOn, applicant, agent }) satisfies Record<keyof ClaimRequest, unknown>;

/**
 * Takes back the claim, the re-check of this site, or the case that waits under this reference.
 * Nothing happens when the unit has none.
 */
export async function withdrawKept(
  dependencies: Dependencies,
  submitter: Submitter,
  reference: string,
): Promise<void> {
  const caller = callerOf(dependencies.digester, submitter);
  const unitCode = await canonicalCode(dependencies.database, submitter.unitCode);
  await takeBack(dependencies, caller, unitCode, reference);
  await withdrawCase(dependencies, caller, unitCode, reference);
}
