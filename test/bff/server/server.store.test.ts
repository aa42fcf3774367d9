/** SIGTERM while a proxy keeps its connections busy: every request is answered, and the process ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { PROFILE_ENV } from '../../support/keys.ts';
import { PATIENCE } from '../../support/serve.ts';

const MAIN = fileURLToPath(new URL('../../../bff/cli/main.ts', import.meta.url));

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** The answer's status, and whether the connection stays open. Rejects without an answer. */
const ask = (port: number, agent: Agent) =>
  new Promise<{ status: number | undefined; connection: string | undefined }>((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path: '/readyz', agent }, (response) => {
      response.resume().on('end', () => {
        resolve({ status: response.statusCode, connection: response.headers.connection });
      });
    });
    asked.on('error', reject).end();
  });

describe('a place where the service cannot listen', () => {
  it.each([
    ['no such host', 'HOST must be an address of this machine'],
    ['127.0.0.1:80', 'HOST must be an address of this machine'],
    ['"127.0.0.1"', 'HOST is in quotation marks'],
  ])('is told by its variable: HOST=%s', async (host, told) => {
    const test = await createDatabase();
    onTestFinished(() => test.drop());
    const bff = spawn(process.execPath, [MAIN, 'serve'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        ...PROFILE_ENV,
        HOST: host,
        PORT: '0',
        DATABASE_URL: test.url,
        MASTER_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
      },
    });
    let said = '';
    bff.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(bff, 'close')) as [number | null];
    expect(code).toBe(1);
    expect(said).toContain(told);
    expect(said).not.toContain('DATABASE_URL');
  });
});

describe('SIGTERM', () => {
  let test: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    test = await createDatabase();
    folder = mkdtempSync(join(tmpdir(), 'unit-certification-drain-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await test.drop();
  });

  it('closes keep-alive connections with their next answer', async () => {
    const port = await freePort();
    const bff = spawn(process.execPath, [MAIN, 'serve'], {
      stdio: 'ignore',
      env: {
        ...process.env,
        PORT: String(port),
        DATABASE_URL: test.url,
        ...PROFILE_ENV,
        DATA_DIR: folder,
        MASTER_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
      },
    });
    const ended = new Promise<number | null>((resolve) => bff.once('exit', resolve));
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    try {
      await vi.waitFor(async () => expect(await ask(port, agent)).toMatchObject({ status: 200 }), PATIENCE);
      let answered = 0;
      let unanswered = 0;
      let last: string | undefined;
      const busy = Promise.all(
        Array.from({ length: 4 }, async () => {
          for (;;) {
            try {
              const { status, connection } = await ask(port, agent);
              expect(status).toBe(200);
              answered++;
              last = connection;
            } catch (error) {
              if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') unanswered++;
              return;
            }
          }
        }),
      );
      await vi.waitFor(() => expect(answered).toBeGreaterThan(50), PATIENCE);
      bff.kill('SIGTERM');
      const code = await Promise.race([ended, sleep(10_000).then(() => 'still running')]);
      expect(code).toBe(0);
      await busy;
      expect(last).toBe('close');
      expect(unanswered).toBe(0);
    } finally {
      agent.destroy();
      bff.kill('SIGKILL');
    }
  });
});
