/**
 * Figures over all units, for staff: how far they came, why claims were refused, how long cases
 * took, what waits. No unit and no person in them.
 */
import { sql } from 'kysely';
import { DAY } from '../contract/time.ts';
import { type Finding, outcomeSeen, type OutcomeSeen } from '../attempts/index.ts';
import { countCases } from '../cases/index.ts';
import { type Database, runWithoutTimeouts, type Tables } from '../database/index.ts';
import { readSources, type SourceState } from '../registry/index.ts';
import { certificationInForce } from '../certifications/index.ts';

/** Days back for what happens. */
export const FIGURE_DAYS = 30;

export interface Figures {
  /**
   * Units, each number a part of the one before: whose status a portal asked, that have submitted,
   * that are certified.
   */
  funnel: { asked: number; tried: number; certified: number };
  /** Submissions of the last `FIGURE_DAYS` days. */
  outcomes: { outcome: OutcomeSeen; count: number }[];
  /** Why submissions were refused in these days. */
  findings: { finding: Finding; count: number }[];
  /** All that are kept. */
  cases: { state: Tables['counter_case']['state']; count: number }[];
  /**
   * From opening to decision, of the cases that were decided in these days; null when there are
   * none.
   */
  hoursToDecision: { median: number; ninetyPercent: number } | null;
  /** Claims that are kept. `since`: the oldest submission, RFC 3339. */
  waiting: { purpose: Tables['kept_claim']['purpose']; count: number; since: string }[];
  dead: { site: string; count: number }[];
  sources: SourceState[];
}

type Read = Omit<Figures, 'cases' | 'sources'>;

const figures = (now: Date, since: Date) => sql<Read>`
  with known as (select distinct unit_code from site_unit),
  tried as (select unit_code from certification union select unit_code from submission),
  recent as (select ${outcomeSeen} as outcome, finding from submission where at > ${since}::timestamptz),
  decided as (
    select extract(epoch from ended_at - opened_at) / 3600 as hours from counter_case
    where state in ('certified', 'refused') and ended_at > ${since}::timestamptz
  )
  select
    jsonb_build_object(
      'asked', (select count(*) from known),
      'tried', (select count(*) from known join tried using (unit_code)),
      'certified', (
        select count(*) from known join ${certificationInForce(sql`${now}`)} term using (unit_code))) as funnel,
    (select coalesce(jsonb_agg(jsonb_build_object('outcome', outcome, 'count', count) order by count desc, outcome), '[]')
     from (select outcome, count(*) as count from recent group by outcome) counted) as outcomes,
    (select coalesce(jsonb_agg(jsonb_build_object('finding', finding, 'count', count) order by count desc, finding), '[]')
     from (select finding, count(*) as count from recent where finding is not null group by finding) counted) as findings,
    (select case when count(*) > 0 then jsonb_build_object(
        'median', percentile_cont(0.5) within group (order by hours),
        'ninetyPercent', percentile_cont(0.9) within group (order by hours)) end
     from decided) as "hoursToDecision",
    (select coalesce(jsonb_agg(jsonb_build_object('purpose', purpose, 'count', count, 'since', since) order by purpose), '[]')
     from (select purpose, count(*) as count, min(submission.at) as since
           from kept_claim join submission on submission.unit_code = kept_claim.unit_code
             and case purpose when 'pending' then submission.id else recheck_id end = submission_id
           group by purpose) counted) as waiting,
    (select coalesce(jsonb_agg(jsonb_build_object('site', site_id, 'count', count) order by site_id), '[]')
     from (select site_id, count(*) as count from webhook_delivery where dead_at is not null group by site_id) counted) as dead`;

/** Goes through whole tables: some seconds with a million units. `now` in milliseconds. */
export async function readFigures(database: Database, now: number): Promise<Figures> {
  const [read] = await runWithoutTimeouts(
    database,
    figures(new Date(now), new Date(now - FIGURE_DAYS * DAY)),
  );
  return { ...read!, cases: await countCases(database), sources: await readSources(database) };
}
