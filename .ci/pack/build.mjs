/** Makes the folder of each package under dist/packages: compiled modules with types, the elements' bundle, copied files, the manifest. Needs dist/widget. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ELEMENTS, output, PACKAGES, root } from './packages.mjs';

const UNTRACKED = /\.quick\./; // results of short benchmarks

rmSync(output, { recursive: true, force: true });
for (const { manifest, project, copies } of PACKAGES) {
  const folder = join(output, manifest.name);
  mkdirSync(folder, { recursive: true });
  // `npm run verify:types` has checked the types.
  const tsc = [join(root, 'node_modules/typescript/bin/tsc'), '-p', project, '--noCheck'];
  execFileSync(process.execPath, tsc, { cwd: root, stdio: 'inherit' });
  for (const [to, from] of Object.entries(copies))
    cpSync(join(root, from), join(folder, to), {
      recursive: true,
      filter: (path) => !UNTRACKED.test(path),
    });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

// For webpack 4, which knows neither `exports` nor newer syntax: with lit inside, which is newer than ES2019 too.
await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(
    Object.entries(ELEMENTS).map(([name, source]) => [name, `widget/${source}.ts`]),
  ),
  outdir: join(output, 'unit-certification'),
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2019',
  sourcemap: true,
  conditions: ['production'],
});
