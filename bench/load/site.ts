/** Prepares a database with a registry and a site by the command line, as an operator does. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { writeRegistryFiles } from '../registry-file.ts';
import { root } from '../server/sides.ts';
import { ORIGIN, SITE } from '../server/units.ts';

export interface Prepared {
  /** For `serve`. */
  env: Record<string, string>;
  secret: string;
}

export async function prepareSite(options: {
  databaseUrl: string;
  folder: string;
  rows: number;
  webhook?: string;
}): Promise<Prepared> {
  const file = join(options.folder, 'registry.csv');
  await writeRegistryFiles(options.rows, { utf8: file });
  const env = {
    DATABASE_URL: options.databaseUrl,
    MASTER_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    LIMIT_REQUESTS_PER_10S: '1000000', // high, because all visitors come from one address
    LIMIT_SERVER_REQUESTS_PER_10S: '1000000',
    WEBHOOK_ALLOW: '127.0.0.1',
    LOG_LEVEL: 'warn',
  };
  const cli = (...words: string[]) =>
    execFileSync(process.execPath, ['bff/cli/main.ts', ...words], {
      cwd: root,
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();
  cli('migrate');
  cli('import', 'registry', file);
  const added = cli(
    ...['site', 'add', SITE, '--origin', ORIGIN, '--hs256', '--json'],
    ...(options.webhook === undefined ? [] : ['--webhook', options.webhook]),
  );
  return { env, secret: (JSON.parse(added) as { secret: string }).secret };
}
