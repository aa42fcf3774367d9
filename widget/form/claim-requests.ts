/** Sends a claim; the answer is the procedure's next event. */
import type { CaseAnswer, CertificationAnswer, FormBody, WithdrawalAnswer } from '../../bff/contract/wire.ts';
import { toJson } from '../api/json.ts';
import { type Result, succeed } from '../api/result.ts';
import type { Intent, Kept, ProcedureEvent } from '../procedure/state.ts';
import type { Session } from '../session/session.ts';
import type { Submission, Watch } from './submission.ts';

/** A submission by its intent; a claim to keep by what it is kept for. */
export type Way = Intent | Kept;

/** The legal representative certifies in the place of an agent. */
const REPLACEMENT = { applicant: 'legal-representative', replace: true } as const;

export const CLAIM_PATH = '/v1/certification';

async function eventOf<Answer>(
  answer: Promise<Result<Answer>>,
  of: (answer: Answer) => ProcedureEvent,
): Promise<Result<ProcedureEvent>> {
  const result = await answer;
  return result.ok ? succeed(of(result.value)) : result;
}

/** `submission`: of the draft that the claim comes from. */
export function sendClaim(
  session: Session,
  submission: Submission,
  way: Way,
  claim: FormBody,
  watch: Watch,
): Promise<Result<ProcedureEvent>> {
  const call = <Answer>(path: string, body: object, expects: keyof Answer): Promise<Result<Answer>> =>
    session.call<Answer>(`${CLAIM_PATH}/${path}`, { body: toJson(body), expects, fresh: true, ...watch });
  const kept = { ...claim, consent: true };
  switch (way) {
    case 'withdraw':
      return eventOf(call<WithdrawalAnswer>('withdrawal', claim, 'due'), ({ due }) => ({
        type: 'withdrawn',
        due,
      }));
    case 'recheck':
      return eventOf(call<{ until: string }>('recheck', kept, 'until'), ({ until }) => ({
        type: 'recheck-kept',
        until,
      }));
    case 'case': // The same claim, sent again, gets the same case.
      return eventOf(call<CaseAnswer>('case', kept, 'reference'), (answer) => ({
        type: 'case-opened',
        answer,
        at: Date.now(),
      }));
    default: {
      const body = way === 'replace' ? { ...claim, ...REPLACEMENT } : claim;
      return eventOf(submission.send<CertificationAnswer>(session, body, watch), (answer) => ({
        type: 'answered',
        answer,
        at: Date.now(),
      }));
    }
  }
}
