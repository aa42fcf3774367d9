/**
 * Writes a registration in one statement, made of the same parts as a submission's. It checks the
 * phone proof and the idempotency key first; if either refuses, nothing is written. The same
 * statement decides a registration that was recorded as pending.
 */
import { sql } from 'kysely';
import {
  certificationCte,
  currentEvidenceCte,
  dropKept,
  eventsCte,
  evidenceIsCurrent,
  knownCte,
  possibleEvents,
  type Recorded,
  recordedOf,
  type RecordRow,
  recordRow,
  runRecording,
  type Submission,
  submissionCte,
  submissionValues,
  toRecordCte,
} from '../attempts/index.ts';
import { useProof } from '../phones/index.ts';
import type { Recording } from '../events/index.ts';
import { countingCte, unitCountersCte } from '../limits/index.ts';
import { registerUnits } from '../sites/index.ts';
import { prepareQueued } from '../database/index.ts';
import type { KeyRing } from '../keys/index.ts';

/** `already-certified`: the unit was certified before, and is now linked to this site too. */
export interface Registration extends Submission {
  /** `phoneProofDigests` */
  proofs: readonly string[];
}

function valuesOf(keys: KeyRing, { proofs, ...submission }: Registration, reference: string) {
  const registered = {
    at: new Date(submission.now),
    actor: submission.actor,
    type: 'unit.registered',
    unitCode: submission.unitCode,
    siteId: submission.caller.siteId,
    submissionId: submission.id,
    detail: { reference },
  } as const;
  return {
    ...submissionValues(submission, reference),
    ...possibleEvents(keys, 'registration', submission, reference, [registered]),
    proofs,
  };
}

type Row = { proven: boolean } & RecordRow;

interface Values extends ReturnType<typeof valuesOf> {
  /** The submission is there already, and waits for its decision. */
  isWaiting: boolean;
}

/**
 * After a proof has registered a unit it is valid for that unit only: the same unit may be sent
 * again under another key, but not a second unit. A site gets one webhook for the registration of a
 * unit, also when the unit registers repeatedly.
 */
const registerStatement = prepareQueued<Values, Row>(
  'registration_record',
  'unitCode',
  (p) => sql<Row>`
  with ${currentEvidenceCte(p)},
  proven as (${useProof(p, evidenceIsCurrent)}
  ),
  ${toRecordCte(p, 'proven')},
  ${unitCountersCte(p)},
  ${certificationCte(p)},
  ${countingCte(p)},
  ${submissionCte(p, 'registration')},
  succeeded as (select outcome from submitted where outcome in ('certified', 'already-certified')),
  dropped as (${dropKept(sql`${p('unitCode')}::text`, { from: sql`succeeded` })}
  ),
  ${knownCte(p, 'succeeded')},
  registered as (${registerUnits(
    sql`select ${p('unitCode')}::text, ${p('siteId')}::text, ${p('now')}::timestamptz from succeeded`,
  )}
  ),
  ${eventsCte(p, 'registration', sql`possible.type = 'unit.registered' and exists (select from registered)`)}
  ${recordRow({ besides: sql`, exists (select from proven) as proven` })}`,
);

/**
 * `isWaiting`: it was recorded as pending, and is decided now. `gone`: another request with its key
 * has decided it meanwhile. `key-used`: another submission has the key. `phone-proof-expired`: the
 * proof has expired, or was used for another unit.
 */
export async function recordRegistration(
  { database, keys }: Recording,
  registration: Registration,
  isWaiting: boolean,
): Promise<Recorded | { kind: 'gone' } | { kind: 'phone-proof-expired' }> {
  const row = await runRecording(registration.newReference, (reference) =>
    database.run(registerStatement, { ...valuesOf(keys, registration, reference), isWaiting }),
  );
  if (typeof row !== 'string' && row.is_current && !row.proven) return { kind: 'phone-proof-expired' };
  return recordedOf(row) ?? { kind: 'gone' };
}
