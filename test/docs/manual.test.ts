/** The manual's map names every dialog, by each of its titles. */
import { join } from 'node:path';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { DialogName, ResultName } from '../../widget/procedure/state.ts';
import { TITLES, WORDS } from '../support/words.ts';
import { docs } from './support/pages.ts';

const { again, center, kept, prompt, results } = WORDS;
const lines = readFileSync(join(docs, 'manual.md'), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** The titles of each dialog, by `nameOf`; `sending` is the form, or the wait for what is kept. */
const DIALOGS: Record<Exclude<DialogName, 'idle' | 'result'> | ResultName, string[]> = {
  checking: [prompt.opening],
  prompt: [prompt.ask.title, again.title],
  notice: [TITLES.notice],
  gate: [TITLES.gate],
  form: [
    TITLES.form,
    center.succession.replace.title,
    center.succession.withdraw.title,
    kept.forms.recheck.title,
  ],
  consent: [TITLES.recheckConsent, TITLES.counterConsent],
  sending: ['', kept.asking.title],
  certified: [TITLES.certified, TITLES.alreadyCertified, center.succession.overtaken.replace.title],
  refused: [TITLES.rejected],
  'last-refused': [TITLES.refusedEarlier, results.inactive.title],
  'ended-case': [kept.ends.refused.title, kept.ends.expired('').title],
  'used-up': [TITLES.tooManyAttempts, results.casesUsedUp('').title],
  operator: [TITLES.operator],
  'logged-in': [TITLES.loggedInHere],
  withdrawn: [center.succession.withdrawn('').title],
  'taken-back': [kept.ends.takenBack.title],
  pending: [TITLES.pending],
  rechecking: [TITLES.recheckKept],
  differs: [TITLES.recheckDiffers],
  case: [TITLES.caseOpened, TITLES.caseWaiting],
  trouble: [
    ...new Set([
      TITLES.misconfigured,
      ...Object.values(results.trouble).map(({ title }) => title),
      center.succession.agentDiffers.title,
    ]),
  ],
  question: [kept.question.case.title, kept.question.recheck.title, kept.question.claim.title],
  'login-changed': [TITLES.loginChanged],
};

it.each(Object.entries(DIALOGS))('the dialog %s is in the map, with its titles', (name, titles) => {
  const first = lines.findIndex((cells) => cells[1] === `\`${name}\``);
  expect(first).toBeGreaterThan(0);
  const next = lines.findIndex((cells, index) => index > first && cells[1] !== '');
  const told = lines.slice(first, next).map((cells) => cells[2]);
  expect(told.toSorted()).toEqual(titles.toSorted());
});

/** Every test file, as the map names them: `e2e/manual`, `demo/portal`; `bff/registration` is a folder. */
const tests = (readdirSync(join(docs, '../test'), { recursive: true }) as string[])
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.test\.ts$/.test(path));

it('names where each sentence of the manual is held', () => {
  const first = lines.findIndex((cells) => cells[1] === 'manual');
  const last = lines.findIndex((cells, index) => index > first && cells.length < 2);
  const rows = lines.slice(first + 2, last);
  expect([...new Set(rows.map((cells) => cells[1]))]).toEqual([
    '1',
    '2.1',
    '2.2',
    '2.3',
    '2.4',
    '2.5',
    '2.6',
    '2.7',
    '2.8',
    '2.9',
    '3.1',
    '3.2',
  ]);
  for (const [, , sentence, screen] of rows) expect(screen, sentence).not.toBe('');
});

it('names tests that are there', () => {
  const names = lines
    .flat()
    .flatMap((cell) => cell.match(/(?<=`)(bff|contract|demo|e2e|widget)\/[\w/-]*[\w-](?=`)/g) ?? []);
  expect(names.length).toBeGreaterThan(100);
  const unknown = names.filter(
    (name) => !tests.some((path) => ['/', '.', '-'].some((end) => path.startsWith(name + end))),
  );
  expect(unknown).toEqual([]);
});

/** Texts of the widget, the desk and the demo, without their tags and the ends of their strings. */
const said = globSync(
  ['widget/locales/zh-Hans/*.ts', 'bff/contract/zh-Hans/*.ts', 'bff/desk/**/*.ts', 'demo/**/*.{ts,js}'],
  { cwd: join(docs, '..') },
)
  .map((path) => readFileSync(join(docs, '..', path), 'utf8').replaceAll(/<[^>]*>/g, ''))
  .join('\n');

/** Made of two texts. */
const MADE = ['继续办理：职工参保增减员'];

it('quotes what screens say', () => {
  const quotes = lines
    .flat()
    .flatMap((cell) => [...cell.matchAll(/「([^」]*)」/g)].map(([, quote]) => quote!));
  expect(quotes.length).toBeGreaterThan(50);
  const unknown = quotes.filter((quote) => !said.includes(quote) && !MADE.includes(quote));
  expect(unknown, 'no screen says this any more: correct the row of docs/manual.md').toEqual([]);
});
