/** The revocation of a certification. Its proposal waits to the end of the 30th day, and is over when the certification has ended. */
import { sql, type RawBuilder } from 'kysely';
import { type Actor, type Parameter, prepare } from '../database/index.ts';
import {
  eventValues,
  lastEvent,
  type OfficialAct,
  REASON_MAXIMUM,
  type Recording,
  sentenceFault,
} from '../events/index.ts';
import {
  certificationInForce,
  dueIn,
  endTerms,
  type OpenTerm,
  readOpenTerm,
  stillCounts,
  stillCountsAt,
  termEvent,
} from '../certifications/index.ts';
import { unitNameOf } from '../registry/index.ts';
import {
  decideStatement,
  propose,
  proposeStatement,
  sendBackStatement,
  type DecideValues,
  type Kind,
  type ProcedureDependencies,
  type Subject,
} from './procedure.ts';
import {
  contentOf,
  type Decided,
  decidedOf,
  type Dropped,
  droppedOf,
  proposalColumns,
  type ProposalRow,
  waitingAtUnit,
  type WaitingAtUnit,
} from './proposal.ts';

/** Days, of a proposal that is no decision of a case. */
const WAITS = 30;

/** The end of the last day of such a proposal that is made now. `now` in milliseconds. */
export const lastInstantOfProposal = (now: number): Date => dueIn(WAITS, now);

export interface Revocation extends WaitingAtUnit {
  reason: string;
}

/** The certification. */
type About = Subject & Pick<OpenTerm, 'siteId' | 'by' | 'method'>;
type Row = About & ProposalRow & { unitName: string | null };

/** SQL of the proposals that wait, and whose certification counts, after `from`. */
export const waitingRevocations = (now: RawBuilder<unknown>) => sql`
  proposal
  join ${certificationInForce(now)} certification
    on certification.unit_code = proposal.unit_code and certification.submission_id = proposal.subject
  where proposal.kind = 'revocation' and proposal.outcome is null and proposal.until > ${now}::timestamptz`;

const waiting = (now: RawBuilder<unknown>) => sql`
  select ${proposalColumns}, proposal.unit_code as "unitCode", certification.site_id as "siteId", certification.by,
         certification.method, ${unitNameOf(sql`proposal.unit_code`)} as "unitName"
  from ${waitingRevocations(now)}`;

const revocationOf = (row: Row): Revocation => ({
  ...waitingAtUnit(row),
  reason: contentOf('revocation', row).reason,
});

const PAGE = 50;

const listStatement = prepare<{ now: Date; after: string | null }, Row>(
  'revocation_list',
  (p) => sql<Row>`
  ${waiting(p('now'))} and (${p('after')}::uuid is null
    or (proposal.until, proposed_at, proposal.id) >
       (select until, proposed_at, id from proposal where id = ${p('after')}::uuid))
  order by proposal.until, proposed_at, proposal.id limit ${sql.lit(PAGE)}`,
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
  where "proposedBy" <> ${p('actor')}::text order by "waitsUntil", "proposedAt", proposal limit 1`,
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
  (p) => sql<Row>`${waiting(p('now'))} and proposal.unit_code = ${p('unitCode')}::text`,
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

interface RevokeValues extends DecideValues {
  unitCode: string;
}

/** SQL of the open certification of a proposal. */
const openTerm = (p: Parameter<Pick<RevokeValues, 'unitCode' | 'subject'>>) => sql`
    select submission_id as id, unit_code from certification
    where unit_code = ${p('unitCode')}::text and submission_id = ${p('subject')}::uuid and ended_at is null`;

const revokeStatement = decideStatement<RevokeValues>(
  'revocation',
  (p) => sql`${openTerm(p)} and ${stillCountsAt(p('now'))} for update`,
  (p) => sql`
  revoked as (${endTerms(
    { at: sql`${p('now')}::timestamptz`, reason: 'revoked', by: sql`${p('actor')}::text` },
    {
      from: sql`to_confirm`,
      unitCode: sql`to_confirm.unit_code`,
      submissionId: sql`to_confirm.subject`,
    },
  )}
  ),
  done as (select submission_id as id from revoked)`,
);

/** The revocation of a certification, for `confirm` and `sendBack`. The unit must certify again. */
export const REVOCATION: Kind<
  'revocation',
  About,
  { kind: 'revoked' },
  Recording & Pick<ProcedureDependencies, 'now'>
> = {
  kind: 'revocation',
  find: prepare<{ proposal: string; now: Date }, Row>(
    'revocation_find',
    (p) => sql<Row>`${waiting(p('now'))} and proposal.id = ${p('proposal')}::uuid`,
  ),
  propose: proposeStatement('revocation', openTerm),
  sendBack: sendBackStatement('revocation', (p) => sql`select ${p('subject')}::uuid as id`),
  named: (_certification, proposal) => ({ proposal }),
  lastInstant: lastInstantOfProposal,
  carryOut: async ({ database, keys }, row, { actor, at }) => {
    const { subject, proposal, unitCode, proposedBy } = row;
    const { reason } = contentOf('revocation', row);
    const term = { ...row, submissionId: subject };
    const how = { type: 'certification.revoked', actor, at } as const;
    const ended = await database.run(revokeStatement, {
      subject,
      unitCode,
      proposal,
      outcome: 'revoked',
      seenAgain: null,
      actor,
      now: at,
      ...eventValues(keys, [termEvent(term, how, { reason, proposedBy })]),
    });
    return ended.length > 0 ? { kind: 'revoked' } : 'again';
  },
};

export type ProposeRevocationResult =
  | { kind: 'proposed'; proposal: string }
  | { kind: 'not-certified' }
  /** Another proposal waits. */
  | { kind: 'proposed-before' }
  /** The reason is missing, too long, or has a number of a person. */
  | { kind: 'incomplete' };

/** `code`: either of the unit's. */
export async function proposeRevocation(
  dependencies: ProcedureDependencies,
  code: string,
  { reason, actor }: OfficialAct<'staff'>,
): Promise<ProposeRevocationResult> {
  const now = dependencies.now();
  const { term } = await readOpenTerm(dependencies.database, code);
  if (!term || !stillCounts(term.dueAt, now)) return { kind: 'not-certified' };
  if (sentenceFault(reason, REASON_MAXIMUM)) return { kind: 'incomplete' };
  const about = { ...term, subject: term.submissionId };
  const by = { actor, at: new Date(now), before: null, note: '' };
  const id = await propose(dependencies, REVOCATION, about, { reason }, by);
  return id === undefined ? { kind: 'proposed-before' } : { kind: 'proposed', proposal: id };
}

/** The unit's last revocation; undefined when its event is no longer kept, or was altered. `unitCode`: canonical. */
export async function readRevoked(recording: Recording, unitCode: string): Promise<Decided | undefined> {
  const last = await lastEvent(recording, { type: 'certification.revoked', unitCode });
  return last && decidedOf(last);
}

/** Undefined when the unit's last proposal was not dropped, or was one of an earlier certification. `since`: of the certification, RFC 3339. */
export async function readDropped(
  recording: Recording,
  { unitCode, since }: { unitCode: string; since: string },
): Promise<Dropped | undefined> {
  const last = await lastEvent(recording, { type: 'certification.revocation-', unitCode });
  if (last?.type !== 'certification.revocation-dropped' || Date.parse(last.at) < Date.parse(since))
    return undefined;
  return droppedOf(last);
}
