/**
 * A lease lets one process of all do some work. It is a row, because the lock of a session would
 * stay with a pooled connection. The database's clock counts, since those of processes may differ.
 * `fence` grows with each holder: a process that has lost the lease does not renew the next one's.
 *
 * A process that was suspended learns late that it has lost the lease. So the work must be safe
 * when two processes do it: the lease only saves the second one's work.
 */
import { sql } from 'kysely';
import { prepare } from './statement.ts';
import type { Database } from './database.ts';

/** Milliseconds without a renewal after which another process takes the lease. */
export const LEASE = 60_000;
/** Renewals in that time, so that one may fail. */
const RENEWALS = 3;

/** Another process has taken the lease, because this one did not renew it in time. */
class LeaseLost extends Error {
  override name = 'LeaseLost';
}

interface Held {
  name: string;
  fence: string;
}

const until = (milliseconds: unknown) => sql`clock_timestamp() + ${milliseconds} * interval '1 ms'`;

const takeStatement = prepare<{ name: string; lasts: number }, { fence: string }>(
  'lease_take',
  (p) => sql<{ fence: string }>`
  insert into worker_lease (name, fence, until) values (${p('name')}::text, 1, ${until(sql`${p('lasts')}::int`)})
  on conflict (name) do update set fence = worker_lease.fence + 1, until = excluded.until
    where worker_lease.until <= clock_timestamp()
  returning fence`,
);

/**
 * Renews the lease, even after its time, unless another process has taken it. `lasts` 0 ends it.
 */
const renewStatement = prepare<Held & { lasts: number }, { fence: string }>(
  'lease_renew',
  (p) => sql<{ fence: string }>`
  update worker_lease set until = ${until(sql`${p('lasts')}::int`)}
  where name = ${p('name')}::text and fence = ${p('fence')}::bigint
  returning fence`,
);

/**
 * Does the work while no other process does what has the same name, and renews the lease meanwhile;
 * undefined when another one has it. The work's signal is aborted when the lease is lost, and with
 * `signal`. `lasts` in milliseconds.
 */
export async function alone<T>(
  database: Database,
  name: string,
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  lasts = LEASE,
): Promise<T | undefined> {
  const [taken] = await database.run(takeStatement, { name, lasts });
  if (!taken) return undefined;
  const held = { name, fence: taken.fence };
  const lost = new AbortController();
  const renew = async () => {
    const [renewed] = await database.run(renewStatement, { ...held, lasts });
    if (!renewed) lost.abort(new LeaseLost());
  };
  // A renewal without an answer is no loss: the next one tells.
  const renewing = setInterval(() => void renew().catch(() => undefined), lasts / RENEWALS);
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(renewing);
    await database.run(renewStatement, { ...held, lasts: 0 }).catch(() => undefined); // it ends by itself
  }
}
