/** The packages as `npm run pack` makes them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const packed = join(root, 'dist/packages');

export const NAMES = ['unit-certification', 'unit-certification-server', 'unit-certification-bff'] as const;
export type Name = (typeof NAMES)[number];

export interface Manifest {
  name: string;
  version: string;
  exports: Record<string, { default: string }>;
  customElements: string;
  dependencies: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

export const product = readJson(join(root, 'package.json')) as Manifest;

export const archiveOf = (name: Name) => join(packed, `${name}-${product.version}.tgz`);
/** The software bill of materials. */
export const billOf = (name: Name) => join(packed, `${name}-${product.version}.cdx.json`);

/** `npm run pack` without the build of the widget. */
export function pack(): void {
  for (const script of ['build', 'pack'])
    execFileSync(process.execPath, [`.ci/pack/${script}.mjs`], { cwd: root, encoding: 'utf8' });
}

/** Unpacks each package into the `node_modules` of a project. */
export function unpackInto(project: string): void {
  for (const name of NAMES) {
    const folder = join(project, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    execFileSync('tar', ['-xzf', archiveOf(name), '--strip-components=1', '-C', folder]);
  }
}
