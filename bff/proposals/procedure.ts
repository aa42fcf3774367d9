/**
 * The procedure of two officers, for every kind: one proposes, another one confirms exactly that
 * proposal, and any officer may send it back. Each step is one statement with its event. The
 * statement names the proposal and the states that its subject may come from, so that of two steps
 * at once one happens; it locks the subject first, then the proposal.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Check } from '../contract/cases.ts';
import {
  type Actor,
  type ActorOf,
  type Database,
  type Parameter,
  prepare,
  type Statement,
} from '../database/index.ts';
import {
  eventValues,
  type EventValues,
  insertEvents,
  type NewEvent,
  type OfficialAct,
  REASON_MAXIMUM,
  sentenceFault,
  writeEvents,
} from '../events/index.ts';
import type { Cipher, KeyRing } from '../keys/index.ts';
import {
  genuinenessOfProposal,
  sealSentence,
  signProposal,
  type Content,
  type ProposalKind,
  type ProposalRow,
} from './proposal.ts';

/** Characters of a sentence that is encrypted. */
export const NOTE_MAXIMUM = 500;

type EventType =
  | `case.${'proposed' | 'returned' | 'altered'}`
  | `${'certification.revocation-' | 'hold.'}${'proposed' | 'dropped' | 'altered'}`;

interface Rules {
  events: Record<'proposed' | 'returned' | 'altered', EventType>;
  /** The sentence of a return is encrypted in the row; else it stands in the event. */
  isSealed: boolean;
  /** A proposal waits until its last day; else as long as its subject. */
  hasLastDay: boolean;
}

const RULES: Record<ProposalKind, Rules> = {
  case: {
    events: { proposed: 'case.proposed', returned: 'case.returned', altered: 'case.altered' },
    isSealed: true,
    hasLastDay: false,
  },
  revocation: {
    events: {
      proposed: 'certification.revocation-proposed',
      returned: 'certification.revocation-dropped',
      altered: 'certification.revocation-altered',
    },
    isSealed: false,
    hasLastDay: true,
  },
  hold: {
    events: { proposed: 'hold.proposed', returned: 'hold.dropped', altered: 'hold.altered' },
    isSealed: false,
    hasLastDay: true,
  },
};

export interface ProcedureDependencies {
  database: Database;
  cipher: Cipher;
  keys: KeyRing;
  newId: () => string;
  /** Milliseconds. */
  now: () => number;
}

/** The case, certification or unit that a proposal is about. */
export interface Subject {
  subject: string;
  /** Canonical. */
  unitCode: string;
  /** None of a unit as such. */
  siteId?: string;
}

/** The officer who takes a step, and when. */
export interface By {
  actor: ActorOf<'staff'>;
  at: Date;
}

interface StepValues extends EventValues {
  subject: string;
  proposal: string;
  actor: ActorOf<'staff'>;
  now: Date;
}

export interface ProposeValues extends StepValues {
  unitCode: string;
  /** The proposal that was sent back last, as the officer saw it; null: none was. */
  before: string | null;
  content: string;
  note: string | null;
  until: Date | null;
  mac: string;
}

export interface SendBackValues extends StepValues {
  note: string | null;
  /** Null keeps that of the return before. */
  returnedNote: string | null;
  /** The new last day of a subject that has one. */
  until: Date;
}

export interface DecideValues extends StepValues {
  outcome: NonNullable<ProposalRow['outcome']>;
  /** JSON of the papers that the second officer has seen; null where there are none to see. */
  seenAgain: string | null;
}

/**
 * Things that the procedure must know of a kind. `Result`: of a confirmation, which `Needs` these
 * dependencies.
 */
export interface Kind<K extends ProposalKind, About extends Subject, Result, Needs> {
  kind: K;
  /** The proposal while it can be confirmed. */
  find: Statement<{ proposal: string; now: Date }, About & ProposalRow>;
  propose: Statement<ProposeValues, { id: string }>;
  sendBack: Statement<SendBackValues, { id: string }>;
  /** Goes into the detail of its events. */
  named: (about: About, proposal: string) => object;
  /** The last instant of something that begins to wait now. Milliseconds. */
  lastInstant: (now: number) => Date;
  /**
   * Carries a genuine proposal out, by a statement of `decideStatement`. `seen`: the papers that
   * the second officer has seen. `altered`: its subject is not the one of the proposal. `again`:
   * the subject has changed meanwhile, and may be decided still.
   */
  carryOut: (
    dependencies: Needs,
    row: About & ProposalRow,
    by: By,
    seen: readonly Check[],
  ) => Promise<Result | 'altered' | 'again'>;
}

/**
 * `subject`: SQL of its row (`id`, `unit_code`), if it may be proposed now. A proposal takes the
 * place of one that was decided, whose time is over, or that can no longer be confirmed (`isOver`:
 * SQL).
 */
export const proposeStatement = (
  kind: ProposalKind,
  subject: (p: Parameter<ProposeValues>) => RawBuilder<unknown>,
  isOver: RawBuilder<unknown> = sql`false`,
): Statement<ProposeValues, { id: string }> =>
  prepare<ProposeValues, { id: string }>(
    `proposals_propose_${kind}`,
    (p) => sql<{ id: string }>`
  with subject as (${subject(p)}),
  proposed as (
    insert into proposal (kind, subject, id, unit_code, content, note, proposed_by, proposed_at, until, mac)
    select ${sql.lit(kind)}, id, ${p('proposal')}::uuid, unit_code, ${p('content')}::json, ${p('note')}::text, ${p('actor')}::text,
           ${p('now')}::timestamptz, ${p('until')}::timestamptz, ${p('mac')}::text
    from subject
    on conflict (kind, subject) do update
      set id = excluded.id, content = excluded.content, note = excluded.note, proposed_by = excluded.proposed_by,
          proposed_at = excluded.proposed_at, until = excluded.until, mac = excluded.mac, outcome = null, decided_by = null
      where proposal.outcome is not null or proposal.until <= ${p('now')}::timestamptz or ${isOver}
    returning id
  ),
  written as (${insertEvents(p('events'), sql`where exists (select from proposed)`)}
  )
  select id from proposed`,
  );

/** `subject`: SQL of its row (`id`), which may change it. */
export const sendBackStatement = (
  kind: ProposalKind,
  subject: (p: Parameter<SendBackValues>) => RawBuilder<unknown>,
): Statement<SendBackValues, { id: string }> =>
  prepare<SendBackValues, { id: string }>(
    `proposals_return_${kind}`,
    (p) => sql<{ id: string }>`
  with subject as (${subject(p)}),
  returned as (
    update proposal
    set outcome = 'returned', decided_by = ${p('actor')}::text, note = ${p('note')}::text,
        returned_note = coalesce(${p('returnedNote')}::text, returned_note)
    from subject
    where proposal.subject = subject.id and proposal.id = ${p('proposal')}::uuid and outcome is null
    returning proposal.id
  ),
  written as (${insertEvents(p('events'), sql`where exists (select from returned)`)}
  )
  select id from returned`,
  );

/**
 * `subject`: SQL that locks its row (`id`, `unit_code`), if it can be decided. `effect`: CTEs that
 * read `to_confirm` (`subject`, `unit_code`); the last one is called `done`, and has the subject's
 * `id` where the effect has happened. `chosen`: SQL after `where`, which of the events are written.
 */
export const decideStatement = <Values extends DecideValues>(
  name: string,
  subject: (p: Parameter<Values>) => RawBuilder<unknown>,
  effect: (p: Parameter<Values>) => RawBuilder<unknown>,
  chosen: RawBuilder<unknown> = sql`true`,
): Statement<Values, { id: string }> =>
  prepare<Values, { id: string }>(
    `proposals_decide_${name}`,
    (p) => sql<{ id: string }>`
  with subject as (${subject(p)}),
  to_confirm as (
    select proposal.subject, subject.unit_code
    from proposal join subject on subject.id = proposal.subject
    where proposal.id = ${p('proposal')}::uuid and outcome is null and proposed_by <> ${p('actor')}::text
      and (until is null or until > ${p('now')}::timestamptz)
    for update of proposal
  ),
  ${effect(p)},
  confirmed as (
    update proposal set outcome = ${p('outcome')}::text, decided_by = ${p('actor')}::text, seen_again = ${p('seenAgain')}::jsonb,
           note = null, returned_note = null
    from done where proposal.id = ${p('proposal')}::uuid and proposal.subject = done.id
    returning proposal.id
  ),
  written as (${insertEvents(p('events'), sql`where exists (select from confirmed) and (${chosen})`)}
  )
  select id from confirmed`,
  );

const eventOf = (
  { subject, unitCode, siteId }: Subject,
  type: EventType,
  { actor, at }: By,
  detail: object,
): NewEvent<EventType> => ({ at, actor, type, unitCode, siteId, submissionId: subject, detail });

/**
 * The id of the proposal; undefined when the subject is not as the officer saw it. `before`: the
 * proposal that was sent back last, as it was shown; null where none was. `note`: for staff,
 * encrypted; '' is none.
 */
export async function propose<K extends ProposalKind, About extends Subject>(
  { database, cipher, keys, newId }: ProcedureDependencies,
  { kind, propose: statement, named, lastInstant }: Kind<K, About, unknown, never>,
  about: About,
  content: Content<K>,
  { actor, at, before, note }: By & { before: string | null; note: string },
): Promise<string | undefined> {
  const { subject, unitCode } = about;
  const proposal = newId();
  const text = JSON.stringify(content);
  const until = RULES[kind].hasLastDay ? lastInstant(at.getTime()) : null;
  const signed = { proposal, subject, content: text, proposedBy: actor, proposedAt: at, waitsUntil: until };
  const detail = { ...named(about, proposal), ...content };
  const [proposed] = await database.run(statement, {
    subject,
    unitCode,
    proposal,
    before,
    content: text,
    note: note === '' ? null : sealSentence(cipher, 'note', note, { kind, subject }),
    actor,
    now: at,
    until,
    mac: signProposal(keys, kind, signed),
    ...eventValues(keys, [eventOf(about, RULES[kind].events.proposed, { actor, at }, detail)]),
  });
  return proposed?.id;
}

/** The answers to a step that was not taken. */
export type Refused =
  /** There is no such proposal, or no more. */
  | { kind: 'changed' }
  /** The officer has proposed it: another one must confirm. */
  | { kind: 'same-person'; unitCode: string }
  /**
   * Somebody has changed the proposal or its subject in the database, or a key that it needs is
   * gone.
   */
  | { kind: 'altered' }
  /**
   * The key that signed the proposal was replaced since: it must be sent back and proposed again.
   */
  | { kind: 'key-replaced' };

type ConfirmDependencies = Pick<ProcedureDependencies, 'database' | 'keys' | 'now'>;

/**
 * `proposal`: as it was shown to the officer. `seen`: the papers that this officer has seen; none
 * of a kind without papers.
 */
export async function confirm<About extends Subject, Result, Needs extends ConfirmDependencies>(
  dependencies: Needs,
  kind: Kind<ProposalKind, About, Result, Needs>,
  proposal: string,
  actor: ActorOf<'staff'>,
  seen: readonly Check[] = [],
): Promise<Result | Refused> {
  const { database, keys, now } = dependencies;
  const by = { actor, at: new Date(now()) };
  const [row] = await database.run(kind.find, { proposal, now: by.at });
  if (!row) return { kind: 'changed' };
  if (row.proposedBy === actor) return { kind: 'same-person', unitCode: row.unitCode };
  const genuineness = genuinenessOfProposal(keys, kind.kind, row);
  if (genuineness === 'key-replaced') return { kind: 'key-replaced' };
  const result = genuineness === 'forged' ? 'altered' : await kind.carryOut(dependencies, row, by, seen);
  if (result === 'again') return confirm(dependencies, kind, proposal, actor, seen);
  if (result !== 'altered') return result;
  const altered = eventOf(row, RULES[kind.kind].events.altered, by, kind.named(row, proposal));
  await writeEvents(database, keys, [altered]);
  return { kind: 'altered' };
}

export type SendBackResult =
  | { kind: 'returned'; proposedBy: Actor }
  /** The sentence is missing, too long, or has a number of a person. */
  | { kind: 'incomplete' }
  | { kind: 'changed' };

/**
 * Any officer, also the one who has proposed it: nothing is decided. `proposal`: as it was shown.
 * `reason`: for staff.
 */
export async function sendBack<About extends Subject>(
  { database, cipher, keys, now }: Omit<ProcedureDependencies, 'newId'>,
  { kind, find, sendBack: statement, named, lastInstant }: Kind<ProposalKind, About, unknown, never>,
  proposal: string,
  { reason, actor }: OfficialAct<'staff'>,
): Promise<SendBackResult> {
  const { events, isSealed } = RULES[kind];
  const at = new Date(now());
  const [row] = await database.run(find, { proposal, now: at });
  if (!row) return { kind: 'changed' };
  if (sentenceFault(reason, isSealed ? NOTE_MAXIMUM : REASON_MAXIMUM)) return { kind: 'incomplete' };
  const { subject, proposedBy } = row;
  const column = proposedBy === actor ? 'note' : 'returned_note';
  const sealed = isSealed ? sealSentence(cipher, column, reason.trim(), { kind, subject }) : null;
  const detail = { ...named(row, proposal), proposedBy, ...(!isSealed && { reason }) };
  const done = await database.run(statement, {
    subject,
    proposal,
    actor,
    now: at,
    note: column === 'note' ? sealed : null,
    returnedNote: column === 'returned_note' ? sealed : null,
    until: lastInstant(at.getTime()),
    ...eventValues(keys, [eventOf(row, events.returned, { actor, at }, detail)]),
  });
  return done.length > 0 ? { kind: 'returned', proposedBy } : { kind: 'changed' };
}
