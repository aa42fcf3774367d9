/** How PostgreSQL carries a statement out. */
import { sql } from 'kysely';
import type { Database } from '../../bff/database/database.ts';

/** The generic plan, with which the program's connections run. `text` has positions (`$1`) for its values. */
export async function genericPlan({ kysely }: Database, text: string): Promise<string> {
  const explained = sql<{ 'QUERY PLAN': string }>`explain (generic_plan, costs off) ${sql.raw(text)}`;
  const { rows } = await explained.execute(kysely);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}
