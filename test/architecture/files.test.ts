import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The files that git tracks, and new ones that it does not ignore. */
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && existsSync(root + path));

const read = (path: string) => readFileSync(root + path, 'utf8');
const sources = files.filter((path) => /^(widget|bff|demo)\/.*\.(ts|mts|js|mjs|css|html)$/.test(path));

/** Absolute paths of a developer's machine, which get into configurations and notes by mistake. */
const MACHINE_PATH = /(^|[^\w.~-])\/(work|root|home|Users)\/[\w.]/m;
const isText = (path: string) => !/\.(png|webp|jpe?g|gif|ico|woff2?|ttf|br|gz)$/.test(path);

/** The folders and files that a newcomer sees first. Adding one should be a decision. */
const TOP_LEVEL = [
  '.ci',
  '.devcontainer',
  '.dependency-cruiser.mjs',
  '.editorconfig',
  '.github',
  '.gitignore',
  '.knip.json',
  '.prettierignore',
  '.prettierrc.json',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'README.en.md',
  'README.md',
  'SECURITY.md',
  'bench',
  'bff',
  'demo',
  'docs',
  'eslint.config.mjs',
  'package-lock.json',
  'package.json',
  'rollup.config.mjs',
  'test',
  'tsconfig.json',
  'widget',
];

describe('files', () => {
  it('are found', () => expect(sources.length).toBeGreaterThan(50));

  it('are in the folders that the README explains', () => {
    const found = new Set(files.map((path) => path.split('/')[0]!));
    expect([...found].sort()).toEqual([...TOP_LEVEL].sort());
  });

  it('contain no path of a developer’s machine', () => {
    for (const path of ['/work', '/root', '/home', '/Users']) {
      expect(`cd ${path}/somewhere`).toMatch(MACHINE_PATH);
      expect(`file://${path}/somewhere`).toMatch(MACHINE_PATH);
    }
    expect(`https://example.test/services${'/work'}/list`).not.toMatch(MACHINE_PATH);
    const naming = files.filter((path) => isText(path) && MACHINE_PATH.test(read(path)));
    expect(naming).toEqual([]);
  });

  it('contain no mark of a merge that was not finished', () => {
    const marked = files.filter((path) => isText(path) && /^(<{7}|>{7}) /m.test(read(path)));
    expect(marked, 'choose one side, and remove the lines with the marks').toEqual([]);
  });

  it('name the conflict that an insert expects, as databases related to PostgreSQL demand', () => {
    const TARGETLESS = /\bon conflict\s+do\b/i;
    expect('insert … on conflict do nothing').toMatch(TARGETLESS);
    expect(sources.filter((path) => TARGETLESS.test(read(path)))).toEqual([]);
  });

  it('leave encryption and MACs to bff/keys, so that another implementation can stand behind it', () => {
    const PRIMITIVES = /\b(createHmac|createCipheriv|createDecipheriv|hkdf|hkdfSync)\b/;
    expect(sources.filter((path) => path.startsWith('bff/') && PRIMITIVES.test(read(path)))).toEqual([
      'bff/keys/hmac.ts',
      'bff/keys/sm.ts',
      'bff/keys/standard.ts',
    ]);
  });

  it('leave tables, lists of facts, forms and fields of the desk to its kit', () => {
    const BY_HAND = /<(table|tr|th|td|dl|dt|dd|form|input|select|textarea|button)\b|name="csrf"/;
    expect('<td class="time">').toMatch(BY_HAND);
    const pages = sources.filter((path) => /^bff\/desk\/(?!kit\/).+\.ts$/.test(path));
    expect(pages.length).toBeGreaterThan(20);
    expect(pages.filter((path) => BY_HAND.test(read(path)))).toEqual([]);
  });

  it('read the environment where a process starts, and nowhere else', () => {
    const readers = sources.filter((path) => /\bprocess\.env\b/.test(read(path)));
    const allowed = /^(bff\/cli\/program\.ts|demo\/.*)$/;
    expect(readers.filter((path) => !allowed.test(path))).toEqual([]);
  });
});
