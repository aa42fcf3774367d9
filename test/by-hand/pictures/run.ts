/**
 * `npm run pictures -- NAME… [WORDS]`: takes the pictures of these names (`PICTURES`), of which WORDS choose those that have all of them in the
 * title: `demo dark`, `demo phone portal-login`, `desk queue`. `demo` and `widget` are for a designer, and go to test/.output/pictures; the others
 * are those of the documents, and replace docs/pictures.
 */
import { buildWidget } from '../../support/build-widget.ts';
import { takeDemo } from './demo.ts';
import { takeDesk } from './desk.ts';
import { takeReadme } from './readme.ts';
import type { Wanted } from './stage.ts';
import { takeTheming } from './theming.ts';
import { takeWidget } from './widget.ts';

const PICTURES = {
  demo: { of: 'the pages of the demo, in every setting', take: takeDemo },
  widget: { of: 'every state of the widget, in every setting', take: takeWidget },
  readme: { of: 'README.md and docs/{zh,en}/theming.md', take: takeReadme },
  theming: { of: 'docs/{zh,en}/theming.md, with the real component libraries', take: takeTheming },
  desk: { of: 'docs/zh/desk.md', take: takeDesk },
};
type Name = keyof typeof PICTURES;

const isName = (word: string): word is Name => Object.hasOwn(PICTURES, word);

const given = process.argv.slice(2);
const end = given.findIndex((word) => !isName(word));
const names = (end === -1 ? given : given.slice(0, end)).filter(isName);
const words = end === -1 ? [] : given.slice(end);
const isWanted: Wanted = (title) => words.every((word) => title.includes(word));

if (names.length === 0) {
  console.log('npm run pictures -- NAME… [WORDS]\n');
  for (const [name, { of }] of Object.entries(PICTURES)) console.log(`${name.padEnd(8)}  ${of}`);
  process.exitCode = 1;
} else {
  buildWidget();
  for (const name of names) await PICTURES[name].take(isWanted);
}
