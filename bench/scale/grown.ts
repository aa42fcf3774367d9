/** Starts our server on a database of a given size: registry, attempts and audit entries. */
import { mkdirSync, rmSync } from 'node:fs';
import type { RegistryRow } from '../registry-file.ts';
import { writeGround } from '../server/measure.ts';
import { startOurs, withClient, type Ours } from '../server/sides.ts';
import { goodUnits } from '../server/units.ts';

export interface Size {
  rows: number;
  /** Earlier attempts, and as many events. */
  history: number;
}

export interface Grown {
  label: string;
  side: Ours;
  /** Units without a submission. */
  units: RegistryRow[];
  /** Those that submitted in the round before. */
  submitted: RegistryRow[];
  /** MB on disk: registry, attempts, audit, all. */
  sizes: number[];
}

/** `submitters`: units that will submit. */
export async function grow(size: Size, adminUrl: string, folder: string, submitters: number): Promise<Grown> {
  mkdirSync(folder, { recursive: true });
  const units = [...goodUnits(size.rows, submitters)];
  const ground = await writeGround(adminUrl, folder, size.rows, units);
  const side = await startOurs(ground);
  rmSync(ground.registryFile);
  try {
    return { ...(await fill(size, side)), side, units, submitted: [] };
  } catch (error) {
    await side.stop();
    throw error;
  }
}

/** Writes the history, and measures the sizes on disk. */
async function fill(size: Size, side: Ours): Promise<Pick<Grown, 'label' | 'sizes'>> {
  const sizes = await withClient(side.databaseUrl, async (client) => {
    if (size.history > 0) for (const statement of historyOf(size)) await client.query(statement);
    await client.query('vacuum (analyze)');
    await client.query('checkpoint');
    const { rows } = await client.query<Record<string, string>>(
      `select pg_total_relation_size('registry_unit') as registry, pg_total_relation_size('submission') as attempts,
              pg_total_relation_size('event') as audit, pg_database_size(current_database()) as whole`,
    );
    return Object.values(rows[0]!).map((bytes) => Math.round(Number(bytes) / 1e6));
  });
  const millions = (count: number) => `${count / 1e6} M`;
  const label = `${millions(size.rows)} units${size.history ? `, ${millions(size.history)} attempts and audit entries` : ''}`;
  return { label, sizes };
}

/** Refusals of the last 100 days, spread over all units; younger than what retention removes. Their events are sealed by the server, and were addressed to sites long ago. */
const historyOf = ({ rows, history }: Size): string[] => [
  `insert into submission (id, reference, flow, unit_code, site_id, user_digest, applicant, outcome, finding, claim, remaining,
                        resets_at, at, decided_at)
   select gen_random_uuid(), 'H' || turn || code, 'certification', code, 'bench', md5(code), 'legal-representative', 'rejected',
          'legal-name-differs', md5(code || turn), 4, null, at, at
   from generate_series(1, ${Math.ceil(history / rows)}) turn, registry_unit,
        lateral (select now() - interval '1 day' - random() * interval '100 days' as at where code <> '') moment
   limit ${history}`,
  `insert into event (id, at, actor, type, unit_code, site_id, submission_id, detail, mac)
   select gen_random_uuid(), at, 'user:' || user_digest, 'certification.rejected', unit_code, site_id, id,
          '{"finding": "legal-name-differs", "applicant": "legal-representative"}', md5(id::text) || md5(claim)
   from submission`,
  `insert into fan_out (id, position) select 'webhooks', max(position) from event
   on conflict (id) do update set position = excluded.position`,
];
