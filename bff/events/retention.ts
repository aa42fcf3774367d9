/**
 * Deletes events three years after they were sealed, whole seals at a time, from the oldest end of
 * the chain. A signed anchor takes their place: it has the position up to which events were
 * deleted, and the last seal. Old events that are missing without a signed anchor count as removed
 * by somebody. Events are verified before they are deleted: altered ones stay. The newest seal
 * always stays.
 *
 * A certification or a hold may stand longer than the event that it rests on: `event.kept` takes
 * the event's place.
 */
import { sql } from 'kysely';
import { DAY } from '../contract/time.ts';
import { organizationIn, prepare } from '../database/index.ts';
import { AuditAlarm } from './alarm.ts';
import { BEGINNING, isSigned, linkOf, signLink, type Link, type Seal, type SignedLink } from './chain.ts';
import { CARRYING, IMPORTING } from './compare.ts';
import { instantText, writeEvents, type StoredEvent } from './event.ts';
import type { MacKeys } from './mac.ts';
import { FIRST, judgeFromAnchor, readAnchor, readEvents, readSeals } from './read-chain.ts';
import type { SealDependencies } from './seal.ts';
import { isWhole, startVerification } from './verify-chain.ts';

/** Milliseconds. */
export const AUDIT_KEPT_FOR = 3 * 365 * DAY;

/** Events and seals removed in one step, as far as the first seal does not have more. */
const BATCH = 1_000;

/**
 * The oldest events are not those that were sealed. They stay, so that an operator can look into
 * it.
 */
export class ChainBroken extends AuditAlarm {
  override name = 'ChainBroken';
  constructor(position: number) {
    super(`The audit chain is broken before position ${position}: audit verify`);
  }
}

const removeStatement = prepare<SignedLink, never>(
  'audit_remove',
  (p) => sql<never>`
  with events as (delete from event where position <= ${p('position')}::bigint),
  seals as (delete from seal where previous < ${p('position')}::bigint)
  insert into audit_anchor (id, position, seal, at, signature)
  values ('audit', ${p('position')}::bigint, ${p('seal')}::text, ${p('at')}::timestamptz, ${p('signature')}::text)
  on conflict (id) do update
    set position = excluded.position, seal = excluded.seal, at = excluded.at, signature = excluded.signature
    where excluded.position > audit_anchor.position`,
);

/** The seals behind `start` up to `last`, which are deleted, and their events. */
interface Leaving {
  start: Link;
  last: Link;
  events: StoredEvent[];
  brokenAt: number | undefined;
}

/** One batch; true when there may be more. Throws `ChainBroken`. */
export async function removeOldEvents(dependencies: SealDependencies): Promise<boolean> {
  const { database, keys, now } = dependencies;
  const before = instantText(now() - AUDIT_KEPT_FOR);
  const [oldest] = await readSeals(database, FIRST, 1);
  if (!oldest || oldest.at > before) return false;

  const judge = async (anchor: SignedLink | undefined): Promise<Leaving> => {
    const start: Link = anchor ?? BEGINNING;
    const broken = (brokenAt: number) => ({ start, last: start, events: [], brokenAt });
    if (anchor && !isSigned(keys, 'anchor', anchor)) return broken(anchor.position);
    const seals = leavingSeals(await readSeals(database, FIRST, BATCH), before);
    const [last] = seals.slice(-1);
    if (!last) return { start, last: start, events: [], brokenAt: undefined };
    const count = seals.reduce((sum, seal) => sum + seal.count, 0);
    const events = await readEvents(database, { from: FIRST, upTo: last.position, most: count + 1 });
    const brokenAt = firstFault(keys, anchor, seals, events);
    return brokenAt === undefined ? { start, last: linkOf(last), events, brokenAt } : broken(brokenAt);
  };
  const isUnbroken = ({ brokenAt }: Leaving) => brokenAt === undefined;
  const { start, last, events, brokenAt } = await judgeFromAnchor(database, judge, isUnbroken);
  if (brokenAt !== undefined) throw new ChainBroken(brokenAt);
  if (last === start) return false;
  await keepCarrying(dependencies, events);
  await database.run(removeStatement, signLink(keys.macs[0], 'anchor', last, instantText(now())));
  return true;
}

/**
 * Signs the anchor with the newest key, before the one that has signed it is replaced. False: it is
 * not signed by this service, and stays.
 */
export async function signAnchorAnew({ database, keys, now }: SealDependencies): Promise<boolean> {
  const anchor = await readAnchor(database);
  if (!anchor) return true;
  if (!isSigned(keys, 'anchor', anchor)) return false;
  const { signature, at } = signLink(keys.macs[0], 'anchor', anchor, instantText(now()));
  await sql`
    update audit_anchor set signature = ${signature}, at = ${at}::timestamptz
    where signature = ${anchor.signature}`.execute(database.kysely);
  return true;
}

/** The seals over age, without the newest of all, and with a batch of events at most. */
function leavingSeals(seals: readonly Seal[], before: string): Seal[] {
  let count = 0;
  const end = seals.findIndex((seal, index) => {
    count += seal.count;
    return seal.at > before || (index > 0 && count > BATCH);
  });
  return seals.slice(0, end === -1 ? -1 : Math.min(end, seals.length - 1));
}

/** The position of the first seal that is not right, or that has an event that is not. */
function firstFault(
  keys: MacKeys,
  anchor: SignedLink | undefined,
  seals: readonly Seal[],
  events: readonly StoredEvent[],
): number | undefined {
  const verification = startVerification(keys, anchor);
  let next = 0;
  for (const seal of seals) {
    for (; next < events.length && events[next]!.position <= seal.position; next++)
      verification.event(events[next]!);
    verification.seal(seal);
    if (!isWhole(verification.report())) return seal.position;
  }
  return undefined;
}

/**
 * `events`: JSON. An event with an organization code is always kept: its rows may stand under any
 * USCC that contains the code.
 */
const neededStatement = prepare<{ events: string; imports: readonly string[] }, { position: number }>(
  'audit_still_needed',
  (p) => sql<{ position: number }>`
  select position
  from json_to_recordset(${p('events')}::text::json)
    as told (position float8, type text, unit text, site text, submission uuid)
  where length(unit) = 9
    or exists (select from certification where unit_code = unit and submission_id = submission)
    or type = 'unit.registered' and exists (
      select from registered_unit where unit_code = unit and site_id = site)
    or type like 'hold.%' and exists (
      select from unit_hold where organization_code = ${organizationIn(sql`unit`)})
    or type = any(${p('imports')}::text[]) and not exists (
      select from event later where later.type = told.type and later.position > told.position)`,
);

/** Writes again the events that stored rows rest on. Doing it twice does no harm. */
async function keepCarrying(
  { database, keys, now }: SealDependencies,
  events: readonly StoredEvent[],
): Promise<void> {
  const carrying = events.flatMap((event) => {
    const kept = keptOf(event);
    return CARRYING.includes(kept.type) ? [{ event, kept }] : [];
  });
  if (carrying.length === 0) return;
  const told = carrying.map(({ event: { position, unit_code, site_id, submission_id }, kept: { type } }) => ({
    position,
    type,
    unit: unit_code,
    site: site_id,
    submission: submission_id,
  }));
  const rows = await database.run(neededStatement, { events: JSON.stringify(told), imports: IMPORTING });
  const needed = new Set(rows.map(({ position }) => position));
  const again = carrying.filter(({ event }) => needed.has(event.position));
  if (again.length === 0) return;
  await writeEvents(
    database,
    keys,
    again.map(({ event: { unit_code, site_id, submission_id }, kept }) => ({
      at: new Date(now()),
      actor: 'worker:audit-retention' as const,
      type: 'event.kept' as const,
      unitCode: unit_code ?? undefined,
      siteId: site_id ?? undefined,
      submissionId: submission_id ?? undefined,
      detail: kept,
    })),
  );
}

/** The detail of `event.kept`: the first event. */
const keptOf = ({ type, at, actor, detail }: StoredEvent): KeptEvent =>
  type === 'event.kept'
    ? (JSON.parse(detail) as KeptEvent)
    : { type, at, actor, detail: JSON.parse(detail) as object };

type KeptEvent = Pick<StoredEvent, 'type' | 'at' | 'actor'> & { detail: object };
