/** Another address of a site's pages, or one less. Tokens, certifications and keys stay. */
import { sql } from 'kysely';
import { changeSite } from './change.ts';
import { readSite, type ManageDependencies } from './manage.ts';

export interface OriginsChange {
  add: readonly string[];
  remove: readonly string[];
}

export type OriginsChanged =
  | { result: 'changed'; origins: string[] }
  | { result: 'unknown-site' }
  /** A site without an origin could not be used by any page. */
  | { result: 'none-left' }
  /** Somebody else changed the site in between. */
  | { result: 'conflict' };

export async function changeOrigins(
  dependencies: Omit<ManageDependencies, 'cipher'>,
  id: string,
  { add, remove }: OriginsChange,
): Promise<OriginsChanged> {
  const row = await readSite(dependencies.database, id);
  if (!row) return { result: 'unknown-site' };
  const origins = [...new Set([...row.origins, ...add])].filter((origin) => !remove.includes(origin));
  if (origins.length === 0) return { result: 'none-left' };
  const columns = sql`origins = ${origins}::text[]`;
  const changed = await changeSite(dependencies, row, columns, 'site.origins-changed', { origins });
  return changed ? { result: 'changed', origins } : { result: 'conflict' };
}
