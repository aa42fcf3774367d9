/** Certifications as rows. */
import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { Database } from '../../bff/database/database.ts';
import type { Tables } from '../../bff/database/tables.ts';

type Row = Insertable<Tables['certification']>;

/** An open term by the legal representative on the imported registry. */
export const termRow = (change: Pick<Row, 'unit_code' | 'representative'> & Partial<Row>): Row => ({
  submission_id: randomUUID(),
  site_id: 'portal',
  since: new Date('2026-11-24T08:00:00Z'),
  by: 'legal-representative',
  method: 'registry',
  source: 'market',
  evidence_as_of: '2026-11-20',
  agent: null,
  due_at: null,
  due_reason: null,
  due_by: null,
  due_set_at: null,
  ended_at: null,
  end_reason: null,
  ended_by: null,
  ...change,
});

/** Revokes the open certifications of these units; default: of all. */
export async function endTerms({ kysely }: Database, units?: readonly string[]): Promise<void> {
  const ended = { ended_at: new Date(), end_reason: 'revoked', ended_by: 'operator:tester' } as const;
  const open = kysely.updateTable('certification').set(ended).where('ended_at', 'is', null);
  await (units ? open.where('unit_code', 'in', units) : open).execute();
}
