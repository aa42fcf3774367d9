/**
 * A backup of the running database is put back after a crash: it holds every submission that was acknowledged before it began, its events
 * verify, and the service goes on with it.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { migrate } from '../../bff/database/migrate.ts';
import { openPostgres } from '../../bff/database/postgres.ts';
import { readHead } from '../../bff/events/chain-head.ts';
import { verifyAudit } from '../../bff/events/verify.ts';
import {
  backUp,
  createCluster,
  createDatabase,
  freePort,
  startCluster,
  type Cluster,
  type ClusterServer,
} from '../support/postgres.ts';
import { PATIENCE, startServe } from '../support/serve.ts';
import { createLedger, registerUnits } from './support/ledger.ts';
import { addPortal, newSecrets, userOf } from './support/stage.ts';

/** Acknowledged submissions before the backup; as many come during it and after it. */
const SUBMISSIONS = 200;

describe('a backup that was made before a kill -9', () => {
  let cluster: Cluster;
  let crashing: ClusterServer;
  let restored: ClusterServer | undefined;

  beforeAll(async () => {
    cluster = await createCluster();
    crashing = await startCluster(cluster, { wal_keep_size: '1GB' });
  });
  afterAll(async () => {
    await Promise.all([crashing.stop(), restored?.stop()]);
  });

  it('is whole when it is put back, lacks nothing of before, and serves', async () => {
    const most = 50 * SUBMISSIONS;
    const { url } = await createDatabase(crashing.adminUrl);
    const database = openPostgres(url);
    await migrate(database);
    const secrets = await newSecrets(database);
    const secret = await addPortal(database, secrets);
    await registerUnits(database, secrets.digester, 3 * most);
    const environment = async (databaseUrl: string) => ({
      PORT: String(await freePort()),
      DATABASE_URL: databaseUrl,
      MASTER_KEYS: secrets.masterKeys,
      LIMIT_REQUESTS_PER_10S: '0',
      LIMIT_PERSON_PER_DAY: '0',
    });
    const sealed = () =>
      vi.waitFor(async () => {
        const report = await verifyAudit({ database, ...secrets, now: Date.now });
        expect(report).toMatchObject({ faults: [], rows: [], unsealed: 0 });
      }, PATIENCE);

    const bff = await startServe(await environment(url));
    const user = userOf(bff.url, secret);
    const before = createLedger(most);
    await before.submit(user, SUBMISSIONS);
    await sealed();
    const earlierHead = (await readHead(database, secrets.keys))!;

    // During the backup and after it, submissions go on.
    const later = createLedger(most, most / 2);
    const load = later.submit(user, Infinity);
    const backup = await backUp(cluster, crashing.adminUrl);
    const enough = later.acknowledged() + SUBMISSIONS;
    await vi.waitFor(() => expect(later.acknowledged()).toBeGreaterThan(enough), PATIENCE);
    await vi.waitFor(async () => {
      const head = await readHead(database, secrets.keys);
      expect(head!.position).toBeGreaterThan(earlierHead.position + enough);
    }, PATIENCE);
    const lastHead = (await readHead(database, secrets.keys))!;
    await database.close();
    bff.kill('SIGKILL');
    crashing.kill();
    await load;

    restored = await startCluster(backup);
    const { pathname } = new URL(url);
    const restoredUrl = Object.assign(new URL(restored.adminUrl), { pathname }).href;
    const put = openPostgres(restoredUrl);
    const whole = await verifyAudit({ database: put, ...secrets, now: Date.now }, [earlierHead, lastHead]);
    expect(whole).toMatchObject({ faults: [], rows: [] });
    // The backup is older than the head that was kept last: that is told, for what came after it is lost.
    expect(whole.heads.faults).toEqual([{ position: lastHead.position, fault: 'missing' }]);
    expect(await before.compare(put, secrets.digester)).toEqual({ lost: [], doubled: [] });

    const again = await startServe(await environment(restoredUrl));
    await later.finish(userOf(again.url, secret));
    await createLedger(most, most).submit(userOf(again.url, secret), 16);
    again.kill('SIGTERM');
    expect(await again.ended).toBe(0);
    expect(await verifyAudit({ database: put, ...secrets, now: Date.now }, [earlierHead])).toMatchObject({
      faults: [],
      rows: [],
      heads: { faults: [] },
    });
    await put.close();
  }, 300_000);
});
