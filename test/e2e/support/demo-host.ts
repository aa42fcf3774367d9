/**
 * Vitest global setup of the suite: a server with the things that test files share, each made at the first request. `/shared`: a
 * running demo for files that do not change its accounts. `/prepared`: a data folder after a first start, for files that need
 * fresh accounts.
 */
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDemo, type Demo, type DemoPlace } from './demo.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL of `demo-host.ts`. */
    demoHost: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'demo-host-'));
  await chmod(folder, 0o711); // PostgreSQL's user passes through it
  let shared: Promise<Demo> | undefined;
  let prepared: Promise<DemoPlace> | undefined;

  const answerTo = async (path: string | undefined): Promise<DemoPlace> => {
    if (path === '/prepared') return (prepared ??= prepare(join(folder, 'prepared')));
    const { ports, dataDir } = await (shared ??= startDemo({ DATA_DIR: join(folder, 'shared') }));
    return { ports, dataDir };
  };
  const host = createServer((request, response) => {
    answerTo(request.url).then(
      (place) => response.end(JSON.stringify(place)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await once(host.listen(0, '127.0.0.1'), 'listening');
  project.provide('demoHost', `http://127.0.0.1:${(host.address() as AddressInfo).port}`);

  return async () => {
    host.close();
    await shared?.then(({ stop }) => stop()).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  };
}

async function prepare(dataDir: string): Promise<DemoPlace> {
  const { ports, stop } = await startDemo({ DATA_DIR: dataDir });
  await stop();
  return { ports, dataDir };
}
