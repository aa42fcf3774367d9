/** The frame of the desk's pages: one order of the sections, and a missing page that keeps the way on. */
import { expect } from 'vitest';
import { AUTHORITY, deskTest as it, loggedIn } from './support.ts';

const textsOf = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found]) => found!.trim());
const menuOf = (text: string): string[] =>
  textsOf(/<nav[\s\S]*?<\/nav>/.exec(text)?.[0] ?? '', /<a[^>]*>([^<]*)<\/a>/g);

it('lists the sections on the first page as in the menu', async ({ desk }) => {
  const officer = await loggedIn(desk, 'officer-1');
  const { text } = await officer.get('/');
  expect(textsOf(text, /<strong>([^<]*)<\/strong>/g)).toEqual(menuOf(text));
  expect(menuOf(text)[0]).toBe('人工核验');
});

it('keeps the menu on a page that does not exist', async ({ desk }) => {
  const officer = await loggedIn(desk, 'officer-1');
  const { status, text } = await officer.get('/nowhere');
  expect(status).toBe(404);
  expect(menuOf(text)).toContain('人工核验');
  expect(text).not.toContain('card alone bad');
  expect(text).toContain('跳到主要内容');
  const outside = await (await fetch(`${desk.url}/nowhere`)).text();
  expect(menuOf(outside)).toEqual([]);
  expect(outside).not.toContain('跳到主要内容');
});

it('names the authority, the person and the time on paper', async ({ desk }) => {
  const { text } = await (await loggedIn(desk, 'officer-1')).get('/figures');
  expect(text).toMatch(new RegExp(`<header>[^]*<span class="paper">${AUTHORITY}</span>[^]*</header>`));
  expect(text).toMatch(/<p class="paper">officer-1 · \d+年\d+月\d+日 \d\d:\d\d<\/p>/);
});
