/** The Debian that all machines begin with: a folder with the packages that deploy.md names, made once and kept. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { allBlocks } from './document.ts';

const FOLDER = '/var/cache/unit-certification-deploy/debian';

/** A machine needs these to start at all. */
const BASE = ['systemd', 'systemd-sysv', 'dbus', 'iproute2', 'ca-certificates', 'openssl'];

const MIRROR = 'http://deb.debian.org';
const SOURCES = [
  `deb ${MIRROR}/debian trixie main`,
  `deb ${MIRROR}/debian trixie-updates main`,
  `deb ${MIRROR}/debian-security trixie-security main`,
];

/** The packages that the document installs. Its first step for PostgreSQL, no cluster of Debian's own, must come before. */
const packages = (): string[] => [
  ...new Set(
    allBlocks().flatMap(({ code }) =>
      [...code.matchAll(/^apt-get install -y (.+)$/gm)].flatMap(([, names]) => names!.split(' ')),
    ),
  ),
];

const NO_CLUSTER =
  'mkdir -p "$1/etc/postgresql-common/createcluster.d"; echo "create_main_cluster = false" >"$1/etc/postgresql-common/createcluster.d/none.conf"';

/** Returns the folder. */
export function makeImage(): string {
  const wanted = [...BASE, ...packages()].join(',');
  const stamp = `${FOLDER}/packages`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return FOLDER;
  console.log('Installing Debian with the packages of deploy.md, once: two to five minutes');
  const apt = { stdio: 'ignore' as const, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  execFileSync('apt-get', ['update'], apt);
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'mmdebstrap'], apt);
  const making = `${FOLDER}.new`;
  mkdirSync(dirname(FOLDER), { recursive: true });
  for (const old of [FOLDER, making]) rmSync(old, { recursive: true, force: true });
  execFileSync(
    'mmdebstrap',
    [
      '--quiet',
      '--variant=minbase',
      `--setup-hook=${NO_CLUSTER}`,
      `--include=${wanted}`,
      'trixie',
      making,
      ...SOURCES,
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  writeFileSync(`${making}/packages`, wanted);
  renameSync(making, FOLDER);
  return FOLDER;
}
