/** Builds the stacks, and lists the tag, scripts and styles of each. Vite bundles the peers for production. */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { build } from 'vite';
import { benchFolder } from '../support/peers.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Variant {
  name: string;
  label: string;
  /** The folder of the built files below the server's root. */
  folder: string;
  /** The HTML in the page's body. */
  tag: string;
  scripts: readonly string[];
  styles: readonly string[];
  /** The key that ends a typed date. In a plain field Enter would send the form. */
  dateKey: 'Enter' | 'Tab';
}

const PEERS = [
  { name: 'plain-lit', label: 'plain Lit, by hand', tag: '<plain-certification></plain-certification>' },
  { name: 'shoelace', label: 'Lit + Shoelace', tag: '<shoelace-certification></shoelace-certification>' },
  { name: 'element-plus', label: 'Vue + Element Plus', tag: '<div id="peer"></div>' },
  { name: 'antd', label: 'React + antd', tag: '<div id="peer"></div>' },
] as const;

/** `asking`: the element asks the BFF for the status first. Otherwise the portal gives it: the prompt appears at once, and is verified meanwhile. */
export async function buildVariants(folder: string): Promise<Variant[]> {
  const ours = {
    folder: 'widget',
    scripts: ['/widget/unit-certification.js'],
    styles: [],
    dateKey: 'Tab',
  } as const;
  const variants: Variant[] = [
    {
      ...ours,
      name: 'ours',
      label: 'ours',
      tag: '<unit-certification token-url="/token" known-status="uncertified"></unit-certification>',
    },
    {
      ...ours,
      name: 'ours-asking',
      label: 'ours, asking',
      tag: '<unit-certification token-url="/token"></unit-certification>',
    },
  ];
  const built = spawnSync('npm', ['run', '-s', 'build:widget'], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the widget does not build:\n${built.stderr}`);
  cpSync(join(root, 'dist/widget'), join(folder, 'widget'), { recursive: true });
  for (const { name, label, tag } of PEERS) {
    const outDir = join(folder, name);
    await build({
      root: join(benchFolder, 'peers/widget', name),
      base: `/${name}/`,
      configFile: false,
      logLevel: 'error',
      plugins: [vue()],
      build: { outDir, emptyOutDir: true, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 2_000 },
    });
    const page = readFileSync(join(outDir, 'index.html'), 'utf8');
    const all = (pattern: RegExp) => [...page.matchAll(pattern)].map(([, path]) => path!);
    const variant = {
      folder: name,
      scripts: all(/<script[^>]* src="([^"]+)"/g),
      styles: all(/<link rel="stylesheet"[^>]* href="([^"]+)"/g),
      dateKey: name === 'element-plus' || name === 'antd' ? ('Enter' as const) : ('Tab' as const),
    };
    variants.push({ ...variant, name, label, tag });
    if (name === 'plain-lit')
      variants.push({
        ...variant,
        name: 'plain-lit-asking',
        label: 'plain Lit, asking',
        tag: '<plain-certification asking></plain-certification>',
      });
  }
  return variants;
}
