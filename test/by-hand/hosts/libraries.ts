/** The portals' libraries, installed once for each set of versions into node_modules/.cache; React and its router, which ship no script for pages, become one. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const manifest = fileURLToPath(new URL('libraries/package.json', import.meta.url));
const cache = fileURLToPath(new URL('../../../node_modules/.cache/unit-certification', import.meta.url));

const REACT = `import * as React from 'react';
import * as ReactDOM from 'react-dom';
import { createRoot } from 'react-dom/client';
import * as ReactRouter from 'react-router';
Object.assign(window, { React, ReactDOM: { ...ReactDOM, createRoot }, ReactRouter });`;

/** Their folder, a node_modules. Peers are not looked at: Element UI wants the Vue 2 that is here under another name. */
export async function installLibraries(): Promise<string> {
  const versions = createHash('sha256').update(readFileSync(manifest)).digest('hex');
  const folder = join(cache, `hosts-${versions.slice(0, 12)}`);
  const installed = join(folder, 'node_modules');
  if (existsSync(folder)) return installed;
  const staging = `${folder}.staging`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  copyFileSync(manifest, join(staging, 'package.json'));
  execFileSync(
    'npm',
    ['install', '--no-package-lock', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'],
    {
      cwd: staging,
      stdio: 'inherit',
    },
  );
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

/** The files of each library, in the order of loading. React's router comes with React. */
const FILES: Record<string, readonly string[]> = {
  '@micro-zoe/micro-app': ['@micro-zoe/micro-app/lib/index.umd.js'],
  '@tailwindcss/browser': ['@tailwindcss/browser/dist/index.global.js'],
  antd: ['antd/dist/reset.css', 'dayjs/dayjs.min.js', 'antd/dist/antd.min.js'],
  bootstrap: ['bootstrap/dist/css/bootstrap.css', 'bootstrap/dist/js/bootstrap.bundle.js'],
  bootstrap3: ['bootstrap3/dist/css/bootstrap.css', 'bootstrap3/dist/js/bootstrap.js'],
  'element-plus': ['element-plus/dist/index.css', 'element-plus/dist/index.full.min.js'],
  'element-ui': ['element-ui/lib/theme-chalk/index.css', 'element-ui/lib/index.js'],
  jquery: ['jquery/dist/jquery.min.js'],
  'jquery-ui': ['jquery-ui/dist/themes/base/jquery-ui.css', 'jquery-ui/dist/jquery-ui.js'],
  jquery1: ['jquery1/dist/jquery.min.js'],
  layui: ['layui/dist/css/layui.css', 'layui/dist/layui.js'],
  qiankun: ['qiankun/dist/index.umd.min.js'],
  react: ['react.page.js'],
  'react-router': [],
  vue: ['vue/dist/vue.global.prod.js'],
  'vue-router3': ['vue-router3/dist/vue-router.js'],
  'vue-router': ['vue-router/dist/vue-router.global.prod.js'],
  vue2: ['vue2/dist/vue.min.js'],
  wujie: ['wujie/lib/index.js'],
  'zone.js': ['zone.js/bundles/zone.umd.js'],
};

/** Paths within the libraries' node_modules. */
export const filesOf = (library: string): readonly string[] => FILES[library]!;

/** The version that `package.json` pins, which may give it another name: `npm:jquery@1.12.4`. */
export function versionOf(name: string): string {
  const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return dependencies[name]!.split('@').at(-1)!;
}
