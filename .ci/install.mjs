/**
 * Installs the packages of package-lock.json into node_modules. `npm start`, `npm test` and others run it first, so that a fresh clone needs no
 * other command. When nothing has changed it takes milliseconds. It uses only built-in modules and syntax of Node.js 20, because it runs before
 * the pinned Node.js is installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.installed`;

const lockHash = () => {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', '.npmrc']) {
    if (existsSync(root + file)) hash.update(file).update(readFileSync(root + file));
  }
  return hash.digest('hex');
};

/** npm stores a copy of the lock file when it has installed, so after `npm install X` by hand no second install is needed. */
const npmInstalledThisLock = () => {
  const hidden = `${root}node_modules/.package-lock.json`;
  if (!existsSync(hidden)) return false;
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional) return true; // optional ones depend on the platform
    return installed[path]?.version === entry.version && installed[path]?.integrity === entry.integrity;
  });
};

const hash = lockHash();
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) {
  if (!npmInstalledThisLock()) {
    console.error(
      'Installing dependencies (npm ci): package-lock.json has changed or this is a fresh clone.',
    );
    const started = Date.now();
    const npm = process.env.npm_execpath; // the npm that runs this script
    const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []];
    const { status, error } = spawnSync(
      command,
      [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: root,
        stdio: ['ignore', 2, 2], // standard output belongs to the command that is run (`--json`)
      },
    );
    if (error) console.error(error.message);
    if (status !== 0) process.exit(status ?? 1);
    console.error(`Dependencies installed in ${Math.round((Date.now() - started) / 1000)} s.`);
  }
  writeFileSync(stamp, hash);
}
