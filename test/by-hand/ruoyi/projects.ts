/** RuoYi's front ends, taken from Git repositories that this machine has, patched as `docs` says, and built by their own commands. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPage } from '../../docs/support/pages.ts';
import { archiveOf, root } from '../packages/packed.ts';

/** The release that the patches were made for. */
export const RELEASE = 'v3.9.2';

/** A path of RuoYi's menu, for `BUSINESSES`. */
export const BUSINESS = '/business/pay';

/** How the widget comes into the front end. */
export const WAYS = ['without', 'script', 'package'] as const;
export type Way = (typeof WAYS)[number];

export interface FrontEnd {
  name: 'vue3' | 'vue2';
  /** As in the guides. */
  title: string;
  /** The environment variable with the path of a Git repository that has the release. */
  repository: 'RUOYI_VUE3' | 'RUOYI_VUE';
  /** Its folder in the repository. */
  folder: string;
  /** Files in which a portal writes the address of its service, by way. */
  addresses: Record<Exclude<Way, 'without'>, string>;
  env: Record<string, string>;
}

export const FRONT_ENDS: readonly FrontEnd[] = [
  {
    name: 'vue3',
    title: 'Vue 3',
    repository: 'RUOYI_VUE3',
    folder: '',
    addresses: { script: 'index.html', package: 'src/certification.js' },
    env: {},
  },
  {
    name: 'vue2',
    title: 'Vue 2',
    repository: 'RUOYI_VUE',
    folder: 'ruoyi-ui',
    addresses: { script: 'public/index.html', package: 'src/certification.js' },
    env: { NODE_OPTIONS: '--openssl-legacy-provider' }, // webpack 4 hashes by what OpenSSL 3 no longer has
  },
];

export const patchOf = ({ name }: FrontEnd, way: Exclude<Way, 'without'>): string =>
  join(root, `docs/patches/ruoyi-${name}-${way}.patch`);

export const checksumOf = (front: FrontEnd, way: Exclude<Way, 'without'>): string =>
  createHash('sha256')
    .update(readFileSync(patchOf(front, way)))
    .digest('hex')
    .slice(0, 16);

/** As the guide gives them. */
const applyOptions = (): string[] =>
  /^git apply (.+) ruoyi-vue3-script\.patch$/m.exec(readPage('zh', 'ruoyi.md'))![1]!.split(' ');

const run = (
  cwd: string,
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): string =>
  execFileSync(program, args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8', stdio: 'pipe' });

const npm = (cwd: string, ...args: string[]): string =>
  run(cwd, 'npm', [...args, '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']);

/** The project's own packages, installed once for each `package.json` into node_modules/.cache. */
function packagesOf(project: string): string {
  const manifest = join(project, 'package.json');
  const version = createHash('sha256').update(readFileSync(manifest)).digest('hex').slice(0, 12);
  const folder = join(root, `node_modules/.cache/unit-certification/ruoyi-${version}`);
  if (existsSync(folder)) return join(folder, 'node_modules');
  const staging = `${folder}.staging`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  copyFileSync(manifest, join(staging, 'package.json'));
  npm(staging, 'install');
  renameSync(staging, folder);
  return join(folder, 'node_modules');
}

/** The three changes of the guides, but for the notice, which is a page of the portal. */
function change(project: string, file: string, bff: string): void {
  const path = join(project, file);
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('https://bff.example', bff));
}

export interface Built {
  /** The built files. */
  folder: string;
  remove(): void;
}

/** Checks the release out anew, patches and builds it. `bff`: the address of the service. */
export function buildFrontEnd(front: FrontEnd, way: Way, repository: string, bff: string): Built {
  const checkout = mkdtempSync(join(tmpdir(), `ruoyi-${front.name}-${way}-`));
  const remove = (): void => rmSync(checkout, { recursive: true, force: true });
  try {
    run(tmpdir(), 'git', ['clone', '--quiet', '--shared', '--branch', RELEASE, repository, checkout]);
    const project = join(checkout, front.folder);
    if (way !== 'without') {
      run(checkout, 'git', ['apply', ...applyOptions(), patchOf(front, way)]);
      change(project, front.addresses[way], bff);
    }
    run(project, 'cp', ['-al', packagesOf(project), 'node_modules']);
    if (way === 'package') npm(project, 'install', archiveOf('unit-certification'));
    run(project, 'npm', ['run', 'build:prod'], front.env);
    return { folder: join(project, 'dist'), remove };
  } catch (error) {
    remove();
    throw error;
  }
}
