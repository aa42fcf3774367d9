/** Builds dist/widget, for programs that need it and are no tests. */
import { spawnSync } from 'node:child_process';
import { root } from './suites.ts';

export const BUILD_WIDGET = ['node_modules/rollup/dist/bin/rollup', '-c', 'rollup.config.mjs', '--silent'];

/** Ends the program when it fails. */
export function buildWidget(): void {
  const { status } = spawnSync(process.execPath, BUILD_WIDGET, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
