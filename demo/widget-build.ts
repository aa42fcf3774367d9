/** Builds the widget when there is none, or when its sources are newer than what was built. */
import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './settings.ts';

const SOURCES = ['widget', 'bff/contract', 'rollup.config.mjs'];
const BUILT = 'dist/widget/manifest.json';

const changedAt = async (path: string): Promise<number> => {
  const entry = await stat(path).catch(() => undefined);
  if (!entry) return 0;
  if (!entry.isDirectory()) return entry.mtimeMs;
  const inside = await readdir(path, { recursive: true, withFileTypes: true });
  const times = inside
    .filter((each) => each.isFile())
    .map(async (each) => (await stat(join(each.parentPath, each.name))).mtimeMs);
  return Math.max(0, ...(await Promise.all(times)));
};

export async function widgetIsCurrent(): Promise<boolean> {
  const sources = await Promise.all(SOURCES.map((path) => changedAt(join(ROOT, path))));
  return (await changedAt(join(ROOT, BUILT))) > Math.max(...sources);
}

/** Throws with the bundler's output when the build fails. */
export function buildWidget(): Promise<void> {
  return new Promise((resolve, reject) => {
    const rollup = join(ROOT, 'node_modules/rollup/dist/bin/rollup');
    const build = spawn(process.execPath, [rollup, '-c', 'rollup.config.mjs', '--silent'], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    build.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    build.on('error', reject);
    build.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`The widget does not build:\n${said}`)),
    );
  });
}
