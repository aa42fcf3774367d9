/** Links of Markdown files to other files and their headings, as GitHub resolves them. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { proseOf } from './pages.ts';

/** Anchors of a page's headings: lower-case, without punctuation, hyphens for spaces. */
const anchorsOf = (page: string): string[] =>
  [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Links of a file that lead to no file, or to no heading of it. `from`: the folder in which readers find it. */
export function brokenLinksOf(path: string, from = dirname(path)): string[] {
  const page = readFileSync(path, 'utf8');
  const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to]) => to!);
  return links.filter((link) => {
    if (/^(https?|mailto):/.test(link)) return false;
    const [to, anchor] = link.split('#');
    const target = to ? join(from, to) : path;
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(decodeURI(anchor));
  });
}
