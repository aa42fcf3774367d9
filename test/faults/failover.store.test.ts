/**
 * Failures of a service with two replicas and two databases, under load: a replica is replaced by a new process, the database's machine dies and
 * its synchronous standby takes over, a replica is killed. `docs/testing.md` has the numbers.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verifyAudit } from '../../bff/events/verify.ts';
import { migrate } from '../../bff/database/migrate.ts';
import { openPostgres } from '../../bff/database/postgres.ts';
import {
  copyAsStandby,
  createCluster,
  createDatabase,
  freePort,
  startCluster,
  type ClusterServer,
} from '../support/postgres.ts';
import { startBalancer, targetOf, type Balancer } from './support/balancer.ts';
import { PATIENCE, startServe, type ServeProcess } from '../support/serve.ts';
import { createLedger, registerUnits } from './support/ledger.ts';
import { addPortal, newSecrets, userOf } from './support/stage.ts';

const numberOf = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
/** Acknowledged submissions between two failures. */
const SUBMISSIONS = numberOf('FAILOVER_SUBMISSIONS', 60);
/** The longest time from the end of the database to the next acknowledged submission. Seconds; a quiet machine needs less than ten. */
const BACK_WITHIN = numberOf('FAILOVER_SECONDS', 50);
/** Answers for which the ledger's `submit` waits. Then clients that lost their connection start again. */
const ANSWERS_PER_CALL = 10;

const STANDBY = 'standby';

describe('two replicas and a standby', () => {
  let primary: ClusterServer;
  let standby: ClusterServer;
  let database: Balancer;
  let replicas: Balancer;
  const processes = new Set<ServeProcess>();

  beforeAll(async () => {
    const cluster = await createCluster();
    const copy = copyAsStandby(cluster);
    primary = await startCluster(cluster, {
      // A commit is acknowledged when both have it.
      synchronous_standby_names: STANDBY,
      synchronous_commit: 'on',
    });
    standby = await startCluster(copy, {
      primary_conninfo: `${connectionOf(primary.adminUrl)} application_name=${STANDBY}`,
    });
    database = await startBalancer([targetOf(primary.adminUrl)]);
    replicas = await startBalancer([]);
  });
  afterAll(async () => {
    for (const bff of processes) bff.kill('SIGKILL');
    await replicas.close();
    await database.close();
    await Promise.all([primary.stop(), standby.stop()]);
  });

  it('lose no acknowledged submission, and record none twice', async () => {
    const most = 20 * SUBMISSIONS + 1_000;
    const { url } = await createDatabase(primary.adminUrl);
    const before = openPostgres(url);
    await migrate(before);
    const secrets = await newSecrets(before);
    const secret = await addPortal(before, secrets);
    await registerUnits(before, secrets.digester, most);
    await before.close();

    const startReplica = async () => {
      const bff = await startServe({
        PORT: String(await freePort()),
        DATABASE_URL: behind(url, database),
        MASTER_KEYS: secrets.masterKeys,
        LIMIT_REQUESTS_PER_10S: '0',
        LIMIT_PERSON_PER_DAY: '0',
        LOG_LEVEL: 'info',
      });
      processes.add(bff);
      return { bff, target: targetOf(bff.url) };
    };
    const [old, other] = [await startReplica(), await startReplica()];
    replicas.lead([old.target, other.target]);

    const ledger = createLedger(most);
    const user = userOf(`http://127.0.0.1:${replicas.port}`, secret);
    let isNight = true;
    const load = (async () => {
      while (isNight) if ((await ledger.submit(user, ANSWERS_PER_CALL)) === 0) await sleep(50);
    })();
    const more = async (count = SUBMISSIONS) => {
      const enough = ledger.acknowledged() + count;
      await vi.waitFor(() => expect(ledger.acknowledged()).toBeGreaterThanOrEqual(enough), {
        timeout: 600_000,
        interval: 10,
      });
    };
    await more();

    // A new version replaces an old process, which finishes its running requests.
    const renewed = await startReplica();
    replicas.lead([renewed.target, other.target]);
    old.bff.kill('SIGTERM');
    expect(await old.bff.ended).toBe(0);
    await more();

    // The database's machine dies. The virtual address goes to the standby, which takes over.
    const died = performance.now();
    primary.kill();
    database.lead([targetOf(standby.adminUrl)], { cut: true });
    await promote(standby);
    await more(1);
    const backAfter = (performance.now() - died) / 1000;
    await more();

    // A replica dies too, and is started again.
    replicas.lead([renewed.target]);
    other.bff.kill('SIGKILL');
    await more();
    const again = await startReplica();
    replicas.lead([renewed.target, again.target]);
    await more();

    isNight = false;
    await load;
    await ledger.finish(user);
    const after = openPostgres(behind(url, database));
    const verified = () => verifyAudit({ database: after, ...secrets, now: Date.now });
    await vi.waitFor(
      async () => expect(await verified()).toMatchObject({ faults: [], rows: [], unsealed: 0 }),
      PATIENCE,
    );
    const { lost, doubled } = await ledger.compare(after, secrets.digester);
    await after.close();
    process.stdout.write(
      `failover: ${ledger.acknowledged()} acknowledged, ${lost.length} lost, ${doubled.length} doubled, back after ${backAfter.toFixed(1)} s\n`,
    );
    expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
    expect(backAfter).toBeLessThan(BACK_WITHIN);
  }, 900_000);
});

/** The URL in the form of `primary_conninfo`. */
function connectionOf(url: string): string {
  const { hostname, port, username, password } = new URL(url);
  return `host=${hostname} port=${port} user=${username} password=${password}`;
}

function behind(url: string, { port }: Balancer): string {
  const { hostname, port: direct } = new URL(url);
  return url.replace(`${hostname}:${direct}`, `127.0.0.1:${port}`);
}

async function promote({ adminUrl }: ClusterServer): Promise<void> {
  const database = openPostgres(adminUrl);
  await sql`select pg_promote()`.execute(database.kysely);
  await database.close();
}
