/**
 * Measures the cost of a request as the tables grow: with 100,000, 1,000,000 and (`--large`) 10,000,000 registry rows, and with millions of earlier
 * attempts and audit entries, by turns in one run. Then, on the largest database, the lag of the workers, and the effect of retention on submissions.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grow, type Grown, type Size } from './scale/grown.ts';
import { measureLag, LAG_COLUMNS, lagRow, type Lag } from './scale/lag.ts';
import { WARM_UP_SECONDS } from './scale/load.ts';
import { measureRetention, RETENTION_COLUMNS, retentionRow, type Retention } from './scale/retention.ts';
import { createVisitors } from './server/load.ts';
import { createMeter, runRound, startMeasuredPostgres, turned, WARM_UP } from './server/measure.ts';
import type { Round } from './server/rounds.ts';
import { CASES, TITLES, type Case } from './server/requests.ts';
import type { Say } from './support/progress.ts';
import type { Goal, Measured } from './support/result.ts';
import { median, rounded } from './support/statistics.ts';

const SIZES: Record<'quick' | 'full' | 'large', readonly Size[]> = {
  quick: [
    { rows: 10_000, history: 0 },
    { rows: 100_000, history: 0 },
    { rows: 100_000, history: 100_000 },
  ],
  full: [
    { rows: 100_000, history: 0 },
    { rows: 1_000_000, history: 0 },
    { rows: 1_000_000, history: 10_000_000 },
  ],
  large: [
    { rows: 100_000, history: 0 },
    { rows: 1_000_000, history: 0 },
    { rows: 10_000_000, history: 10_000_000 },
  ],
};
const ROUNDS = { quick: 3, full: 7, large: 7 };
const UNITS = 300;
/** Seconds of submissions for lag and for retention, and expired rows in each table. */
const LOAD = {
  quick: { seconds: 10, expired: 50_000 },
  full: { seconds: 30, expired: 1_000_000 },
  large: { seconds: 30, expired: 2_000_000 },
};
/** The tables that submissions write. A vacuum of the whole database takes minutes, because of its history. */
const WRITTEN = ['submission', 'limit_counter', 'certification', 'event', 'site_unit'];
const RATE = 200;

export async function benchScale(
  { quick, large }: { quick: boolean; large: boolean },
  say: Say,
): Promise<Measured> {
  const mode = quick ? 'quick' : large ? 'large' : 'full';
  const folder = mkdtempSync(join(tmpdir(), 'bench-scale-'));
  const postgres = await startMeasuredPostgres({ max_wal_size: '2GB' });
  const visitors = createVisitors();
  const grown: Grown[] = [];
  const { seconds, expired } = LOAD[mode];
  const submitters = (WARM_UP + ROUNDS[mode]) * UNITS + RATE * (4 * seconds + WARM_UP_SECONDS);
  try {
    for (const size of SIZES[mode]) {
      grown.push(await grow(size, postgres.adminUrl, mkdtempSync(join(folder, 'size-')), submitters));
      say(`${grown.at(-1)!.label}: ${grown.at(-1)!.sizes.at(-1)} MB`);
    }
    const meter = createMeter(postgres.admin, visitors);
    const rounds: Round[] = [];
    for (let number = -WARM_UP; number < ROUNDS[mode]; number++) {
      for (const one of turned(grown, number)) {
        const fresh = one.units.splice(0, UNITS);
        const round = await runRound(meter, [one.side], one.submitted, fresh);
        if (number >= 0) rounds.push(...round.map((of) => ({ ...of, side: one.label })));
        await one.side.vacuum(...WRITTEN);
        one.submitted = fresh;
      }
      say(number < 0 ? 'warmed up' : `round ${number + 1} of ${ROUNDS[mode]}`);
    }
    const largest = grown.at(-1)!;
    const job = { rate: RATE, seconds };
    const retention = await measureRetention(largest, { ...job, expired });
    say('retention');
    // Measured last, because it stops its receiver of webhooks.
    const lags = [
      await measureLag(largest, { ...job, replicas: 1 }),
      await measureLag(largest, { ...job, replicas: 2 }),
    ];
    say('lag of the workers');
    return reportOf({ rounds, lags, retention }, grown, {
      rounds: ROUNDS[mode],
      PostgreSQL: `${postgres.version}, durable`,
    });
  } finally {
    visitors.stop();
    for (const { side } of grown) await side.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function reportOf(
  measured: { rounds: readonly Round[]; lags: readonly Lag[]; retention: Retention },
  grown: readonly Grown[],
  conditions: Measured['conditions'],
): Measured {
  const { rounds, lags, retention } = measured;
  const of = (label: string, name: Case, figure: 'node' | 'database' | 'p50') =>
    median(rounds.filter((one) => one.side === label && one.case === name).map((one) => one[figure]));
  const cost = (label: string, name: Case) => of(label, name, 'node') + of(label, name, 'database');
  const [smallest] = grown;
  const labels = grown.map(({ label }) => label);
  const goals = labels.slice(1).flatMap((label) =>
    (['status', 'certified'] as const).map((name): Goal => ({
      what: `${TITLES[name]}: ${label} / ${smallest!.label}`,
      value: rounded(cost(label, name) / cost(smallest!.label, name)),
      atMost: 1.15,
    })),
  );
  return {
    table: {
      columns: [
        '',
        ...CASES.flatMap((name) => [`${TITLES[name]}: Node µs`, 'PostgreSQL µs']),
        'registry MB',
        'attempts MB',
        'audit MB',
        'database MB',
      ],
      rows: grown.map(({ label, sizes }) => [
        label,
        ...CASES.flatMap((name) => [rounded(of(label, name, 'node')), rounded(of(label, name, 'database'))]),
        ...sizes,
      ]),
    },
    furtherTables: [
      { columns: LAG_COLUMNS, rows: lags.map(lagRow) },
      { columns: RETENTION_COLUMNS, rows: retention.runs.map(retentionRow) },
    ],
    goals: [...goals, ...workerGoals(lags, retention)],
    chart: {
      title: 'CPU of Node and PostgreSQL a request',
      unit: 'µs',
      groups: CASES.map((name) => ({
        label: TITLES[name],
        bars: labels.map((label) => ({ label, value: rounded(cost(label, name)), ours: true })),
      })),
    },
    rounds: measured,
    conditions,
  };
}

function workerGoals(lags: readonly Lag[], { longestStep, runs }: Retention): Goal[] {
  const [without, beside] = runs;
  return [
    ...lags.flatMap(({ replicas, sealed, delivered }): Goal[] => {
      const where = `${RATE} submissions a second, ${replicas} of ours`;
      return [
        { what: `${where}: seconds until sealed, p99`, value: rounded(sealed.p99), atMost: 3 },
        { what: `${where}: seconds until delivered, p99`, value: rounded(delivered.p99), atMost: 3 },
      ];
    }),
    { what: 'retention: longest step, ms', value: rounded(longestStep), atMost: 1_000 },
    {
      what: 'submission p50 beside retention / without',
      value: rounded(beside!.served.p50 / without!.served.p50),
      atMost: 2,
    },
  ];
}
