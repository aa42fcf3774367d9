/** The form that a unit's users fill in, and the source that answers. The status names it, and requests are checked by it. */
import { sql } from 'kysely';
import { fieldsOf, type FormSource } from '../contract/forms.ts';
import { type SourceId, sourceOf } from '../contract/sources.ts';
import type { FormView } from '../contract/wire.ts';
import type { Database } from '../database/database.ts';
import { prepareRead } from '../database/statement.ts';
import { canonicalUnit } from '../units/canonical.ts';
import type { Sources } from './gather.ts';

interface KnownUnit {
  /** Canonical. */
  code: string;
  /** The source of the unit's imported row. */
  source?: SourceId | null;
}

const viewOf = (source: FormSource): FormView => ({ fields: fieldsOf(source).map(({ id }) => id), source });

export function formOf({ code, source }: KnownUnit, { registry }: Sources): FormView {
  const id = source ?? sourceOf(code);
  if (id) return viewOf(id);
  return registry && registry.answersFor?.(code) !== false
    ? viewOf('partner')
    : { fields: [], reason: 'no-source' };
}

const unitStatement = prepareRead<{ code: string }, KnownUnit>(
  'certification_form',
  (p) => sql<KnownUnit>`
  with ${canonicalUnit(p('code'))}
  select canonical.code, (select source from unit) as source from canonical`,
);

/** Only an organization code (9 characters) must be looked up: a USCC tells its class. */
export async function readForm(
  { database, sources }: { database: Database; sources: Sources },
  code: string,
): Promise<FormView> {
  const [unit] = code.length === 18 ? [{ code }] : await database.run(unitStatement, { code });
  if (!unit) throw new Error('a code always has a unit');
  return formOf(unit, sources);
}
