/** Kinds of certification that a site may open or close. The others belong to every site. */
import { sql } from 'kysely';
import type { Kind } from '../contract/wire.ts';
import { changeSite } from './change.ts';
import { readSite, type ManageDependencies } from './manage.ts';

/** Real-person certification is performed by whoever the operator has for it, not by this product. */
export const OPENABLE_KINDS = ['real-person'] as const satisfies readonly Kind[];
export type OpenableKind = (typeof OPENABLE_KINDS)[number];

export const isOpenable = (word: string): word is OpenableKind =>
  (OPENABLE_KINDS as readonly string[]).includes(word);

export interface KindsChange {
  open: readonly OpenableKind[];
  close: readonly OpenableKind[];
}

export type KindsChanged =
  | { result: 'changed'; openKinds: string[] }
  | { result: 'unknown-site' }
  /** Somebody else changed the site in between. */
  | { result: 'conflict' };

export async function changeKinds(
  dependencies: Omit<ManageDependencies, 'cipher'>,
  id: string,
  { open, close }: KindsChange,
): Promise<KindsChanged> {
  const row = await readSite(dependencies.database, id);
  if (!row) return { result: 'unknown-site' };
  const openKinds: string[] = OPENABLE_KINDS.filter(
    (kind) => open.includes(kind) || (row.open_kinds.includes(kind) && !close.includes(kind)),
  );
  const columns = sql`open_kinds = ${openKinds}::text[]`;
  const changed = await changeSite(dependencies, row, columns, 'site.kinds-changed', { open: openKinds });
  return changed ? { result: 'changed', openKinds } : { result: 'conflict' };
}
