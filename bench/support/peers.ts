/** Installs the peers' packages into `bench/node_modules` when they are missing, or `bench/package.json` has other versions. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Say } from './progress.ts';

export const benchFolder = fileURLToPath(new URL('..', import.meta.url));

/** Whether all packages of `package.json` are there in their exact versions. */
function isInstalled(): boolean {
  const { dependencies } = JSON.parse(readFileSync(`${benchFolder}package.json`, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return Object.entries(dependencies).every(([name, version]) => {
    const file = `${benchFolder}node_modules/${name}/package.json`;
    return (
      existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version === version
    );
  });
}

export function installPeers(say: Say): void {
  if (isInstalled()) return;
  say('installing the peers (npm install in bench/)');
  execFileSync('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: benchFolder,
    stdio: ['ignore', 2, 2],
  });
}
