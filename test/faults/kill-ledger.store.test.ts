/**
 * `kill -9` under load: real processes are killed at random moments while sixteen clients submit: the service, and on the embedded database
 * also PostgreSQL, or both. Afterwards every acknowledged submission is recorded once, also those without an answer that were sent again with
 * the same key. `docs/testing.md` has the numbers.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { verifyAudit } from '../../bff/events/verify.ts';
import type { Database } from '../../bff/database/database.ts';
import { openCluster } from '../../bff/database/embedded.ts';
import { migrate } from '../../bff/database/migrate.ts';
import { openPostgres } from '../../bff/database/postgres.ts';
import { createDatabase, freePort } from '../support/postgres.ts';
import { startServe } from '../support/serve.ts';
import { createLedger, registerUnits } from './support/ledger.ts';
import { addPortal, newSecrets, userOf } from './support/stage.ts';

const numberOf = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
const ROUNDS = { PostgreSQL: numberOf('KILL_ROUNDS', 2), embedded: numberOf('KILL_ROUNDS_EMBEDDED', 3) };
/** Acknowledged submissions in all rounds together. */
const SUBMISSIONS = numberOf('KILL_SUBMISSIONS', 300);
const PER_ROUND = Math.ceil(SUBMISSIONS / (ROUNDS.PostgreSQL + ROUNDS.embedded));
/** The longest time from a round's last answer to the kill. Milliseconds. */
const MOMENT = 50;

interface Place {
  /** The environment of a BFF process. */
  environment: Record<string, string>;
  open(): Promise<{ database: Database; close(): Promise<void> }>;
  /** Kills the database's server; undefined when others use it too. */
  kill: (() => void) | undefined;
  drop(): Promise<void>;
}

/** Places for a database, each with the settings for a process. */
const PLACES: Record<keyof typeof ROUNDS, () => Promise<Place>> = {
  async PostgreSQL() {
    const { url, drop } = await createDatabase(undefined, inject('migratedDatabase'));
    const open = async () => {
      const database = openPostgres(url);
      return { database, close: () => database.close() };
    };
    return { environment: { DATABASE_URL: url }, open, kill: undefined, drop };
  },
  async embedded() {
    const folder = await mkdtemp(join(tmpdir(), 'kill-ledger-'));
    return {
      environment: { DATA_DIR: folder },
      async open() {
        const cluster = await openCluster(folder);
        const database = openPostgres(cluster.url);
        await migrate(database);
        return { database, close: () => database.close().then(() => cluster.close()) };
      },
      kill() {
        const file = readFileSync(join(folder, 'postgresql/data/postmaster.pid'), 'utf8');
        process.kill(Number(file.split('\n')[0]), 'SIGKILL');
      },
      drop: () => rm(folder, { recursive: true }),
    };
  },
};

/** The processes that are killed, one after the other in the rounds. */
const VICTIMS = ['service', 'database', 'both'] as const;

const table: Record<string, { rounds: number; acknowledged: number; lost: number; doubled: number }> = {};
afterAll(() => {
  const columns = ['rounds', 'acknowledged', 'lost', 'doubled'] as const;
  const lineOf = (first: string, rest: readonly (string | number)[]) =>
    `${first.padEnd(12)}${rest.map((cell) => String(cell).padStart(14)).join('')}\n`;
  process.stdout.write(
    lineOf('kill ledger', columns) +
      Object.entries(table)
        .map(([name, row]) =>
          lineOf(
            name,
            columns.map((column) => row[column]),
          ),
        )
        .join(''),
  );
});

describe.each(['PostgreSQL', 'embedded'] as const)('kill -9 on %s', (kind) => {
  it('loses no acknowledged submission, and records none twice', async () => {
    const rounds = ROUNDS[kind];
    const most = 2 * PER_ROUND * rounds + 1_000;
    const place = await PLACES[kind]();
    const prepared = await place.open();
    const secrets = await newSecrets(prepared.database);
    const secret = await addPortal(prepared.database, secrets);
    await registerUnits(prepared.database, secrets.digester, most);
    await prepared.close();
    const environment = {
      ...place.environment,
      PORT: String(await freePort()),
      MASTER_KEYS: secrets.masterKeys,
      LOG_LEVEL: 'warn',
      LIMIT_REQUESTS_PER_10S: '0',
      LIMIT_PERSON_PER_DAY: '0',
    };
    const user = userOf(`http://127.0.0.1:${environment.PORT}`, secret);
    const ledger = createLedger(most);

    for (let round = 0; round < rounds; round++) {
      const bff = await startServe(environment);
      const enough = 1 + Math.floor(Math.random() * 2 * PER_ROUND);
      const victim = place.kill ? VICTIMS[round % VICTIMS.length] : 'service';
      const acknowledgedMore = async (count: number) => {
        const start = ledger.acknowledged();
        while (ledger.acknowledged() - start < count) await sleep(1);
      };
      const killed = (async () => {
        await acknowledgedMore(enough);
        await sleep(Math.random() * MOMENT);
        if (victim !== 'service') place.kill!();
        if (victim === 'database') await acknowledgedMore(enough); // the service starts it again
        bff.kill('SIGKILL');
      })();
      await ledger.submit(user, Infinity);
      await killed;
      expect(await bff.ended).toBe(null);
    }
    const last = await startServe(environment);
    await ledger.finish(user);
    await ledger.submit(user, PER_ROUND * rounds - ledger.acknowledged());
    last.kill('SIGTERM');
    expect(await last.ended).toBe(0);

    const { database, close } = await place.open();
    const { lost, doubled } = await ledger.compare(database, secrets.digester);
    const audit = await verifyAudit({ database, ...secrets, now: Date.now });
    await close();
    await place.drop();
    table[kind] = {
      rounds,
      acknowledged: ledger.acknowledged(),
      lost: lost.length,
      doubled: doubled.length,
    };
    expect(lost).toEqual([]);
    expect(doubled).toEqual([]);
    expect(audit).toMatchObject({ faults: [], rows: [] });
    expect(audit.sealed + audit.unsealed).toBeGreaterThan(ledger.acknowledged());
  }, 3_600_000);
});
