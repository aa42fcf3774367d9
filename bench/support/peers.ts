/** The packages of the peers: installed into `bench/node_modules` when they are first needed, or when their lock file has changed. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { Say } from './progress.ts';

export const benchFolder = fileURLToPath(new URL('..', import.meta.url));

const versionsOf = (file: string): Record<string, string> => {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
    packages: Record<string, { version?: string; optional?: boolean }>;
  };
  return Object.fromEntries(
    Object.entries(packages).flatMap(([path, { version, optional }]) =>
      path && version && !optional ? [[path, version]] : [],
    ),
  );
};

export function installPeers(say: Say): void {
  const installed = `${benchFolder}node_modules/.package-lock.json`;
  const isCurrent =
    existsSync(installed) &&
    isDeepStrictEqual(versionsOf(installed), versionsOf(`${benchFolder}package-lock.json`));
  if (isCurrent) return;
  say('installing what we are measured beside (npm ci in bench/)');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: benchFolder,
    stdio: ['ignore', 2, 2],
  });
}
