/**
 * Revocation by two officers: one proposes it with a reason, another one confirms that very proposal. Each change is one statement with its
 * event. A proposal waits to the end of the 30th day, and is over when its certification has ended.
 */
import { sql, type RawBuilder } from 'kysely';
import { endOfChinaDay } from '../contract/identifiers.ts';
import { DAY } from '../contract/time.ts';
import { prepare } from '../database/statement.ts';
import type { Actor, ActorOf } from '../database/tables.ts';
import {
  eventValues,
  insertEvents,
  writeEvents,
  type Deed,
  type EventValues,
  type NewEvent,
  type Recording,
} from '../events/event.ts';
import type { OfficialAct } from '../events/reason.ts';
import { genuinenessOf, macOf } from '../events/mac.ts';
import type { Applicant, Method } from '../contract/wire.ts';
import { certificationInForce, stillCounts, stillCountsAt } from '../terms/term.ts';
import { endTerms } from '../terms/write.ts';
import { lastEvent } from '../events/list.ts';
import { readOpenTerm } from './administration.ts';

/** Milliseconds. */
const WAITS = 30 * DAY;

/** A revocation that waits for another officer. Instants are RFC 3339. */
export interface Revocation {
  /** Names what the second officer confirms. */
  proposal: string;
  /** Canonical. */
  unitCode: string;
  /** As the registry writes it; null when it does not have the unit. */
  unitName: string | null;
  reason: string;
  by: Actor;
  at: string;
  until: string;
}

interface Row extends Omit<Revocation, 'at' | 'until'> {
  at: Date;
  until: Date;
  /** The certification's. */
  submissionId: string;
  mac: string;
  siteId: string;
  applicant: Applicant;
  method: Method;
}

/** Proposals whose certification counts. */
const waiting = (now: RawBuilder<unknown>) => sql`
  select revocation.proposal, revocation.unit_code as "unitCode", revocation.reason, revocation.proposed_by as "by",
         revocation.proposed_at as "at", revocation.until, revocation.submission_id as "submissionId", revocation.mac,
         certification.site_id as "siteId", certification.by as applicant, certification.method,
         (select name from registry_unit where code = revocation.unit_code) as "unitName"
  from revocation
  join ${certificationInForce(now)} certification using (unit_code, submission_id)
  where revocation.until > ${now}::timestamptz`;

type Signed = Pick<Row, 'proposal' | 'submissionId' | 'reason' | 'by' | 'at' | 'until'>;

/** Signed, so that the database alone cannot make it another officer's. The unit's code may change. */
const signedFields = ({ proposal, submissionId, reason, by, at, until }: Signed): unknown[] => [
  proposal,
  submissionId,
  reason,
  by,
  at,
  until,
];

const revocationOf = ({ proposal, unitCode, unitName, reason, by, at, until }: Row): Revocation => ({
  proposal,
  unitCode,
  unitName,
  reason,
  by,
  at: at.toISOString(),
  until: until.toISOString(),
});

const PAGE = 50;

const listStatement = prepare<{ now: Date; after: string | null }, Row>(
  'revocation_list',
  (p) => sql<Row>`
  ${waiting(p('now'))} and (${p('after')}::uuid is null
    or (revocation.until, proposed_at, proposal) >
       (select until, proposed_at, proposal from revocation where proposal = ${p('after')}::uuid))
  order by revocation.until, proposed_at, proposal limit ${sql.lit(PAGE)}`,
);

/** The oldest first. `after`: `next` of the page before. `now` in milliseconds. */
export async function readRevocations(
  { database }: Pick<Recording, 'database'>,
  after: string | undefined,
  now: number,
): Promise<{ revocations: Revocation[]; next: string | undefined }> {
  const rows = await database.run(listStatement, { now: new Date(now), after: after ?? null });
  return {
    revocations: rows.map(revocationOf),
    next: rows.length < PAGE ? undefined : rows.at(-1)?.proposal,
  };
}

const nextStatement = prepare<{ now: Date; actor: Actor }, { unitCode: string }>(
  'revocation_next',
  (p) => sql<{ unitCode: string }>`
  select "unitCode" from (${waiting(p('now'))}) waiting
  where "by" <> ${p('actor')}::text order by until, at, proposal limit 1`,
);

/** The unit whose revocation waits longest for this officer; undefined when none does. `now` in milliseconds. */
export const nextRevocation = async (
  { database }: Pick<Recording, 'database'>,
  actor: Actor,
  now: number,
): Promise<string | undefined> =>
  (await database.run(nextStatement, { now: new Date(now), actor }))[0]?.unitCode;

const ofUnitStatement = prepare<{ now: Date; unitCode: string }, Row>(
  'revocation_of_unit',
  (p) => sql<Row>`${waiting(p('now'))} and revocation.unit_code = ${p('unitCode')}::text`,
);

/** The one that waits for the unit. `code`: canonical; `now` in milliseconds. */
export async function readRevocation(
  { database }: Pick<Recording, 'database'>,
  unitCode: string,
  now: number,
): Promise<Revocation | undefined> {
  const [row] = await database.run(ofUnitStatement, { now: new Date(now), unitCode });
  return row && revocationOf(row);
}

interface ProposeValues extends EventValues {
  proposal: string;
  unitCode: string;
  submissionId: string;
  reason: string;
  actor: Actor;
  now: Date;
  until: Date;
  mac: string;
}

/** A former proposal that is over makes room. */
const proposeStatement = prepare<ProposeValues, { proposal: string }>(
  'revocation_propose',
  (p) => sql<{ proposal: string }>`
  with proposed as (
    insert into revocation (proposal, unit_code, submission_id, reason, proposed_by, proposed_at, until, mac)
    select ${p('proposal')}::uuid, unit_code, submission_id, ${p('reason')}::text, ${p('actor')}::text, ${p('now')}::timestamptz,
           ${p('until')}::timestamptz, ${p('mac')}::text
    from certification
    where unit_code = ${p('unitCode')}::text and submission_id = ${p('submissionId')}::uuid and ended_at is null
    on conflict (submission_id) do update
      set proposal = excluded.proposal, reason = excluded.reason, proposed_by = excluded.proposed_by, proposed_at = excluded.proposed_at,
          until = excluded.until, mac = excluded.mac
      where revocation.until <= ${p('now')}::timestamptz
    returning proposal
  ),
  written as (${insertEvents(p('events'), sql`where exists (select from proposed)`)}
  )
  select proposal from proposed`,
);

export type ProposeRevocationResult =
  | { kind: 'proposed'; proposal: string }
  | { kind: 'not-certified' }
  /** Another proposal waits. */
  | { kind: 'proposed-before' };

interface DeedDependencies extends Recording {
  newId: () => string;
  /** Milliseconds. */
  now: () => number;
}

/** `code`: either of the unit's. */
export async function proposeRevocation(
  { database, keys, newId, ...dependencies }: DeedDependencies,
  code: string,
  { reason, actor }: OfficialAct<'staff'>,
): Promise<ProposeRevocationResult> {
  const now = dependencies.now();
  const { unitCode, term } = await readOpenTerm(database, code);
  if (!term || !stillCounts(term.dueAt, now)) return { kind: 'not-certified' };
  const proposal = newId();
  const at = new Date(now);
  const { submissionId, siteId } = term;
  const type = 'certification.revocation-proposed';
  const event: NewEvent = { at, actor, type, unitCode, siteId, submissionId, detail: { proposal, reason } };
  const until = new Date(endOfChinaDay(now + WAITS));
  const proposed = await database.run(proposeStatement, {
    proposal,
    unitCode,
    submissionId,
    reason,
    actor,
    now: at,
    until,
    mac: macOf(
      keys.macs[0],
      'revocation',
      signedFields({ proposal, submissionId, reason, by: actor, at, until }),
    ),
    ...eventValues(keys, [event]),
  });
  return proposed.length > 0 ? { kind: 'proposed', proposal } : { kind: 'proposed-before' };
}

const findStatement = prepare<{ now: Date; proposal: string }, Row>(
  'revocation_find',
  (p) => sql<Row>`${waiting(p('now'))} and revocation.proposal = ${p('proposal')}::uuid`,
);

interface DecideValues extends EventValues {
  proposal: string;
  actor: Actor;
  now: Date;
}

/** The proposal first, so that of a confirmation and a return at once one happens. */
const confirmStatement = prepare<DecideValues, { unit: string }>(
  'revocation_confirm',
  (p) => sql<{ unit: string }>`
  with to_confirm as (
    select unit_code, submission_id from revocation
    where proposal = ${p('proposal')}::uuid and proposed_by <> ${p('actor')}::text and until > ${p('now')}::timestamptz
    for update
  ),
  ended as (${endTerms(
    { at: sql`${p('now')}::timestamptz`, reason: 'revoked', by: sql`${p('actor')}::text` },
    {
      from: sql`to_confirm`,
      unitCode: sql`to_confirm.unit_code`,
      submissionId: sql`to_confirm.submission_id`,
      when: stillCountsAt(p('now')),
    },
  )}
  ),
  decided as (delete from revocation using ended where revocation.submission_id = ended.submission_id),
  written as (${insertEvents(p('events'), sql`where exists (select from ended)`)}
  )
  select unit_code as unit from ended`,
);

/** `changed`: there is no such proposal any more, or its certification has ended. */
export type ConfirmRevocationResult =
  | { kind: 'revoked' }
  | { kind: 'same-person'; unitCode: string }
  /** Somebody has changed the proposal in the database, or its key is gone. */
  | { kind: 'altered' }
  /** The key that signed the proposal was replaced since: it must be dropped and proposed again. */
  | { kind: 'key-replaced' }
  | { kind: 'changed' };

/** Ends the certification; the unit must certify again. `proposal`: as it was shown to the officer. */
export async function confirmRevocation(
  { database, keys, ...dependencies }: Omit<DeedDependencies, 'newId'>,
  proposal: string,
  actor: ActorOf<'staff'>,
): Promise<ConfirmRevocationResult> {
  const now = new Date(dependencies.now());
  const [row] = await database.run(findStatement, { now, proposal });
  if (!row) return { kind: 'changed' };
  if (row.by === actor) return { kind: 'same-person', unitCode: row.unitCode };
  const genuineness = genuinenessOf(keys, row.mac, 'revocation', signedFields(row));
  if (genuineness === 'key-replaced') return { kind: 'key-replaced' };
  if (genuineness === 'forged') {
    const altered = eventOf(row, { type: 'certification.revocation-altered', actor, at: now }, { proposal });
    await writeEvents(database, keys, [altered]);
    return { kind: 'altered' };
  }
  const { applicant, method, reason, by: proposedBy } = row;
  const event = eventOf(
    row,
    { type: 'certification.revoked', actor, at: now },
    { applicant, method, reason, proposedBy },
  );
  const ended = await database.run(confirmStatement, {
    proposal,
    actor,
    now,
    ...eventValues(keys, [event]),
  });
  return { kind: ended.length > 0 ? 'revoked' : 'changed' };
}

/** `by`: the officers who proposed and confirmed it, or the operator. */
export interface Revoked {
  by: Actor[];
  reason: string;
}

/** The unit's last revocation; undefined when its event is no longer kept, or was altered. `unitCode`: canonical. */
export async function readRevoked(recording: Recording, unitCode: string): Promise<Revoked | undefined> {
  const last = await lastEvent(recording, { type: 'certification.revoked', unitCode });
  if (!last) return undefined;
  const { proposedBy, reason } = JSON.parse(last.detail) as { proposedBy?: Actor; reason: string };
  const actor = last.actor as Actor;
  return { by: proposedBy ? [proposedBy, actor] : [actor], reason };
}

/** A proposal that an officer has sent back, or its own officer has withdrawn. */
export interface Dropped {
  by: Actor;
  proposedBy: Actor;
  reason: string;
}

/** Undefined when the unit's last proposal was not dropped, or was one of an earlier certification. `since`: of the certification, RFC 3339. */
export async function readDropped(
  recording: Recording,
  { unitCode, since }: { unitCode: string; since: string },
): Promise<Dropped | undefined> {
  const last = await lastEvent(recording, { type: 'certification.revocation-', unitCode });
  if (last?.type !== 'certification.revocation-dropped' || Date.parse(last.at) < Date.parse(since))
    return undefined;
  const { proposedBy, reason } = JSON.parse(last.detail) as Omit<Dropped, 'by'>;
  return { by: last.actor as Actor, proposedBy, reason };
}

const dropStatement = prepare<Omit<DecideValues, 'actor' | 'now'>, { proposal: string }>(
  'revocation_drop',
  (p) => sql<{ proposal: string }>`
  with dropped as (delete from revocation where proposal = ${p('proposal')}::uuid returning proposal),
  written as (${insertEvents(p('events'), sql`where exists (select from dropped)`)}
  )
  select proposal from dropped`,
);

/** Any officer, also the one who has proposed it. The certification stands. */
export async function dropRevocation(
  { database, keys, ...dependencies }: Omit<DeedDependencies, 'newId'>,
  proposal: string,
  { reason, actor }: OfficialAct<'staff'>,
): Promise<{ kind: 'dropped'; proposedBy: Actor } | { kind: 'changed' }> {
  const now = new Date(dependencies.now());
  const [row] = await database.run(findStatement, { now, proposal });
  if (!row) return { kind: 'changed' };
  const detail = { proposal, reason, proposedBy: row.by };
  const event = eventOf(row, { type: 'certification.revocation-dropped', actor, at: now }, detail);
  const dropped = await database.run(dropStatement, { proposal, ...eventValues(keys, [event]) });
  return dropped.length > 0 ? { kind: 'dropped', proposedBy: row.by } : { kind: 'changed' };
}

const eventOf = (
  { unitCode, siteId, submissionId }: Row,
  deed: Deed<`certification.${'revoked' | 'revocation-altered' | 'revocation-dropped'}`>,
  detail: object,
): NewEvent => ({ ...deed, unitCode, siteId, submissionId, detail });
