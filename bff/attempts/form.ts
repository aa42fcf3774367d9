/**
 * The form that a unit's users fill in, and the source that answers. The status names it, and
 * requests are checked by it.
 */
import { sql } from 'kysely';
import { fieldsOf } from '../contract/forms.ts';
import { SOURCE_IDS, SOURCES, type SourceId, sourceOf } from '../contract/sources.ts';
import type { FormView } from '../contract/wire.ts';
import { type Database, prepareRead } from '../database/index.ts';
import { answersFor, canonicalUnit, type IsImported } from '../registry/index.ts';
import type { Sources } from './gather.ts';

export interface KnownUnit {
  /** Canonical. */
  code: string;
  /** The source of the unit's imported row. */
  source?: SourceId | null;
  /** The day as of which the source's last import speaks. */
  asOf?: string | null;
  /** No claim can agree with the imported row. */
  isIncomplete?: boolean | undefined;
}

export interface FormDependencies {
  sources: Sources;
  isImported: IsImported;
  /** Claims may be brought to a counter. */
  counter: boolean;
}

/**
 * A source of which nothing was imported knows no unit, so it is as none, unless a partner is
 * asked. A unit without a source goes to the counter, where there is one, and so does a unit whose
 * row no claim can agree with: with its source's form, so that an officer sees what can be
 * compared.
 */
export async function formOf(
  { code, source: imported, asOf, isIncomplete }: KnownUnit,
  { sources: { registry }, isImported, counter }: FormDependencies,
): Promise<FormView> {
  const known = imported ?? sourceOf(code);
  const asksPartner = !imported && !!registry && answersFor(registry, code);
  const hasSource = !!imported || asksPartner || (known && (await isImported(known)));
  const source = hasSource ? (known ?? 'partner') : 'counter';
  if (source === 'counter' && !counter) return { fields: [], reason: 'no-source' };
  const fields = fieldsOf(source).map(({ id }) => id);
  const goesTo = isIncomplete && counter ? 'counter' : source;
  return {
    fields,
    source: goesTo,
    ...(asOf && goesTo !== 'counter' && !asksPartner && { asOf }),
    ...(counter && { counter: true as const }),
  };
}

/** Whether a register or a partner answers for the unit. */
export const isAnswered = ({ source }: FormView): boolean => source !== undefined && source !== 'counter';

/**
 * The classes of units that a register or a partner answers for, by the first characters of their
 * codes; undefined for all. Organization codes have no class: `isAnswered` judges them.
 */
export async function answeredClasses({
  sources: { registry },
  isImported,
}: Omit<FormDependencies, 'counter'>): Promise<string[] | undefined> {
  if (registry && !registry.classes?.length) return undefined;
  const classes = new Set<string>(registry?.classes);
  for (const id of SOURCE_IDS)
    if (await isImported(id)) for (const first of SOURCES[id].classes) classes.add(first);
  return [...classes];
}

const unitStatement = prepareRead<{ code: string }, KnownUnit>(
  'certification_form',
  (p) => sql<KnownUnit>`
  with ${canonicalUnit(p('code'))}
  select canonical.code, (select source from unit) as source from canonical`,
);

/** Only an organization code (9 characters) must be looked up: a USCC tells its class. */
export async function readForm(
  { database, ...dependencies }: FormDependencies & { database: Database },
  code: string,
): Promise<FormView> {
  const [unit] = code.length === 18 ? [{ code }] : await database.run(unitStatement, { code });
  if (!unit) throw new Error('a code always has a unit');
  return formOf(unit, dependencies);
}
