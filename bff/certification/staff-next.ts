/**
 * The next step of a unit, as staff are told it: the step of the user who sent the unit's newest claim, as an administrator. A unit without a
 * claim has no such user; its limits and its re-check are then those of nobody.
 */
import { sql } from 'kysely';
import type { NextStep } from '../contract/next.ts';
import { prepareRead } from '../database/statement.ts';
import { canonicalUnit } from '../units/canonical.ts';
import { readStatusOf, type StatusDependencies } from './status.ts';

/** `user`: a digest. */
interface Sender {
  siteId: string;
  user: string;
}

const senderStatement = prepareRead<{ code: string }, Sender>(
  'certification_sender',
  (p) => sql<Sender>`
  with ${canonicalUnit(p('code'))}
  select site_id as "siteId", user_digest as "user"
  from submission join canonical on canonical.code = submission.unit_code
  where flow = 'certification' and outcome <> 'replaced'
  order by at desc limit 1`,
);

const NOBODY: Sender = { siteId: '', user: '' };

/** `unitCode`: either of the unit's. */
export async function readStaffNext(dependencies: StatusDependencies, unitCode: string): Promise<NextStep> {
  const [sender = NOBODY] = await dependencies.database.run(senderStatement, { code: unitCode });
  const { siteId, user } = sender;
  const { next } = await readStatusOf(dependencies, {
    unitCode,
    siteId,
    unitName: undefined,
    role: 'administrator',
    openKinds: new Set(),
    caller: { siteId, user, address: undefined },
    users: [user],
  });
  return next;
}
