/** The changes of a certification that an officer makes. Each change is one with its event. */
import { sql } from 'kysely';
import type { Due } from '../contract/wire.ts';
import type { Actor, Database } from '../database/index.ts';
import { lastEvent, type OfficialAct, type Recording } from '../events/index.ts';
import { canonicalUnit } from '../registry/index.ts';
import {
  dueStatement,
  dueValues,
  endStatement,
  endValues,
  lastDayWithoutAgent,
  openTermColumns,
  openTermOf,
  type OpenTerm,
} from './change.ts';
import { stillCounts } from './term.ts';

/** `code`: either of the unit's. `term`: undefined when it has none that is open. */
export async function readOpenTerm(
  { kysely }: Database,
  code: string,
): Promise<{ unitCode: string; term: OpenTerm | undefined }> {
  const { rows } = await sql<{ code: string } & Parameters<typeof openTermOf>[0]>`
    with ${canonicalUnit(sql`${code}`)}
    select canonical.code, ${openTermColumns}
    from canonical
    left join certification on certification.unit_code = canonical.code and ended_at is null`.execute(kysely);
  const [row] = rows;
  return { unitCode: row!.code, term: openTermOf(row!) };
}

/**
 * Ends the unit's certification by an officer's decision; it must certify again. Portals get the
 * webhook of a lapse. `revoked` is false when the unit was not certified; then nothing is written.
 */
export async function revokeUnit(
  { database, keys }: Recording,
  code: string,
  { reason, actor }: OfficialAct,
  now: number,
): Promise<{ code: string; revoked: boolean }> {
  const at = new Date(now);
  const { unitCode, term } = await readOpenTerm(database, code);
  if (!term || !stillCounts(term.dueAt, now)) return { code: unitCode, revoked: false };
  const ending = { term, endedAt: at, reason: 'revoked', detail: { reason } } as const;
  const how = { type: 'certification.revoked', actor, at } as const;
  const ended = await database.run(endStatement, endValues(keys, [ending], how));
  if (ended.length > 0) return { code: unitCode, revoked: true };
  return revokeUnit({ database, keys }, code, { reason, actor }, now); // it has ended meanwhile, maybe in favor of another one
}

/**
 * Takes an agent off who has left and does not withdraw: the unit's certification is due as if the
 * agent had (`attempts/withdrawal.ts`). `due` is null when no agent has certified the unit. Nothing
 * is `changed` then, nor where the agent has withdrawn or was taken off before.
 */
export async function takeAgentOff(
  { database, keys, graceDays }: Recording & { graceDays: number },
  code: string,
  { reason: why, actor }: OfficialAct,
  now: number,
): Promise<{ code: string; due: Due | null; changed: boolean }> {
  const { unitCode, term } = await readOpenTerm(database, code);
  if (!term || term.agent === null || !stillCounts(term.dueAt, now))
    return { code: unitCode, due: null, changed: false };
  const at = lastDayWithoutAgent(term, graceDays, now);
  const due = { at: at.toISOString(), reason: 'agent-withdrew' } as const;
  if (term.dueBy === 'agent') return { code: unitCode, due, changed: false };
  const change = { term, due: { at, reason: due.reason, by: 'agent' }, detail: { why } } as const;
  const how = { type: 'certification.agent-withdrew', actor, at: new Date(now) } as const;
  const changed = await database.run(dueStatement, dueValues(keys, [change], how));
  if (changed.length > 0) return { code: unitCode, due, changed: true };
  return takeAgentOff({ database, keys, graceDays }, code, { reason: why, actor }, now); // something else has changed it meanwhile
}

/** An agent whom staff has taken off. */
export interface TakenOff {
  by: Actor;
  reason: string;
}

/**
 * Undefined when the unit's present or last certification does not end by it, or the agent has
 * withdrawn.
 */
export async function readTakenOff(
  recording: Recording,
  {
    code,
    since,
    due,
    reason,
  }: { code: string; since: string | null; due: Due | null; reason: string | null },
): Promise<TakenOff | undefined> {
  if (since === null || (due?.reason ?? reason) !== 'agent-withdrew') return undefined;
  const last = await lastEvent(recording, { type: 'certification.agent-withdrew', unitCode: code });
  if (!last || last.actor.startsWith('user:') || Date.parse(last.at) < Date.parse(since)) return undefined;
  const { why } = JSON.parse(last.detail) as { why: string };
  return { by: last.actor as Actor, reason: why };
}
