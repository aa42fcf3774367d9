/**
 * Entries leave the chain's oldest end three years after they were sealed. An anchor is signed in their place: it says how far the
 * chain was removed and by which seal it goes on. Old entries that are missing without a signed anchor count as removed by
 * somebody. Entries are verified before they leave: altered ones are never removed. The newest entry always stays.
 */
import { sql } from 'kysely';
import { prepare } from '../database/statement.ts';
import { AuditAlarm } from './alarm.ts';
import { BEGINNING, faultOf, isSigned, signLink, type Link, type SignedLink } from './chain.ts';
import { judgeFromAnchor } from './from-anchor.ts';
import { newestKey, readKeys } from './keys.ts';
import { instantText, readRows } from './rows.ts';
import type { SealDependencies } from './seal.ts';

const DAY = 86_400_000;
/** Milliseconds. */
export const AUDIT_KEPT_FOR = 3 * 365 * DAY;

/** Entries removed in one step. */
const BATCH = 1_000;

/** The oldest entries are not what was sealed: they stay for whoever looks into it. */
export class ChainBroken extends AuditAlarm {
  override name = 'ChainBroken';
  constructor(position: number) {
    super(`The audit chain is broken at position ${position}: audit verify`);
  }
}

const removeStatement = prepare<SignedLink, never>(
  'audit_remove',
  (p) => sql<never>`
  with removed as (delete from audit_chain where position <= ${p('position')}::bigint)
  insert into audit_anchor (id, position, seal, at, signature)
  values ('audit', ${p('position')}::bigint, ${p('seal')}::text, ${p('at')}::timestamptz, ${p('signature')}::text)
  on conflict (id) do update
    set position = excluded.position, seal = excluded.seal, at = excluded.at, signature = excluded.signature
    where excluded.position > audit_anchor.position`,
);

/** The old entries behind `start` are whole up to `last`. */
interface Judged {
  start: Link;
  last: Link;
  brokenAt: number | undefined;
}

/** One batch; true when there may be more. Throws `ChainBroken`. */
export async function removeOldEntries({ database, cipher, keys, now }: SealDependencies): Promise<boolean> {
  const before = instantText(now() - AUDIT_KEPT_FOR);
  const [oldest] = await readRows(database, -1, 1);
  if (!oldest || oldest.sealed_at > before) return false;

  const keyOf = await readKeys(database, cipher, keys);
  const judge = async (anchor: SignedLink | undefined): Promise<Judged> => {
    const start: Link = anchor ?? BEGINNING;
    if (anchor && !isSigned(keyOf, 'anchor', anchor))
      return { start, last: start, brokenAt: anchor.position };
    const rows = await readRows(database, -1, BATCH + 1);
    let last = start;
    for (const row of rows.slice(0, -1)) {
      if (row.sealed_at > before) break;
      if (faultOf(keyOf, last, row)) return { start, last, brokenAt: last.position + 1 };
      last = row;
    }
    return { start, last, brokenAt: undefined };
  };
  const isSound = ({ brokenAt }: Judged) => brokenAt === undefined;
  const { start, last, brokenAt } = await judgeFromAnchor(database, judge, isSound);
  if (brokenAt !== undefined) throw new ChainBroken(brokenAt);
  if (last === start) return false;
  await database.run(removeStatement, signLink(newestKey(keys), 'anchor', last, instantText(now())));
  return last.position - start.position === BATCH;
}
