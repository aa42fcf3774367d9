/** The one read of a submission: the canonical unit, what is known of it here, and whether this key was used. */
import { sql } from 'kysely';
import type { LapseReason } from '../contract/wire.ts';
import { organisationCodeOf } from '../contract/unit-code.ts';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { RegistryRow } from '../evidence/people.ts';
import { UNIT_PLACEHOLDER } from '../protection/limits.ts';
import { organisationParameter, unitCte } from '../units/canonical.ts';

export interface SituationQuery {
  /** The unit's code as the token has it, normalised. */
  unitCode: string;
  /** Digests of the idempotency key in its scope under the live keys; none when a worker asks. */
  keys: readonly string[];
  /** Digests of the agent under the live keys; empty when no agent applies. */
  agent: readonly string[];
  /** Keys of the limit buckets, with `UNIT_PLACEHOLDER` for the canonical unit. */
  buckets: readonly string[];
}

export interface FirstAnswer {
  body: string;
  attemptId: string;
  outcome: 'certified' | 'rejected' | 'pending' | 'replaced' | 'already-certified';
  finding: string | null;
  remaining: number;
  resetsAt: Date | null;
}

export interface Situation {
  /** The canonical code; limits, status and certification follow it. */
  unitCode: string;
  registryRow: RegistryRow | undefined;
  handled: { lastHandledOn: string | undefined } | undefined;
  certification: { status: 'certified' | 'lapsed'; reason: LapseReason | undefined } | undefined;
  first: FirstAnswer | undefined;
  /** When the exhausted limits are free again. */
  exhaustedUntil: Date | undefined;
}

interface Values {
  code: string;
  organisation: string | null;
  keys: readonly string[];
  handlerOrganisation: string;
  agent: readonly string[];
  buckets: readonly string[];
  placeholder: string;
  now: Date;
}

/** The registry's columns are null unless `registered`. */
interface Row extends RegistryRow {
  code: string;
  registered: boolean;
  handled: boolean;
  last_handled_on: string | null;
  status: 'certified' | 'lapsed' | null;
  reason: LapseReason | null;
  body: string | null;
  attempt_id: string | null;
  outcome: FirstAnswer['outcome'] | null;
  finding: string | null;
  remaining: number;
  resets_at: Date | null;
  exhausted_until: Date | null;
}

const situationStatement = prepare<Values, Row>(
  'certification_situation',
  (p) => sql<Row>`
  with ${unitCte(p('code'), p('organisation'))}
  select canonical.code, unit.code is not null as registered, unit.name,
         unit.representatives, unit.numbers, unit.founded_on, unit.active,
         handler.organisation_code is not null as handled, handler.last_handled_on,
         certification.status, certification.reason,
         idempotency_key.body, attempt.id as attempt_id,
         attempt.outcome, attempt.finding, attempt.remaining, attempt.resets_at,
         (select max(bucket.resets_at) from limit_bucket bucket
          where bucket.key in (select replace(key, ${p('placeholder')}::text, canonical.code)
                               from unnest(${p('buckets')}::text[]) key)
            and bucket.resets_at > ${p('now')}::timestamptz and bucket.used >= bucket.cap) as exhausted_until
  from canonical
  left join unit on true
  left join certification on certification.unit_code = canonical.code
  left join lateral (
    select organisation_code, last_handled_on from handler_record
    where organisation_code = ${p('handlerOrganisation')}::text and person = any(${p('agent')}::text[])
    order by last_handled_on desc nulls last
    limit 1
  ) handler on true
  left join idempotency_key
    on idempotency_key.key = any(${p('keys')}::text[]) and idempotency_key.expires_at > ${p('now')}::timestamptz
  left join attempt on attempt.id = idempotency_key.attempt_id`,
);

export async function readSituation(
  database: Database,
  query: SituationQuery,
  now: number,
): Promise<Situation> {
  const [row] = await database.run(situationStatement, {
    code: query.unitCode,
    organisation: organisationParameter(query.unitCode),
    keys: query.keys,
    handlerOrganisation: organisationCodeOf(query.unitCode),
    agent: query.agent,
    buckets: query.buckets,
    placeholder: UNIT_PLACEHOLDER,
    now: new Date(now),
  });
  if (!row) throw new Error('the situation statement always has one row');
  return {
    unitCode: row.code,
    registryRow: row.registered ? row : undefined,
    handled: row.handled ? { lastHandledOn: row.last_handled_on ?? undefined } : undefined,
    certification: row.status ? { status: row.status, reason: row.reason ?? undefined } : undefined,
    first: firstAnswerOf(row),
    exhaustedUntil: row.exhausted_until ?? undefined,
  };
}

const firstAnswerOf = (row: Row): FirstAnswer | undefined =>
  row.body === null || row.attempt_id === null || row.outcome === null
    ? undefined
    : {
        body: row.body,
        attemptId: row.attempt_id,
        outcome: row.outcome,
        finding: row.finding,
        remaining: row.remaining,
        resetsAt: row.resets_at,
      };
