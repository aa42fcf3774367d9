/** The portals' libraries, installed once for each set of versions into node_modules/.cache; React and its router, which ship no script for pages, become one. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const manifest = fileURLToPath(new URL('libraries/package.json', import.meta.url));
const cache = fileURLToPath(new URL('../../node_modules/.cache/unit-certification', import.meta.url));

const REACT = `import * as React from 'react';
import * as ReactDOM from 'react-dom';
import { createRoot } from 'react-dom/client';
import * as ReactRouter from 'react-router';
Object.assign(window, { React, ReactDOM: { ...ReactDOM, createRoot }, ReactRouter });`;

/** Their folder, a node_modules. */
export async function installLibraries(): Promise<string> {
  const versions = createHash('sha256').update(readFileSync(manifest)).digest('hex');
  const folder = join(cache, `hosts-${versions.slice(0, 12)}`);
  const installed = join(folder, 'node_modules');
  if (existsSync(folder)) return installed;
  const staging = `${folder}.staging`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  copyFileSync(manifest, join(staging, 'package.json'));
  execFileSync('npm', ['install', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: staging,
    stdio: 'inherit',
  });
  await build({
    stdin: { contents: REACT, resolveDir: staging },
    outfile: join(staging, 'node_modules/react.page.js'),
    bundle: true,
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  renameSync(staging, folder);
  return installed;
}

/** The version that `package.json` pins, which may give it another name: `npm:jquery@1.12.4`. */
export function versionOf(name: string): string {
  const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return dependencies[name]!.split('@').at(-1)!;
}
