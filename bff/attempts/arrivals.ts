/**
 * In how many days a change usually reaches a source, measured from re-checks: a claim that was
 * refused was right, and the register said so later. It depends on no unit and no claim.
 */
import { sql } from 'kysely';
import { DAY } from '../contract/time.ts';
import { type Database, prepare } from '../database/index.ts';
import { CLAIM_KEPT_FOR } from './kept-claim.ts';

/** Re-checks that succeeded in these days are measured. Milliseconds. */
const MEASURED = 90 * DAY;
/** With fewer of them nothing is told. */
const ENOUGH = 20;
/** The part of the changes that arrive in the days that are told. */
const USUALLY = 0.8;

interface Values {
  succeededSince: Date;
  requestedSince: Date;
}

interface Row {
  source: string;
  days: number;
}

const arrivalsStatement = prepare<Values, Row>(
  'sources_arrivals',
  (p) => sql<Row>`
  select source, percentile_disc(${sql.lit(USUALLY)}) within group (order by days) as days
  from (
    select certification.source, greatest(1, ceil(extract(epoch from certification.since - event.at) / 86400))::int as days
    from event
    join certification on certification.unit_code = event.unit_code and certification.submission_id = event.submission_id
    where event.type = 'recheck.requested' and event.at > ${p('requestedSince')}::timestamptz
      and certification.since > ${p('succeededSince')}::timestamptz
  ) measured
  group by source having count(*) >= ${sql.lit(ENOUGH)}`,
);

export interface Arrivals {
  /** `now` in milliseconds. */
  measure(now: number): Promise<void>;
  /** Undefined until enough was measured. */
  usualDays(source: string): number | undefined;
}

export function createArrivals(database: Database): Arrivals {
  let measured = new Map<string, number>();
  return {
    async measure(now) {
      const succeededSince = new Date(now - MEASURED);
      const requestedSince = new Date(now - MEASURED - CLAIM_KEPT_FOR);
      const rows = await database.run(arrivalsStatement, { succeededSince, requestedSince });
      measured = new Map(rows.map(({ source, days }) => [source, days]));
    },
    usualDays: (source) => measured.get(source),
  };
}
