/** The repository's files, and the text of its sources: documents, their tests, and what a program has fetched do not count. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './pages.ts';

export const FILES: readonly string[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\n')
  .filter((path) => path !== '');

export const SOURCES: readonly string[] = FILES.filter(
  (path) =>
    !/\.(md|webp|svg|png)$|^package-lock\.json$|^test\/(docs|contract)\/|^bench\/results\//.test(path) &&
    (/\.\w+$/.test(path) || /^(docs\/deploy|\.ci)\//.test(path)),
);

export const isOfTheProduct = (path: string): boolean => !/^(test|demo|bench)\//.test(path);

/** Without the lines of comments: a word of a sentence is no name. */
export const codeOf = (path: string): string => {
  const text = readFileSync(join(root, path), 'utf8');
  return /\.m?[jt]s$/.test(path)
    ? text.replace(/^\s*\/\*.*?\*\//gms, '').replace(/^\s*(\/\/|\*).*$/gm, '')
    : text;
};
