/**
 * Reads the outcome for a repeated key. The row says which submission it is. The outcome comes from
 * its newest event, because events are signed: nobody can turn a refusal into a certification by
 * changing the row, or give a key another submission's outcome.
 */
import { sql } from 'kysely';
import { organizationCodeOf } from '../contract/unit-code.ts';
import { type Database, prepareRead } from '../database/index.ts';
import { DECIDING, isGenuine, STORED_EVENT, type StoredEvent } from '../events/index.ts';
import type { Flow } from '../limits/index.ts';
import type { KeyRing } from '../keys/index.ts';
import type { EarlierSubmission } from './snapshot.ts';
import { recordedSubmission, type RecordedSubmission, type SubmissionRow } from './submission.ts';

/** The user who repeats the key. */
export interface Asker {
  flow: Flow;
  /** Canonical. */
  unitCode: string;
  siteId: string;
  /** The user under every live key. */
  users: readonly string[];
}

/** The service writes fewer events for one submission. */
const MOST = 20;

const eventsStatement = prepareRead<{ units: readonly string[]; id: string }, StoredEvent>(
  'certification_replay',
  (p) => sql<StoredEvent>`
  select ${STORED_EVENT} from event
  where unit_code = any(${p('units')}::text[]) and submission_id = ${p('id')}::uuid
    and type = any(${sql.lit(`{${DECIDING.join(',')}}`)}::text[])
  order by event.position desc limit ${sql.lit(MOST)}`,
);

/** Undefined when this user's submission has no genuine event: then nothing may be told. */
export async function readOutcome(
  { database, keys }: { database: Database; keys: KeyRing },
  earlier: Pick<EarlierSubmission, 'id' | 'submission'>,
  asker: Asker,
): Promise<RecordedSubmission | undefined> {
  const units = [asker.unitCode, organizationCodeOf(asker.unitCode)];
  return outcomeIn(keys, await database.run(eventsStatement, { units, id: earlier.id }), earlier, asker);
}

/** `events`: of the submission, newest first. Pure. */
export function outcomeIn(
  keys: KeyRing,
  events: readonly StoredEvent[],
  earlier: Pick<EarlierSubmission, 'id' | 'submission'>,
  { flow, unitCode, siteId, users }: Asker,
): RecordedSubmission | undefined {
  const units: readonly (string | null)[] = [unitCode, organizationCodeOf(unitCode)];
  const genuine = events.filter(
    (event) =>
      isGenuine(keys, event) &&
      event.submission_id === earlier.id &&
      event.site_id === siteId &&
      units.includes(event.unit_code) &&
      event.type.startsWith(`${flow}.`),
  );
  const [newest] = genuine;
  // A worker may have decided it; the user has sent it.
  if (!newest || !genuine.some(({ actor }) => users.some((user) => actor === `user:${user}`)))
    return undefined;
  const { reference, finding = null } = JSON.parse(newest.detail) as Pick<SubmissionRow, 'reference'> &
    Partial<Pick<SubmissionRow, 'finding'>>;
  const outcome = newest.type.slice(flow.length + 1) as SubmissionRow['outcome'];
  const { remaining, resetsAt } = earlier.submission.attempts;
  const resets_at = resetsAt === null ? null : new Date(resetsAt);
  return recordedSubmission({ remaining, resets_at, reference, outcome, finding });
}
