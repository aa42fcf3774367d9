/**
 * The hold of a unit: as long as it stands, nothing that the unit sends is looked at. Two officers place it, after papers that were forged, and two
 * lift it. Placing it ends the certification that is in force, so that no gap is left between a revocation and the hold (decision 0053).
 */
import { sql, type RawBuilder } from 'kysely';
import { organizationCodeOf } from '../contract/unit-code.ts';
import { type Actor, type Parameter, prepare } from '../database/index.ts';
import {
  eventValues,
  lastEvent,
  type OfficialAct,
  REASON_MAXIMUM,
  type Recording,
  sentenceFault,
  type StoredEvent,
} from '../events/index.ts';
import {
  endTerms,
  isHeld,
  liftHold,
  placeHold,
  readOpenTerm,
  stillCounts,
  termEvent,
} from '../certifications/index.ts';
import {
  contentOf,
  type Decided,
  decidedOf,
  decideStatement,
  type DecideValues,
  type Dropped,
  droppedOf,
  type Kind,
  lastInstantOfProposal,
  type ProcedureDependencies,
  proposalColumns,
  type ProposalRow,
  propose,
  proposeStatement,
  type ProposeValues,
  sendBackStatement,
  type Subject,
  waitingAtUnit,
  type WaitingAtUnit,
} from '../proposals/index.ts';
import { unitNameOf } from '../registry/index.ts';
import { endUnderHolds } from './end.ts';

type Decision = 'placed' | 'lifted';

export interface ProposedHold extends WaitingAtUnit {
  decision: Decision;
  reason: string;
}

type Row = Subject & ProposalRow & { unitName: string | null };

/** Names a unit in `proposal.subject`: the characters of its organization code, which stays when its USCC becomes known. */
export function subjectOf(unitCode: string): string {
  const hex = Buffer.from(organizationCodeOf(unitCode), 'latin1').toString('hex').padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A condition: a proposal to lift is about a unit that is held, and one to place about another one. */
const isPossible = (content: RawBuilder<unknown>, unitCode: RawBuilder<unknown>) =>
  sql`(${content} ->> 'decision' = 'lifted') = ${isHeld(unitCode)}`;

/** SQL of the proposals that wait, after `from`. */
export const waitingHolds = (now: RawBuilder<unknown>) => sql`
  proposal where kind = 'hold' and outcome is null and until > ${now}::timestamptz
    and ${isPossible(sql`proposal.content`, sql`proposal.unit_code`)}`;

const waiting = (now: RawBuilder<unknown>) => sql`
  select ${proposalColumns}, proposal.unit_code as "unitCode",
         ${unitNameOf(sql`proposal.unit_code`)} as "unitName"
  from ${waitingHolds(now)}`;

const proposedOf = (row: Row): ProposedHold => ({
  ...waitingAtUnit(row),
  ...contentOf('hold', row),
});

const ofUnitStatement = prepare<{ now: Date; subject: string }, Row>(
  'holds_proposed_of_unit',
  (p) => sql<Row>`${waiting(p('now'))} and proposal.subject = ${p('subject')}::uuid`,
);

/** The proposal that waits for the unit. `unitCode`: canonical; `now` in milliseconds. */
export async function readProposedHold(
  { database }: Pick<Recording, 'database'>,
  unitCode: string,
  now: number,
): Promise<ProposedHold | undefined> {
  const [row] = await database.run(ofUnitStatement, { now: new Date(now), subject: subjectOf(unitCode) });
  return row && proposedOf(row);
}

/** Proposals, and held units, that are listed. */
export const LISTED = 50;

const listStatement = prepare<{ now: Date }, Row>(
  'holds_proposed',
  (p) => sql<Row>`${waiting(p('now'))} order by until, proposed_at, proposal.id limit ${sql.lit(LISTED)}`,
);

/** The oldest first, `LISTED` at most. `now` in milliseconds. */
export const readProposedHolds = async (
  { database }: Pick<Recording, 'database'>,
  now: number,
): Promise<ProposedHold[]> => (await database.run(listStatement, { now: new Date(now) })).map(proposedOf);

export interface Held {
  unitCode: string;
  unitName: string | null;
  /** RFC 3339. */
  since: string;
  by: Actor;
}

const heldStatement = prepare<object, Omit<Held, 'since'> & { since: Date }>(
  'holds_list',
  () => sql<Omit<Held, 'since'> & { since: Date }>`
  select coalesce(registry_unit.code, unit_hold.unit_code) as "unitCode", name as "unitName", placed_at as since, placed_by as by
  from unit_hold left join registry_unit
    on registry_unit.code = (select max(code) from registry_unit where organization_code = unit_hold.organization_code
                             having count(*) = 1)
  order by placed_at desc limit ${sql.lit(LISTED)}`,
);

/** The newest first, `LISTED` at most. */
export const readHeld = async ({ database }: Pick<Recording, 'database'>): Promise<Held[]> =>
  (await database.run(heldStatement, {})).map((row) => ({ ...row, since: row.since.toISOString() }));

interface PlaceValues extends DecideValues {
  unitCode: string;
  /** The submission that made the certification in force; null: there is none. */
  term: string | null;
}

/** SQL of a unit that a proposal is about. */
const unit = (p: Parameter<Pick<DecideValues, 'subject'> & { unitCode: string }>) =>
  sql`select ${p('subject')}::uuid as id, ${p('unitCode')}::text as unit_code`;

const placeStatement = decideStatement<PlaceValues>(
  'hold_placed',
  unit,
  (p) => sql`
  placed as (${placeHold(sql`to_confirm.unit_code`, {
    from: sql`to_confirm`,
    at: sql`${p('now')}::timestamptz`,
    by: sql`${p('actor')}::text`,
  })}
  ),
  revoked as (${endTerms(
    { at: sql`${p('now')}::timestamptz`, reason: 'revoked', by: sql`${p('actor')}::text` },
    {
      from: sql`to_confirm, placed`,
      unitCode: sql`to_confirm.unit_code`,
      submissionId: sql`${p('term')}::uuid`,
    },
  )}
  ),
  done as (select to_confirm.subject as id from to_confirm, placed)`,
  sql`possible.type <> 'certification.revoked' or exists (select from revoked)`,
);

const liftStatement = decideStatement<DecideValues & { unitCode: string }>(
  'hold_lifted',
  unit,
  () => sql`
  lifted as (${liftHold(sql`to_confirm.unit_code`, { from: sql`to_confirm` })}
  ),
  done as (select to_confirm.subject as id from to_confirm, lifted)`,
);

/** A hold, for `confirm` and `sendBack`. What waits of a unit that is held now ends at once. */
export const HOLD: Kind<'hold', Subject, { kind: Decision }, Recording & Pick<ProcedureDependencies, 'now'>> =
  {
    kind: 'hold',
    find: prepare<{ proposal: string; now: Date }, Row>(
      'holds_find',
      (p) => sql<Row>`${waiting(p('now'))} and proposal.id = ${p('proposal')}::uuid`,
    ),
    propose: proposeStatement(
      'hold',
      (p: Parameter<ProposeValues>) => {
        const unitCode = sql`${p('unitCode')}::text`;
        return sql`select ${p('subject')}::uuid as id, ${unitCode} as unit_code where ${isPossible(sql`${p('content')}::json`, unitCode)}`;
      },
      sql`not (${isPossible(sql`proposal.content`, sql`proposal.unit_code`)})`,
    ),
    sendBack: sendBackStatement('hold', (p) => sql`select ${p('subject')}::uuid as id`),
    named: (_unit, proposal) => ({ proposal }),
    lastInstant: lastInstantOfProposal,
    carryOut: async (dependencies, row, { actor, at }) => {
      const { database, keys } = dependencies;
      const { subject, proposal, unitCode, proposedBy } = row;
      if (subject !== subjectOf(unitCode)) return 'altered'; // the signature names the subject, not the code
      const { decision, reason } = contentOf('hold', row);
      const by = { actor, at, unitCode };
      const values = { subject, proposal, unitCode, outcome: decision, seenAgain: null, actor, now: at };
      const detail = { reason, proposedBy };
      if (decision === 'lifted') {
        const type = 'hold.lifted';
        const events = eventValues(keys, [{ ...by, type, submissionId: subject, detail }]);
        const lifted = await database.run(liftStatement, { ...values, ...events });
        return lifted.length > 0 ? { kind: decision } : 'again';
      }
      const { term } = await readOpenTerm(database, unitCode);
      const standing = term && stillCounts(term.dueAt, at.getTime()) ? term : undefined;
      const placed = await database.run(placeStatement, {
        ...values,
        term: standing?.submissionId ?? null,
        ...eventValues(keys, [
          { ...by, type: 'hold.placed', submissionId: subject, detail },
          ...(standing ? [termEvent(standing, { actor, at, type: 'certification.revoked' }, detail)] : []),
        ]),
      });
      if (placed.length === 0) return 'again';
      await endUnderHolds(dependencies);
      return { kind: decision };
    },
  };

export type ProposeHoldResult =
  | { kind: 'proposed'; proposal: string }
  /** Another proposal waits, or the unit is held already, or is not held. */
  | { kind: 'changed' }
  /** The reason is missing, too long, or has a number of a person. */
  | { kind: 'incomplete' };

/** `code`: either of the unit's. */
export async function proposeHold(
  dependencies: ProcedureDependencies,
  code: string,
  decision: Decision,
  { reason, actor }: OfficialAct<'staff'>,
): Promise<ProposeHoldResult> {
  const { unitCode } = await readOpenTerm(dependencies.database, code);
  if (sentenceFault(reason, REASON_MAXIMUM)) return { kind: 'incomplete' };
  const about = { subject: subjectOf(unitCode), unitCode };
  const by = { actor, at: new Date(dependencies.now()), before: null, note: '' };
  const id = await propose(dependencies, HOLD, about, { decision, reason }, by);
  return id === undefined ? { kind: 'changed' } : { kind: 'proposed', proposal: id };
}

/** The unit's last event, also from before its USCC was known. */
async function lastOf(
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

/** The unit's last one of this kind; undefined when its event is no longer kept, or was altered. `unitCode`: canonical. */
export async function readHoldDecision(
  recording: Recording,
  unitCode: string,
  decision: Decision,
): Promise<Decided | undefined> {
  const last = await lastOf(recording, `hold.${decision}`, unitCode);
  return last && decidedOf(last);
}

/** The unit's last proposal, when it was sent back or withdrawn and nothing has come of another one since. `unitCode`: canonical. */
export async function readDroppedHold(recording: Recording, unitCode: string): Promise<Dropped | undefined> {
  const last = await lastOf(recording, 'hold.', unitCode);
  return last?.type === 'hold.dropped' ? droppedOf(last) : undefined;
}
