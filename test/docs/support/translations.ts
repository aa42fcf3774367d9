/**
 * The passages of the guides that are not alike, as they were when somebody last held both languages against each other: a line for each, with a digest of the Chinese
 * text and one of the English. A passage that has changed in one language alone says something else than the other, until somebody has looked.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { passagesOf } from './facts.ts';
import { pairedPages, readPage, root } from './pages.ts';

const FILE = join(root, 'test/docs/translations.txt');

const digestOf = (text: string): string =>
  createHash('sha256').update(text.replace(/\s+/g, ' ').trim()).digest('base64url').slice(0, 10);

interface Passage {
  zh: string;
  en: string;
}

export const passagesIn = (page: string): Passage[] =>
  passagesOf([readPage('zh', page), readPage('en', page)])
    .map(([zh, en]) => ({ zh, en }))
    .filter(({ zh, en }) => zh.trim() !== en.trim());

/** Passages of which one language is as it was and the other is not. */
export function changedAlone(passages: readonly Passage[], known: string): Passage[] {
  const lines = known.split('\n').map((line) => line.split(' '));
  const [zhs, ens] = [0, 1].map((place) => new Set(lines.map((line) => line[place])));
  return passages.filter(({ zh, en }) => zhs!.has(digestOf(zh)) !== ens!.has(digestOf(en)));
}

export const readKnown = (): string => readFileSync(FILE, 'utf8');

export const linesOf = (passages: readonly Passage[]): string =>
  `${[...new Set(passages.map(({ zh, en }) => `${digestOf(zh)} ${digestOf(en)}`))].sort().join('\n')}\n`;

/** Takes all passages as they are now. */
export const writeKnown = (): void => writeFileSync(FILE, linesOf(pairedPages().flatMap(passagesIn)));
