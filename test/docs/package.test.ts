/** The package has every file that its pages link to. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { proseOf } from './support/pages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packed = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }),
) as { files: { path: string }[] }[];
const files = packed[0]!.files.map(({ path }) => path);

/** Files and folders of the repository that a page links to. */
const linksOf = (page: string): string[] =>
  [...proseOf(readFileSync(join(root, page), 'utf8')).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, to]) => to!)
    .filter((to) => !/^\w+:/.test(to))
    .map((to) => posix.join(posix.dirname(page), to));

it.each(files.filter((path) => path.endsWith('.md')))(
  '%s: its links lead to files of the package',
  (page) => {
    const missing = linksOf(page).filter(
      (to) => !files.some((path) => path === to || (to.endsWith('/') && path.startsWith(to))),
    );
    expect(missing).toEqual([]);
  },
);
