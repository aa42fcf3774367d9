/** The revocation of a certification. Its proposal is over when the certification has ended. */
import { sql } from 'kysely';
import { type Parameter } from '../database/index.ts';
import { eventValues, type OfficialAct, type Recording } from '../events/index.ts';
import {
  endTerms,
  type OpenTerm,
  readOpenTerm,
  stillCounts,
  stillCountsAt,
  termEvent,
} from '../certifications/index.ts';
import { kindAtUnit, proposeAtUnit, type ProposeResult } from './at-unit.ts';
import {
  decideStatement,
  proposeStatement,
  type DecideValues,
  type Kind,
  type ProcedureDependencies,
  type Subject,
} from './procedure.ts';
import { contentOf } from './proposal.ts';

/** The certification. */
type About = Subject & Pick<OpenTerm, 'siteId' | 'by' | 'method'>;

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
  ...kindAtUnit('revocation'),
  propose: proposeStatement('revocation', openTerm),
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

/** `code`: either of the unit's. */
export async function proposeRevocation(
  dependencies: ProcedureDependencies,
  code: string,
  { reason, actor }: OfficialAct<'staff'>,
): Promise<ProposeResult> {
  const { term } = await readOpenTerm(dependencies.database, code);
  const counts = term && stillCounts(term.dueAt, dependencies.now());
  const about = counts ? { ...term, subject: term.submissionId } : undefined;
  return proposeAtUnit(dependencies, REVOCATION, about, { reason }, actor);
}
