/** Measures the effect of retention on submissions: the same load without it, and while it removes expired rows. */
import pg from 'pg';
import { openPostgres } from '../../bff/database/postgres.ts';
import { removeOldCounters } from '../../bff/limits/retention.ts';
import { removeExpired } from '../../bff/upkeep/retention.ts';
import { KEPT_FOR } from '../../bff/database/retention.ts';
import type { Served } from '../server/load.ts';
import { withClient } from '../server/sides.ts';
import { rounded } from '../support/statistics.ts';
import type { Grown } from './grown.ts';
import { submit, WARM_UP_SECONDS, type Load } from './load.ts';

interface Run {
  label: string;
  served: Served;
  /** Rows that retention has removed meanwhile. */
  removed: number;
  /** Samples, ten milliseconds apart, in which a connection waited for a lock. */
  lockWaits: number;
  looks: number;
}

export interface Retention {
  runs: readonly [without: Run, beside: Run];
  /** Milliseconds: a batch of each table. */
  longestStep: number;
  medianStep: number;
}

const EXPIRED = ['submission', 'limit_counter'] as const;
const LOOK_EVERY = 10;

export async function measureRetention(
  grown: Grown,
  { expired, ...load }: Load & { expired: number },
): Promise<Retention> {
  const { side } = grown;
  const submitting = () => submit(grown, [side.server], load);
  await submit(grown, [side.server], { ...load, seconds: WARM_UP_SECONDS });
  await side.untilIdle();
  await side.vacuum();
  const without = await watching('without retention', side.databaseUrl, submitting);
  await withClient(side.databaseUrl, async (client) => {
    for (const statement of expiredRows(expired)) await client.query(statement);
    await client.query(`vacuum (analyze) ${EXPIRED.join()}`);
    await client.query('checkpoint');
  });
  const count = () => countExpired(side.databaseUrl);
  const steps: number[] = [];
  const database = openPostgres(side.databaseUrl);
  try {
    const before = await count();
    const beside = await watching('beside retention', side.databaseUrl, async () => {
      let isOver = false;
      const served = submitting().finally(() => (isOver = true));
      for (let more = true; more && !isOver;) {
        const started = performance.now();
        more = await removeOldCounters(database, Date.now());
        more = (await removeExpired(database, Date.now())) || more;
        steps.push(performance.now() - started);
      }
      return served;
    });
    const removed = before - (await count());
    steps.sort((a, b) => a - b);
    return {
      runs: [
        { ...without, removed: 0 },
        { ...beside, removed },
      ],
      longestStep: steps.at(-1)!,
      medianStep: steps[steps.length >> 1]!,
    };
  } finally {
    await database.close();
  }
}

const days = (milliseconds: number) => `interval '${milliseconds / 86_400_000} days'`;

const expiredRows = (count: number): string[] => [
  `insert into submission (id, reference, flow, unit_code, site_id, user_digest, applicant, outcome, finding, claim, remaining, at, decided_at)
   select gen_random_uuid(), 'R' || n, 'certification', 'U' || n, 'bench', md5(n::text), 'agent', 'rejected', 'legal-name-differs',
          md5(n::text), 4, at, at
   from generate_series(1, ${count}) n, lateral (select now() - ${days(KEPT_FOR.submissions)} - n * interval '1 second' as at) moment`,
  `insert into limit_counter (kind, key, used, ends_at)
   select 'personPerDay', 'U' || n, 1, now() - n * interval '1 second'
   from generate_series(1, ${count}) n`,
];

const countExpired = (databaseUrl: string): Promise<number> =>
  withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ count: string }>(
      `select (select count(*) from submission where at <= now() - ${days(KEPT_FOR.submissions)})
            + (select count(*) from limit_counter where greatest(ends_at, month_ends_at) <= now()) as count`,
    );
    return Number(rows[0]!.count);
  });

/** Samples the connections of our server while `work` runs. */
async function watching(
  label: string,
  databaseUrl: string,
  work: () => Promise<Served>,
): Promise<Omit<Run, 'removed'>> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'bench' });
  await client.connect();
  let [looks, lockWaits] = [0, 0];
  let look = Promise.resolve();
  const timer = setInterval(() => {
    look = look.then(async () => {
      const { rows } = await client.query<{ waits: boolean }>(
        `select exists (select from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock') as waits`,
      );
      looks++;
      if (rows[0]!.waits) lockWaits++;
    });
  }, LOOK_EVERY);
  try {
    const served = await work();
    return { label, served, lockWaits, looks };
  } finally {
    clearInterval(timer);
    await look;
    await client.end();
  }
}

export const RETENTION_COLUMNS = [
  'submissions',
  'p50 ms',
  'p99 ms',
  'rows removed',
  'looks that saw a lock waited for',
  'looks',
];

export const retentionRow = ({ label, served, removed, lockWaits, looks }: Run) => [
  label,
  rounded(served.p50),
  rounded(served.p99),
  removed,
  lockWaits,
  looks,
];
