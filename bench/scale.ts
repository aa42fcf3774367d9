/**
 * What a request costs as the tables grow: ours with 100,000, 1,000,000 and (`--large`) 10,000,000 registry rows, and with millions of earlier
 * attempts and audit entries, by turns in one run.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegistryRow } from './registry-file.ts';
import { createVisitors } from './server/load.ts';
import {
  createMeter,
  runRound,
  startMeasuredPostgres,
  turned,
  WARM_UP,
  writeGround,
} from './server/measure.ts';
import type { Round } from './server/report.ts';
import { CASES, TITLES, type Case } from './server/requests.ts';
import { startOurs, withClient, type Side } from './server/sides.ts';
import { goodUnits } from './server/units.ts';
import type { Say } from './support/progress.ts';
import type { Goal, Measured } from './support/result.ts';
import { median, rounded } from './support/statistics.ts';

interface Size {
  rows: number;
  /** Earlier attempts, and as many sealed audit entries. */
  history: number;
}

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

interface Grown {
  label: string;
  side: Side;
  units: RegistryRow[];
  known: RegistryRow[];
  /** MB on disk: registry, attempts, audit, all. */
  sizes: number[];
}

export async function benchScale(
  { quick, large }: { quick: boolean; large: boolean },
  say: Say,
): Promise<Measured> {
  const mode = quick ? 'quick' : large ? 'large' : 'full';
  const folder = mkdtempSync(join(tmpdir(), 'bench-scale-'));
  const postgres = await startMeasuredPostgres({ max_wal_size: '2GB' });
  const visitors = createVisitors();
  const grown: Grown[] = [];
  try {
    for (const size of SIZES[mode]) {
      grown.push(await grow(size, postgres.adminUrl, mkdtempSync(join(folder, 'size-')), ROUNDS[mode]));
      say(`${grown.at(-1)!.label}: ${grown.at(-1)!.sizes.at(-1)} MB`);
    }
    const meter = createMeter(postgres.admin, visitors);
    const rounds: Round[] = [];
    for (let number = -WARM_UP; number < ROUNDS[mode]; number++) {
      for (const one of turned(grown, number)) {
        const fresh = one.units.splice(0, UNITS);
        const round = await runRound(meter, [one.side], one.known, fresh);
        if (number >= 0) rounds.push(...round.map((of) => ({ ...of, side: one.label })));
        await one.side.vacuum('attempt', 'limit_bucket', 'certification');
        one.known = fresh;
      }
      say(number < 0 ? 'warmed up' : `round ${number + 1} of ${ROUNDS[mode]}`);
    }
    return reportOf(rounds, grown, { rounds: ROUNDS[mode], PostgreSQL: `${postgres.version}, durable` });
  } finally {
    visitors.stop();
    for (const { side } of grown) await side.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function grow(size: Size, adminUrl: string, folder: string, rounds: number): Promise<Grown> {
  mkdirSync(folder, { recursive: true });
  const units = [...goodUnits(size.rows, (WARM_UP + rounds) * UNITS)];
  const ground = await writeGround(adminUrl, folder, size.rows, units);
  const side = await startOurs(ground);
  rmSync(ground.registryFile);
  try {
    return { ...(await fill(size, adminUrl, side)), side, units, known: [] };
  } catch (error) {
    await side.stop();
    throw error;
  }
}

/** Writes the history, and measures what stands on disk. */
async function fill(size: Size, adminUrl: string, side: Side): Promise<Pick<Grown, 'label' | 'sizes'>> {
  const url = new URL(adminUrl);
  url.pathname = `/${side.database}`;
  const sizes = await withClient(url.href, async (client) => {
    if (size.history > 0) for (const statement of historyOf(size)) await client.query(statement);
    await client.query('vacuum (analyze)');
    await client.query('checkpoint');
    const { rows } = await client.query<Record<string, string>>(
      `select pg_total_relation_size('registry_unit') as registry, pg_total_relation_size('attempt') as attempts,
              pg_total_relation_size('audit_chain') as audit, pg_database_size(current_database()) as whole`,
    );
    return Object.values(rows[0]!).map((bytes) => Math.round(Number(bytes) / 1e6));
  });
  const millions = (count: number) => `${count / 1e6} M`;
  const label = `${millions(size.rows)} units${size.history ? `, ${millions(size.history)} attempts and audit entries` : ''}`;
  return { label, sizes };
}

/** Refusals of the last 100 days, spread over all units; younger than what retention removes. */
const historyOf = ({ rows, history }: Size): string[] => [
  `insert into attempt (id, flow, unit_code, site_id, user_digest, applicant, outcome, finding, claim, remaining,
                        resets_at, at, decided_at)
   select gen_random_uuid(), 'certification', code, 'bench', md5(code), 'legal-representative', 'rejected',
          'legal-name-differs', md5(code || turn), 4, null, at, at
   from generate_series(1, ${Math.ceil(history / rows)}) turn, registry_unit,
        lateral (select now() - interval '1 day' - random() * interval '100 days' as at where code <> '') moment
   limit ${history}`,
  `insert into audit_chain (position, at, actor, action, unit_code, site_id, attempt_id, detail, sealed_at, seal)
   select (select coalesce(max(position), 0) from audit_chain) + row_number() over (), at, 'user:' || user_digest, 'certification.rejected', unit_code, site_id, id,
          '{"finding": "legal-name-differs", "applicant": "legal-representative"}', at, md5(id::text) || md5(claim)
   from attempt`,
];

function reportOf(
  rounds: readonly Round[],
  grown: readonly Grown[],
  conditions: Measured['conditions'],
): Measured {
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
    goals,
    chart: {
      title: 'CPU of Node and PostgreSQL a request',
      unit: 'µs',
      groups: CASES.map((name) => ({
        label: TITLES[name],
        bars: labels.map((label) => ({ label, value: rounded(cost(label, name)), ours: true })),
      })),
    },
    rounds,
    conditions,
  };
}
