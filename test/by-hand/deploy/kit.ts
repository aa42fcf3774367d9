/** The folder that an operator prepares on a machine with internet: configuration, secrets, and the releases to install. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { section } from './document.ts';
import { registryFile } from './load.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Lines that an operator adds to `environment` here: all load comes from one address and aims at one person. */
const TRIAL = 'LIMIT_IP_PER_HOUR=0\nLIMIT_PERSON_PER_DAY=0\n';

/** Versions that exist only here: this one with one more migration each. */
export const NEXT = '0.1.1';
export const AFTER_NEXT = '0.1.2';

const inFolder = (cwd: string, code: string) => execFileSync('bash', ['-euc', code], { cwd, stdio: 'pipe' });

/** Makes FOLDER/kit with the releases of three versions, and FOLDER/load.csv. */
export function prepareKit(folder: string): void {
  copyFileSync(packed(), join(folder, 'unit-certification-bff-0.1.0.tgz'));
  for (const { code } of section('准备安装包')) inFolder(folder, code);
  appendFileSync(join(folder, 'kit/environment'), TRIAL);
  writeFileSync(join(folder, 'load.csv'), registryFile());
  const [first, second] = [
    { name: '0002-a-note', statement: 'alter table submission add column note text' },
    { name: '0003-no-note', statement: 'alter table submission drop column note' },
  ];
  releaseLater(folder, NEXT, [first]);
  releaseLater(folder, AFTER_NEXT, [first, second]);
}

/** The archive of the BFF's package: that of `npm run pack`, or the given one. */
function packed(): string {
  const given = process.env['DEPLOY_PACKAGE'];
  if (given) return given;
  execFileSync('npm', ['run', '--silent', 'pack'], { cwd: root, stdio: 'pipe' });
  return globSync('dist/packages/unit-certification-bff-*.tgz', { cwd: root }).map((name) =>
    join(root, name),
  )[0]!;
}

/** A later version of FOLDER/release: as an archive in the kit. */
function releaseLater(
  folder: string,
  version: string,
  migrations: readonly { name: string; statement: string }[],
): void {
  const later = join(folder, version);
  execFileSync('cp', ['-a', join(folder, 'release'), later]);
  const [file] = globSync('node_modules/unit-certification-bff/**/database/migrate.js', { cwd: later });
  const path = join(later, file!);
  const text = readFileSync(path, 'utf8');
  const entries = migrations.map(
    ({ name, statement }) =>
      `'${name}': { up: async (db) => void (await sql.raw(${JSON.stringify(statement)}).execute(db)) },`,
  );
  const more = text.replace(/'0001-initial': initial,/, (entry) => [entry, ...entries].join('\n    '));
  if (more === text) throw new Error(`${path} has no list of migrations`);
  writeFileSync(path, more);
  execFileSync('tar', [
    '-czf',
    join(folder, 'kit', `unit-certification-${version}.tar.gz`),
    '-C',
    later,
    '.',
  ]);
  rmSync(later, { recursive: true });
}
