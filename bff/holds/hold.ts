/**
 * The hold of a unit: as long as it stands, nothing that the unit sends is looked at. Two officers
 * place it, after papers that were forged, and two lift it. Placing it ends the certification that
 * is in force, so that no gap is left between a revocation and the hold (decision 0053).
 */
import { sql } from 'kysely';
import { type Actor, type Parameter, prepare } from '../database/index.ts';
import { eventValues, type OfficialAct, type Recording } from '../events/index.ts';
import {
  endTerms,
  liftHold,
  placeHold,
  readOpenTerm,
  stillCounts,
  termEvent,
} from '../certifications/index.ts';
import {
  contentOf,
  decideStatement,
  type DecideValues,
  isHoldPossible,
  type Kind,
  kindAtUnit,
  type ProcedureDependencies,
  proposeAtUnit,
  type ProposeResult,
  proposeStatement,
  type ProposeValues,
  type Subject,
  unitSubject,
} from '../proposals/index.ts';
import { endUnderHolds } from './end.ts';

type Decision = 'placed' | 'lifted';

/** Held units that are listed. */
export const LISTED = 50;

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
    ...kindAtUnit('hold'),
    propose: proposeStatement(
      'hold',
      (p: Parameter<ProposeValues>) => {
        const unitCode = sql`${p('unitCode')}::text`;
        return sql`select ${p('subject')}::uuid as id, ${unitCode} as unit_code where ${isHoldPossible(sql`${p('content')}::json`, unitCode)}`;
      },
      sql`not (${isHoldPossible(sql`proposal.content`, sql`proposal.unit_code`)})`,
    ),
    carryOut: async (dependencies, row, { actor, at }) => {
      const { database, keys } = dependencies;
      const { subject, proposal, unitCode, proposedBy } = row;
      if (subject !== unitSubject(unitCode)) return 'altered'; // the signature names the subject, not the code
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

/** `code`: either of the unit's. */
export async function proposeHold(
  dependencies: ProcedureDependencies,
  code: string,
  decision: Decision,
  { reason, actor }: OfficialAct<'staff'>,
): Promise<ProposeResult> {
  const { unitCode } = await readOpenTerm(dependencies.database, code);
  const about = { subject: unitSubject(unitCode), unitCode };
  return proposeAtUnit(dependencies, HOLD, about, { decision, reason }, actor);
}
