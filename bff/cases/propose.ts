/** The first officer proposes a decision with what was seen at the counter; the proposal can be sent back. */
import { sql } from 'kysely';
import { checksOf, type CaseRefusal, type Check } from '../contract/cases.ts';
import type { Dependencies } from '../certification/dependencies.ts';
import { prepare } from '../database/statement.ts';
import type { ActorOf } from '../database/tables.ts';
import { eventValues, insertEvents, type EventValues } from '../events/event.ts';
import { caseEvent, findCase, lastInstant, returnOf, sealedReturn, sealNote } from './case.ts';
import { changedSince, readChanged, type Changed } from './queue.ts';
import { signProposal } from './signature.ts';

/** Characters of the officers' sentence. */
export const NOTE_MAXIMUM = 500;

/** `note`: a sentence for staff; with a refusal it is needed. */
export type Proposal =
  | { decision: 'certified'; seen: readonly Check[]; note?: string | undefined }
  | { decision: 'refused'; seen: readonly Check[]; reason: CaseRefusal; note: string };

export type ProposeResult =
  | { kind: 'proposed'; proposal: string }
  /** Checks that a certification needs; the sentence that a refusal needs, or that is too long. */
  | { kind: 'incomplete'; missing: (Check | 'note')[] }
  | Changed;

export type DeedDependencies = Pick<Dependencies, 'database' | 'cipher' | 'keys' | 'newId' | 'now'>;

interface ProposeValues extends EventValues {
  id: string;
  proposal: string;
  proposed: string;
  actor: ActorOf<'staff'>;
  mac: string;
  seen: readonly Check[];
  refusal: string | null;
  note: string | null;
  /** The sealed sentence of the return that the officer has seen. */
  returned: string | null;
  now: Date;
}

const proposeStatement = prepare<ProposeValues, { id: string }>(
  'cases_propose',
  (p) => sql<{ id: string }>`
  with changed as (
    update counter_case
    set state = 'proposed', proposal = ${p('proposal')}::uuid, proposed = ${p('proposed')}::text, proposed_by = ${p('actor')}::text,
        proposed_at = ${p('now')}::timestamptz, proposal_mac = ${p('mac')}::text, seen = ${p('seen')}::text[],
        refusal = ${p('refusal')}::text, note = ${p('note')}::text, returned_by = null, returned_to = null
    where id = ${p('id')}::uuid and state = 'open' and until > ${p('now')}::timestamptz
      and coalesce(note, returned_note) is not distinct from ${p('returned')}::text
    returning id
  ),
  written as (${insertEvents(p('events'), sql`where exists (select from changed)`)}
  )
  select id from changed`,
);

/** `reference`: the case's eight characters. `returned`: the last return, as it was shown (`returnOf`). */
export async function proposeDecision(
  { database, cipher, keys, newId, now }: DeedDependencies,
  reference: string,
  proposal: Proposal,
  { actor, returned }: { actor: ActorOf<'staff'>; returned: string },
): Promise<ProposeResult> {
  const row = await findCase(database, reference);
  if (row?.state !== 'open' || returnOf(row) !== returned) return changedSince(row);
  const possible = checksOf(row.applicant === 'agent', row.isInactive);
  const seen = possible.filter((check) => proposal.seen.includes(check));
  const missing = missingIn(proposal, possible, seen);
  if (missing.length > 0) return { kind: 'incomplete', missing };

  const id = newId();
  const at = new Date(now());
  const { decision } = proposal;
  const note = proposal.note?.trim() ?? '';
  const reason = proposal.decision === 'refused' ? proposal.reason : undefined;
  const event = caseEvent(row, { type: 'case.proposed', actor, at }, { decision, seen, reason });
  const refusal = reason ?? null;
  const signed = { proposal: id, proposed: decision, proposedBy: actor, proposedAt: at, seen, refusal };
  const changed = await database.run(proposeStatement, {
    id: row.id,
    proposal: id,
    proposed: decision,
    actor,
    mac: signProposal(keys, { ...row, ...signed }),
    seen,
    refusal,
    note: note === '' ? null : sealNote(cipher, 'note', note, row),
    returned: sealedReturn(row),
    now: at,
    ...eventValues(keys, [event]),
  });
  return changed.length > 0 ? { kind: 'proposed', proposal: id } : readChanged(database, reference);
}

function missingIn(
  { decision, note = '' }: Proposal,
  needed: readonly Check[],
  seen: readonly Check[],
): (Check | 'note')[] {
  const length = [...note.trim()].length;
  const isWrong = length > NOTE_MAXIMUM || (decision === 'refused' && length === 0);
  return [
    ...(decision === 'certified' ? needed.filter((check) => !seen.includes(check)) : []),
    ...(isWrong ? (['note'] as const) : []),
  ];
}

interface ReturnValues extends EventValues {
  id: string;
  proposal: string;
  /** The reason of one's own withdrawal. */
  note: string | null;
  /** Null keeps that of the return before. */
  returnedNote: string | null;
  actor: ActorOf<'staff'>;
  /** The new last day: the unit's people have all the days again. */
  until: Date;
}

const returnStatement = prepare<ReturnValues, { id: string }>(
  'cases_return',
  (p) => sql<{ id: string }>`
  with changed as (
    update counter_case
    set state = 'open', proposal = null, proposed = null, proposed_by = null, proposed_at = null, proposal_mac = null,
        refusal = null, note = ${p('note')}::text, returned_note = coalesce(${p('returnedNote')}::text, returned_note),
        returned_by = ${p('actor')}::text, returned_to = proposed_by, until = greatest(until, ${p('until')}::timestamptz)
    where id = ${p('id')}::uuid and state = 'proposed' and proposal = ${p('proposal')}::uuid
    returning id
  ),
  written as (${insertEvents(p('events'), sql`where exists (select from changed)`)}
  )
  select id from changed`,
);

export type ReturnResult = { kind: 'returned' } | { kind: 'incomplete'; missing: 'note'[] } | Changed;

/** Any officer, also the one who has proposed it. `proposal`: as it was shown. `note`: why, for staff. */
export async function sendBack(
  { database, cipher, keys, now }: DeedDependencies,
  reference: string,
  { proposal, note }: { proposal: string; note: string },
  actor: ActorOf<'staff'>,
): Promise<ReturnResult> {
  const row = await findCase(database, reference);
  if (!row) return changedSince(row);
  const length = [...note.trim()].length;
  if (length === 0 || length > NOTE_MAXIMUM) return { kind: 'incomplete', missing: ['note'] };
  const at = new Date(now());
  const event = caseEvent(row, { type: 'case.returned', actor, at }, { proposedBy: row.proposedBy });
  const isOwn = row.proposedBy === actor;
  const changed = await database.run(returnStatement, {
    id: row.id,
    proposal,
    note: isOwn ? sealNote(cipher, 'note', note.trim(), row) : null,
    returnedNote: isOwn ? null : sealNote(cipher, 'returned_note', note.trim(), row),
    actor,
    until: lastInstant(at.getTime()),
    ...eventValues(keys, [event]),
  });
  return changed.length > 0 ? { kind: 'returned' } : readChanged(database, reference);
}
