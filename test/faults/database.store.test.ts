/** A database that is down, restarts, crashes or has no disk space: the answers to users meanwhile, and recovery without help. */
import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { uscc } from '../support/people.ts';
import { createDatabase, startPostgres } from '../support/postgres.ts';
import { PATIENCE, readiness, spawnServe, startServe, type ServeProcess } from '../support/serve.ts';
import { createLedger, registerUnits } from './support/ledger.ts';
import { longDescribe, longIt } from './support/long.ts';
import { createStage, userOf, type Stage } from './support/stage.ts';

/** The service is back within this time. Milliseconds. */
const BACK_WITHIN = 10_000;
/** For tests that mount a file system to fill it, which only root may. */
const asRoot = process.getuid?.() === 0 ? longIt : undefined;

/** Repeats until a submission succeeds; resolves to the duration. */
async function untilBack(user: ReturnType<typeof userOf>, unit: string, key: string): Promise<number> {
  const start = performance.now();
  await vi.waitFor(
    async () => expect(await user.submit({ unit, key })).toMatchObject({ status: 200 }),
    PATIENCE,
  );
  return performance.now() - start;
}

describe('a database', () => {
  let stage: Stage;
  let bff: ServeProcess;
  let user: ReturnType<typeof userOf>;
  beforeAll(async () => {
    stage = await createStage();
    bff = await startServe(await stage.environment());
    user = userOf(bff.url, stage.secret);
  });
  afterAll(async () => {
    bff.kill('SIGKILL');
    await stage.close();
  });

  it('that is down: 503 with Retry-After; back in ten seconds, and the key gives one result', async () => {
    const [unit, key] = [uscc(1), randomUUID()];
    await stage.register(unit);
    stage.proxy.down();
    const refused = await user.submit({ unit, key });
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(refused.headers.get('Retry-After')).toBe('5');
    expect(await readiness(bff)).toEqual({ status: 503, retryAfter: '5' });
    stage.proxy.restore();
    expect(await untilBack(user, unit, key)).toBeLessThan(BACK_WITHIN);
    expect(await user.submit({ unit, key })).toMatchObject({ body: { outcome: 'certified' } });
    expect(await stage.attempts(unit)).toEqual([{ outcome: 'certified' }]);
    expect(await readiness(bff)).toMatchObject({ status: 200 });
  });

  it('whose answer is lost: the submission was recorded, and its key gives the same result', async () => {
    const [unit, key] = [uscc(2), randomUUID()];
    await stage.register(unit);
    const { kysely } = stage.database;
    await sql`create function linger() returns trigger language plpgsql as
      $$begin perform pg_sleep(2); return null; end$$`.execute(kysely);
    await sql`create trigger linger after insert on submission execute function linger()`.execute(kysely);
    const refused = user.submit({ unit, key });
    await vi.waitFor(async () => {
      const { rows } = await sql`select from pg_stat_activity where wait_event = 'PgSleep'
        and datname = current_database()`.execute(kysely);
      expect(rows).toHaveLength(1);
    }, PATIENCE);
    stage.proxy.cut();
    expect(await refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    await vi.waitFor(async () => expect(await stage.attempts(unit)).toHaveLength(1), PATIENCE);
    await sql`drop trigger linger on submission`.execute(kysely);
    expect(await user.submit({ unit, key })).toMatchObject({ status: 200, body: { outcome: 'certified' } });
    expect(await stage.attempts(unit)).toEqual([{ outcome: 'certified' }]);
  });

  it('on a slow connection: everything takes longer, and nothing fails', async () => {
    const unit = uscc(4);
    await stage.register(unit);
    stage.proxy.delay(150);
    const start = performance.now();
    expect(await user.submit({ unit })).toMatchObject({ status: 200, body: { outcome: 'certified' } });
    expect(performance.now() - start).toBeGreaterThan(300); // at least one round trip
    expect(await readiness(bff)).toMatchObject({ status: 200 });
    stage.proxy.restore();
  });

  it('without disk space: writes are refused, reads work; with space again, everything works', async () => {
    const [unit, key] = [uscc(3), randomUUID()];
    await stage.register(unit);
    const { kysely } = stage.database;
    // The error of PostgreSQL when it cannot extend a file.
    await sql`create function no_room() returns trigger language plpgsql as
      $$begin raise exception 'could not extend file' using errcode = 'disk_full'; end$$`.execute(kysely);
    await sql`create trigger no_room before insert on submission execute function no_room()`.execute(kysely);
    expect(await user.submit({ unit, key })).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(await user.status(unit)).toMatchObject({ status: 200 });
    expect(await stage.attempts(unit)).toEqual([]);
    await sql`drop trigger no_room on submission`.execute(kysely);
    expect(await user.submit({ unit, key })).toMatchObject({ status: 200, body: { outcome: 'certified' } });
    expect(await stage.attempts(unit)).toEqual([{ outcome: 'certified' }]);
  });
});

/** Needs a server that a test may crash, and a file system that it may fill. */
longDescribe?.('a server of its own', () => {
  longIt?.('that crashes under load: no acknowledged submission is lost or recorded twice', async () => {
    const server = await startPostgres();
    const stage = await createStage(server.adminUrl);
    const most = 20_000;
    await registerUnits(stage.database, stage.secrets.digester, most);
    const bff = await startServe(await stage.environment({ LIMIT_PERSON_PER_DAY: '0', LOG_LEVEL: 'warn' }));
    const user = userOf(bff.url, stage.secret);
    const ledger = createLedger(most);
    const enough = 2_000;
    const crash = async (at: number) => {
      await vi.waitFor(() => expect(ledger.acknowledged()).toBeGreaterThan(at), PATIENCE);
      const { rows } = await sql<{ pid: number }>`
        select pid from pg_stat_activity where application_name = 'unit-certification' and pid <> pg_backend_pid()
        limit 1`.execute(stage.database.kysely);
      process.kill(rows[0]!.pid, 'SIGKILL'); // PostgreSQL then ends all others and recovers
    };
    await Promise.all([ledger.submit(user, enough), crash(enough / 4).then(() => crash(enough / 2))]);
    await ledger.finish(user);
    expect(ledger.acknowledged()).toBeGreaterThanOrEqual(enough);
    expect(await ledger.compare(stage.database, stage.secrets.digester)).toEqual({ lost: [], doubled: [] });
    bff.kill('SIGTERM');
    expect(await bff.ended).toBe(0);
    await stage.close();
    await server.stop();
  });

  asRoot?.('whose disk is full: writes are refused, reads work, and it recovers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'full-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300m,mode=1777', 'tmpfs', folder]);
    const usual = process.env['TMPDIR'];
    process.env['TMPDIR'] = folder;
    const server = await startPostgres().finally(() => {
      if (usual === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = usual;
    });
    const stage = await createStage(server.adminUrl);
    const [unit, key] = [uscc(1), randomUUID()];
    await stage.register(unit);
    const bff = await startServe(await stage.environment());
    const user = userOf(bff.url, stage.secret);
    const ballast = join(folder, 'ballast');
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    // Until the free space inside of files is used up too.
    await vi.waitFor(async () => {
      const grow = sql`create table filler as select repeat('x', 8000) as x from generate_series(1, 1000)`;
      await expect(grow.execute(stage.database.kysely)).rejects.toMatchObject({ code: '53100' });
    }, PATIENCE);
    expect(await user.status(unit)).toMatchObject({ status: 200 });
    const told = await user.submit({ unit, key });
    expect([200, 503]).toContain(told.status); // a page that has room takes one more row
    rmSync(ballast);
    expect(await untilBack(user, unit, key)).toBeLessThan(BACK_WITHIN);
    expect(await stage.attempts(unit)).toEqual([{ outcome: 'certified' }]);
    bff.kill('SIGKILL');
    await stage.close();
    await server.stop();
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  });

  longIt?.('that is empty while five replicas start at once: one migrates it, the others wait', async () => {
    const stage = await createStage();
    const { url, drop } = await createDatabase();
    const replicas = await Promise.all(
      Array.from({ length: 5 }, async () =>
        spawnServe({ ...(await stage.environment()), DATABASE_URL: url }),
      ),
    );
    const ready = await Promise.all(replicas.map((replica) => replica.said('ready')));
    const migrations = ready.map(({ migrated }) => migrated as string[]);
    expect(migrations.filter(({ length }) => length > 0)).toHaveLength(1);
    for (const replica of replicas) replica.kill('SIGTERM');
    expect(await Promise.all(replicas.map(({ ended }) => ended))).toEqual([0, 0, 0, 0, 0]);
    await drop();
    await stage.close();
  });
});
