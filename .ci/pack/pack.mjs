/**
 * Packs the folders of `build.mjs`: dist/packages/NAME-VERSION.tgz, and beside it NAME-VERSION.cdx.json, its software bill of materials
 * (CycloneDX): what an installation has, in the versions of package-lock.json. The same commit gives the same bytes.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { output, PACKAGES, root } from './packages.mjs';

const LOCK = 'package-lock.json';

for (const { manifest, kind } of PACKAGES) {
  const folder = join(output, manifest.name);
  const npm = (...args) => execFileSync('npm', args, { cwd: folder, encoding: 'utf8' });
  npm('pack', '--silent', '--ignore-scripts', '--pack-destination', output);

  copyFileSync(join(root, LOCK), join(folder, LOCK));
  npm('install', '--package-lock-only', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'); // leaves this package's part of it
  const options = ['--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', kind];
  const sbom = JSON.parse(npm('sbom', ...options));
  rmSync(join(folder, LOCK));
  // Both are optional, and differ in each run.
  delete sbom.serialNumber;
  delete sbom.metadata.timestamp;
  const name = `${manifest.name}-${manifest.version}`;
  writeFileSync(join(output, `${name}.cdx.json`), `${JSON.stringify(sbom, null, 2)}\n`);
  const { length } = readFileSync(join(output, `${name}.tgz`));
  console.log(
    `${name}.tgz  ${Math.round(length / 1000)} kB, installs ${sbom.components.length + 1} packages`,
  );
}
