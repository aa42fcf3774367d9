/**
 * Reads the next step of a unit for staff. The step depends on a user, so staff get that of the
 * user who sent the unit's newest claim, as an administrator. When nobody has sent a claim, no
 * user's limits and no site's re-check count.
 */
import { sql } from 'kysely';
import type { NextStep } from '../contract/next.ts';
import { prepareRead } from '../database/index.ts';
import { canonicalUnit } from '../registry/index.ts';
import { readStatus, type StatusDependencies } from '../status/index.ts';

/** The user who sent the unit's newest claim. `user`: a digest. */
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

/** `unitCode`: the unit's USCC or its organization code. */
export async function readStaffNext(dependencies: StatusDependencies, unitCode: string): Promise<NextStep> {
  const [sender = NOBODY] = await dependencies.database.run(senderStatement, { code: unitCode });
  const { siteId, user } = sender;
  const { next } = await readStatus(dependencies, {
    unitCode,
    unitName: undefined,
    role: 'administrator',
    openKinds: new Set(),
    caller: { siteId, user, users: [user], address: undefined },
  });
  return next;
}
