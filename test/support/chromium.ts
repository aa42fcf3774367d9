/**
 * A real Chromium for tests on any machine: `CHROME_PATH`, else Debian's `chromium`, else the build in the npm package
 * `@sparticuz/chromium`, unpacked once into node_modules/.cache. It has only the fonts of our npm packages, so that
 * screenshots look the same everywhere, also in Chinese.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import decompressWoff2 from 'woff2-encoder/decompress';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules/.cache/unit-certification');

/** The version of an installed package, which names the folder of its unpacked files. */
const versionOf = (name: string) =>
  (JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string })
    .version;

/** Builds a folder of the cache atomically, because two runs may start at once, and either may be killed. */
export async function once(name: string, build: (folder: string) => Promise<void> | void): Promise<string> {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, 'staging-'));
  try {
    await build(staging);
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The packaged build unpacks itself into TMPDIR. It unpacks its libraries (nss and others) only on AWS, so the environment claims AWS. */
const unpackChromium = () =>
  once(`chromium-${versionOf('@sparticuz/chromium')}`, (folder) => {
    const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
      env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
      encoding: 'utf8',
      timeout: 120_000,
    });
    if (status !== 0) throw new Error(`@sparticuz/chromium did not unpack: ${stderr}`);
  });

/** Converts Noto Sans SC from WOFF2 subsets to TrueType, because Chromium does not load WOFF2 as a system font. */
const unpackFonts = () =>
  once(`noto-sans-sc-${versionOf('@fontsource-variable/noto-sans-sc')}`, async (folder) => {
    const files = join(root, 'node_modules/@fontsource-variable/noto-sans-sc/files');
    for (const name of readdirSync(files)) {
      const font = await decompressWoff2(readFileSync(join(files, name)));
      writeFileSync(join(folder, name.replace('.woff2', '.ttf')), font);
    }
  });

export const onPath = (name: string) =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

/** The path of Chromium, and the environment that it needs. */
export async function resolveChromium(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const packaged = await unpackChromium(); // every browser uses its Latin fonts
  const fontsConf = join(cache, 'fonts.conf');
  const folders = [join(packaged, 'fonts'), await unpackFonts()].map((folder) => `<dir>${folder}</dir>`);
  const cacheFolder = `<cachedir>${join(cache, 'fontconfig')}</cachedir>`;
  writeFileSync(
    fontsConf,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>${folders.join('')}${cacheFolder}</fontconfig>\n`,
  );
  const env = { ...(process.env as Record<string, string>), FONTCONFIG_FILE: fontsConf };

  const given = process.env['CHROME_PATH'] ?? onPath('chromium');
  if (given) return { executablePath: given, env };
  const libraries = [join(packaged, 'al2023/lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean);
  return {
    executablePath: join(packaged, 'chromium'),
    env: { ...env, LD_LIBRARY_PATH: libraries.join(delimiter) },
  };
}

/** No sandbox, because root cannot use it. The other arguments prevent requests to servers other than the page's. */
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** Options for Playwright's `launch`, also for Web Test Runner's Playwright launcher. */
export async function launchOptions(): Promise<LaunchOptions> {
  return { ...(await resolveChromium()), headless: true, args: CHROMIUM_ARGUMENTS };
}

/** A headless Chromium; close it in `afterAll`. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const defaults = await launchOptions();
  return chromium.launch({ ...defaults, ...options, args: [...CHROMIUM_ARGUMENTS, ...(options.args ?? [])] });
}
