/** All certifications of a unit, for portals' servers: a page at a time. */
import { sql } from 'kysely';
import components from '../contract/components.json' with { type: 'json' };
import type { UnitTerm, UnitTerms } from '../contract/unit-status.ts';
import type { Database } from '../database/index.ts';
import { prepareUnitRead } from '../registry/index.ts';
import { type JsonOf, type Term, termColumns, termOf, termsAt } from '../certifications/index.ts';
import { toldTerm } from './kinds.ts';

interface Values {
  code: string;
  before: number | null;
  now: Date;
}

type TermInPage = JsonOf<keyof Term> & { number: number };

interface Row {
  code: string;
  name: string | null;
  terms: TermInPage[];
}

/** Terms in an answer. */
const PAGE = components.UnitTerms.properties.terms.maxItems;

/**
 * A unit's terms are numbered from its first one on: a number stays the same while new ones come.
 */
const historyStatement = prepareUnitRead<Values, Row>(
  'units_history',
  (p, unit) => sql<Row>`
  with ${unit}
  select canonical.code, unit.name, page.terms
  from canonical
  left join unit on true
  cross join lateral (
    select coalesce(json_agg(term), '[]') as terms
    from (
      select number, ${termColumns}
      from (
        select term.*, row_number() over (order by since, submission_id)::int as number
        from ${termsAt(p('now'))} term where unit_code = canonical.code
      ) term
      where ${p('before')}::int is null or number < ${p('before')}::int
      order by number desc limit ${sql.lit(PAGE + 1)}
    ) term
  ) page`,
);

/** `code` is normalized; `before`: the `next` of the page before; `now` in milliseconds. */
export async function readHistory(
  database: Database,
  code: string,
  before: number | undefined,
  now: number,
): Promise<UnitTerms> {
  const values = { code, before: before ?? null, now: new Date(now) };
  const [row] = await database.run(historyStatement(code), values);
  if (!row) throw new Error('the history always has one row');
  const { code: canonical, name, terms } = row;
  const page = terms.slice(0, PAGE);
  const last = page.at(-1);
  return {
    unit: { code: canonical, ...(name !== null && { name }) },
    terms: page.map(toldOf),
    ...(last && terms.length > page.length && { next: String(last.number) }),
  };
}

function toldOf(json: TermInPage): UnitTerm {
  const term = termOf(json);
  const { endedAt, endReason } = term;
  return { ...toldTerm(term), ...(endedAt && endReason && { endedAt: endedAt.toISOString(), endReason }) };
}
