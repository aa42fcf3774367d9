/** The registration's requests about a phone number. */
import type { PhoneCodeAnswer, PhoneCodeRequest, PhoneProofAnswer } from '../../bff/contract/wire.ts';
import { toJson } from '../api/json.ts';
import type { Result } from '../api/result.ts';
import type { Session } from '../session/session.ts';
import type { ProofOfWork } from './proof-of-work.ts';

/** `unit`: the one to register, once its code is complete. */
type CodeRequest = Omit<PhoneCodeRequest, 'proof'>;

async function sendCode(session: Session, work: ProofOfWork, request: CodeRequest, signal: AbortSignal) {
  const proof = await work.use(session, signal);
  if (!proof.ok) return proof;
  return session.call<PhoneCodeAnswer>('/v1/registrations/phone-codes', {
    body: toJson({ ...request, proof: proof.value }),
    expects: 'resendAfter',
    signal,
  });
}

/**
 * Has a code sent to the number. A proof of work that is too old or used already is no fault of the
 * user: retries once with a new one.
 */
export async function requestCode(
  session: Session,
  work: ProofOfWork,
  request: CodeRequest,
  signal: AbortSignal,
): Promise<Result<PhoneCodeAnswer>> {
  const result = await sendCode(session, work, request, signal);
  if (result.ok || result.failure.code !== 'proof-of-work-invalid') return result;
  return sendCode(session, work, request, signal);
}

/** Has the code checked. */
export const provePhone = (
  session: Session,
  phone: string,
  code: string,
  signal: AbortSignal,
): Promise<Result<PhoneProofAnswer>> =>
  session.call<PhoneProofAnswer>('/v1/registrations/phone-proofs', {
    body: toJson({ phone, code }),
    expects: 'phoneProof',
    signal,
  });
