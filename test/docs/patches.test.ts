/** `docs/patches`: they add lines only, and what they add is what the guides quote. Building what they are for is done by hand. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { readExample } from './support/examples.ts';
import { docs, readPage } from './support/pages.ts';

const folder = join(docs, 'patches');
const NAMES = readdirSync(folder).sort();
const projects = temporaryFolder('patched-');

/** The lines that a patch adds, by file. */
function addedBy(patch: string): Map<string, string> {
  const files = patch.split(/^diff --git a\/\S+ b\//m).slice(1);
  return new Map(
    files.map((file) => {
      const [path] = file.split('\n', 1);
      const lines = file.split('\n').filter((line) => /^\+(?!\+\+ )/.test(line));
      return [path!.replace(/^ruoyi-ui\//, ''), lines.map((line) => `${line.slice(1)}\n`).join('')];
    }),
  );
}

/** Without the indentation of its place. */
const flush = (text: string): string => text.replace(/^ +/gm, '');

it('the page names each patch', () => {
  const page = readPage('zh', 'ruoyi.md');
  expect(NAMES).not.toEqual([]);
  expect(NAMES.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

it('the command of the page puts lines in their places, in a project that has changed', () => {
  const [, options] = /^git apply (.+) ruoyi-vue3-script\.patch$/m.exec(readPage('zh', 'ruoyi.md'))!;
  const project = mkdtempSync(join(projects, 'changed-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@portal.example', ...args], {
      cwd: project,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  const file = join(project, 'main.js');
  const commit = (text: string) => {
    writeFileSync(file, text);
    git('add', '.');
    git('commit', '--quiet', '--message', 'T');
  };
  git('init', '--quiet');
  commit('one\ntwo\nthree\n');
  writeFileSync(file, 'one\nadded\ntwo\nthree\n');
  const patch = git('diff', '--unified=0', '--full-index').replace(/^(@@ .* @@).*/m, '$1');
  commit('zero\none\ntwo\nthree\nfour\n');
  writeFileSync(join(project, 'added.patch'), patch);
  git('apply', ...options!.split(' '), 'added.patch');
  expect(readFileSync(file, 'utf8')).toBe('zero\none\nadded\ntwo\nthree\nfour\n');
});

describe.each(NAMES)('%s', (name) => {
  const patch = readFileSync(join(folder, name), 'utf8');
  const added = addedBy(patch);

  it('adds lines, and holds none of the project', () => {
    const head = /^(diff --git|index|new file mode|---|\+\+\+) |^@@ -\d+,0 \+\d+(,\d+)? @@$/;
    const others = patch.split('\n').filter((line) => !head.test(line) && !line.startsWith('+'));
    expect(others).toEqual(['']);
  });

  it('names the files that it was made for by their whole hash, so that Git can merge', () => {
    const hashes = [...patch.matchAll(/^index (\w+)\.\.(\w+)/gm)];
    expect(hashes).toHaveLength(added.size);
    for (const [, before, after] of hashes) expect([before!.length, after!.length]).toEqual([40, 40]);
  });

  it('adds the examples of the guides', () => {
    expect(added.get('src/utils/bearer-session.js')).toBe(readExample('bearer-session.js'));
    const page = added.get('index.html') ?? added.get('public/index.html');
    if (name.includes('script')) expect(flush(page!)).toContain(flush(readExample('queue.js')));
    else expect(page).toBeUndefined();
  });

  it('changes the layout, the profile, the logout and the start', () => {
    expect(added.get('src/layout/index.vue')).toContain('is="unit-certification"');
    expect(added.get('src/views/system/user/profile/index.vue')).toContain('is="unit-certification-center"');
    expect(added.get('src/store/modules/user.js')).toContain('signOut()');
    expect(added.get('src/main.js')).toContain("import './certification'");
  });
});
