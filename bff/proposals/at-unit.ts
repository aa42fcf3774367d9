/**
 * Proposals about a unit: to revoke its certification, to hold the unit, and to lift the hold. Each
 * waits to the end of the 30th day. It is over sooner when the certification has ended, or when the
 * unit has come to be held, or not to be held, without it.
 */
import { sql, type RawBuilder } from 'kysely';
import { organizationCodeOf } from '../contract/unit-code.ts';
import { certificationInForce, dueIn, isHeld } from '../certifications/index.ts';
import { type Actor, type ActorOf, prepare } from '../database/index.ts';
import {
  type EventType,
  lastEvent,
  REASON_MAXIMUM,
  type Recording,
  sentenceFault,
  type StoredEvent,
} from '../events/index.ts';
import { unitNameOf } from '../registry/index.ts';
import {
  propose,
  sendBackStatement,
  type Kind,
  type ProcedureDependencies,
  type Subject,
} from './procedure.ts';
import { proposalColumns, type Content, type ProposalKind, type ProposalRow } from './proposal.ts';

/**
 * The kinds of these proposals. A unit has at most one of each that waits: that of a hold is to
 * place it or to lift it.
 */
export type Matter = Exclude<ProposalKind, 'case'>;

/** Its outcome, when another officer confirms it. */
export type UnitDecision = 'revoked' | 'placed' | 'lifted';

/** A proposal that waits for another officer. Instants are RFC 3339. */
export interface WaitingAtUnit {
  matter: Matter;
  decision: UnitDecision;
  /** Names what the second officer confirms. */
  proposal: string;
  /** Canonical. */
  unitCode: string;
  /** As the registry writes it; null when it does not have the unit. */
  unitName: string | null;
  by: Actor;
  at: string;
  until: string;
  reason: string;
}

/** Days. */
const WAITS = 30;

/**
 * Names a unit in `proposal.subject`: the characters of its organization code, which stays when its
 * USCC becomes known.
 */
export function unitSubject(unitCode: string): string {
  const hex = Buffer.from(organizationCodeOf(unitCode), 'latin1').toString('hex').padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * A condition: a proposal to lift is about a unit that is held, and one to place about another one.
 */
export const isHoldPossible = (content: RawBuilder<unknown>, unitCode: RawBuilder<unknown>) =>
  sql`(${content} ->> 'decision' = 'lifted') = ${isHeld(unitCode)}`;

/** SQL of the proposals that wait, after `from`. */
export const waitingAtUnits = (now: RawBuilder<unknown>) => sql`
  proposal left join ${certificationInForce(now)} certification
    on proposal.kind = 'revocation' and certification.unit_code = proposal.unit_code and certification.submission_id = proposal.subject
  where proposal.outcome is null and proposal.until > ${now}::timestamptz and case proposal.kind
    when 'revocation' then certification.submission_id is not null
    when 'hold' then ${isHoldPossible(sql`proposal.content`, sql`proposal.unit_code`)}
  end`;

type Row = Subject & ProposalRow & { kind: Matter; unitName: string | null };

const waiting = (now: RawBuilder<unknown>) => sql`
  select ${proposalColumns}, proposal.kind, proposal.unit_code as "unitCode", certification.site_id as "siteId", certification.by,
         certification.method, ${unitNameOf(sql`proposal.unit_code`)} as "unitName"
  from ${waitingAtUnits(now)}`;

const waitingOf = (row: Row): WaitingAtUnit => {
  const { reason, decision = 'revoked' } = JSON.parse(row.content) as {
    reason: string;
    decision?: UnitDecision;
  };
  return {
    matter: row.kind,
    decision,
    proposal: row.proposal,
    unitCode: row.unitCode,
    unitName: row.unitName,
    by: row.proposedBy,
    at: row.proposedAt.toISOString(),
    until: row.waitsUntil!.toISOString(),
    reason,
  };
};

/**
 * The parts of a kind that both have. A revocation's row has the columns of the certification too.
 */
export const kindAtUnit = <M extends Matter, About extends Subject>(kind: M) => ({
  kind,
  find: prepare<{ proposal: string; now: Date }, About & ProposalRow>(
    `proposals_find_${kind}`,
    (p) => sql<About & ProposalRow>`
    ${waiting(p('now'))} and proposal.kind = ${sql.lit(kind)} and proposal.id = ${p('proposal')}::uuid`,
  ),
  sendBack: sendBackStatement(kind, (p) => sql`select ${p('subject')}::uuid as id`),
  named: (_about: About, proposal: string) => ({ proposal }),
  lastInstant: (now: number) => dueIn(WAITS, now),
});

type Reading = Pick<Recording, 'database'>;

const ofUnitStatement = prepare<{ now: Date; unitCode: string; unit: string }, Row>(
  'proposals_of_unit',
  (p) => sql<Row>`
  ${waiting(p('now'))} and case proposal.kind
    when 'revocation' then proposal.unit_code = ${p('unitCode')}::text
    when 'hold' then proposal.subject = ${p('unit')}::uuid
  end`,
);

/** The proposals that wait at a unit. `unitCode`: canonical; `now` in milliseconds. */
export async function readWaitingAtUnit(
  { database }: Reading,
  unitCode: string,
  now: number,
): Promise<Partial<Record<Matter, WaitingAtUnit>>> {
  const unit = unitSubject(unitCode);
  const rows = await database.run(ofUnitStatement, { now: new Date(now), unitCode, unit });
  return Object.fromEntries(rows.map((row) => [row.kind, waitingOf(row)]));
}

const PAGE = 50;

/** The order of the list: holds first, then the oldest. */
const ORDER = sql`proposal.kind, proposal.until, proposal.proposed_at, proposal.id`;

const listStatement = prepare<{ now: Date; after: string | null }, Row>(
  'proposals_at_units',
  (p) => sql<Row>`
  ${waiting(p('now'))} and (${p('after')}::uuid is null
    or (${ORDER}) > (select ${ORDER} from proposal where id = ${p('after')}::uuid))
  order by ${ORDER} limit ${sql.lit(PAGE)}`,
);

/** A page of them all. `after`: `next` of the page before. `now` in milliseconds. */
export async function readWaitingAtUnits(
  { database }: Reading,
  after: string | undefined,
  now: number,
): Promise<{ proposals: WaitingAtUnit[]; next: string | undefined }> {
  const rows = await database.run(listStatement, { now: new Date(now), after: after ?? null });
  return { proposals: rows.map(waitingOf), next: rows.length < PAGE ? undefined : rows.at(-1)?.proposal };
}

const nextStatement = prepare<{ now: Date; actor: Actor }, Row>(
  'proposals_next_at_units',
  (p) => sql<Row>`
  ${waiting(p('now'))} and proposal.proposed_by <> ${p('actor')}::text order by ${ORDER} limit 1`,
);

/**
 * The unit of the first one that another officer has proposed; undefined when there is none. `now`
 * in milliseconds.
 */
export const nextUnitToConfirm = async (
  { database }: Reading,
  actor: Actor,
  now: number,
): Promise<string | undefined> =>
  (await database.run(nextStatement, { now: new Date(now), actor }))[0]?.unitCode;

export type ProposeResult =
  | { kind: 'proposed'; proposal: string }
  /** Another proposal waits, or the unit has nothing to revoke, is held already, or is not held. */
  | { kind: 'changed' }
  /** The reason is missing, too long, or has a number of a person. */
  | { kind: 'incomplete' };

/** `about`: undefined where the unit has nothing to decide about. */
export async function proposeAtUnit<K extends Matter, About extends Subject>(
  dependencies: ProcedureDependencies,
  kind: Kind<K, About, unknown, never>,
  about: About | undefined,
  content: Content<K>,
  actor: ActorOf<'staff'>,
): Promise<ProposeResult> {
  if (about === undefined) return { kind: 'changed' };
  if (sentenceFault(content.reason, REASON_MAXIMUM)) return { kind: 'incomplete' };
  const by = { actor, at: new Date(dependencies.now()), before: null, note: '' };
  const proposal = await propose(dependencies, kind, about, content, by);
  return proposal === undefined ? { kind: 'changed' } : { kind: 'proposed', proposal };
}

/**
 * The unit's newest event of this type, or of types that begin so; also from before its USCC was
 * known.
 */
async function newestEvent(
  recording: Recording,
  type: string,
  unitCode: string,
): Promise<StoredEvent | undefined> {
  const codes = [...new Set([unitCode, organizationCodeOf(unitCode)])];
  const found = await Promise.all(codes.map((code) => lastEvent(recording, { type, unitCode: code })));
  return found
    .filter((event) => event !== undefined)
    .toSorted((one, other) => other.position - one.position)[0];
}

/**
 * A proposal that was confirmed. `by`: the officers who proposed and confirmed it, or the operator,
 * who needs no other.
 */
export interface Decided {
  by: Actor[];
  reason: string;
}

const DECIDED: Record<UnitDecision, EventType> = {
  revoked: 'certification.revoked',
  placed: 'hold.placed',
  lifted: 'hold.lifted',
};

/**
 * The unit's last one of this kind; undefined when its event is no longer kept, or was altered.
 * `unitCode`: canonical.
 */
export async function readDecided(
  recording: Recording,
  unitCode: string,
  decision: UnitDecision,
): Promise<Decided | undefined> {
  const last = await newestEvent(recording, DECIDED[decision], unitCode);
  if (!last) return undefined;
  const { proposedBy, reason } = JSON.parse(last.detail) as { proposedBy?: Actor; reason: string };
  return { by: [...(proposedBy ? [proposedBy] : []), last.actor as Actor], reason };
}

/** A proposal that an officer has sent back, or its own officer has withdrawn. */
export interface Dropped {
  by: Actor;
  proposedBy: Actor;
  reason: string;
}

const DROPPED: Record<Matter, { among: string; type: EventType }> = {
  revocation: { among: 'certification.revocation-', type: 'certification.revocation-dropped' },
  hold: { among: 'hold.', type: 'hold.dropped' },
};

/**
 * The unit's last proposal of this kind, when it was dropped and nothing has come of another one
 * since. `unitCode`: canonical. `since`: RFC 3339; an earlier one does not count, such as that of
 * another certification.
 */
export async function readDropped(
  recording: Recording,
  unitCode: string,
  matter: Matter,
  since = '1970-01-01T00:00:00Z',
): Promise<Dropped | undefined> {
  const { among, type } = DROPPED[matter];
  const last = await newestEvent(recording, among, unitCode);
  if (last?.type !== type || Date.parse(last.at) < Date.parse(since)) return undefined;
  const { proposedBy, reason } = JSON.parse(last.detail) as Omit<Dropped, 'by'>;
  return { by: last.actor as Actor, proposedBy, reason };
}
