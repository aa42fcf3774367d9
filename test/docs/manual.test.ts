/** The manual's map names every dialog, by each of its titles, and every section of the desk. */
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SECTIONS } from '../../bff/desk/layout.ts';
import type { DialogName } from '../../widget/procedure/state.ts';
import { TITLES, WORDS } from '../support/words.ts';
import { docs } from './support/pages.ts';

const { center, counter, prompt, recheck, results } = WORDS;
const lines = readFileSync(join(docs, 'manual.md'), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));

const DUE = { at: '', reason: 'registration-changed' } as const;

/** The titles of each dialog; `sending` is the form. */
const DIALOGS: Record<Exclude<DialogName, 'idle'>, string[]> = {
  checking: [prompt.opening],
  prompt: [prompt.ask.title, prompt.due(DUE).title, prompt.inactive(false, undefined).title, counter.refused],
  notice: [TITLES.notice],
  gate: [TITLES.gate],
  operator: [TITLES.operator],
  form: [TITLES.form, center.succession.replace.title, center.succession.withdraw.title, recheck.form.title],
  sending: [''],
  certified: [TITLES.certified, TITLES.alreadyCertified],
  withdrawn: [center.succession.withdrawn('').title],
  rejected: [TITLES.rejected],
  pending: [TITLES.pending],
  consent: [TITLES.recheckConsent, TITLES.counterConsent],
  keeping: [...new Set([recheck.asking.title, counter.asking.title])],
  'recheck-kept': [TITLES.recheckKept],
  'recheck-refused': [TITLES.recheckDiffers],
  'recheck-withdrawal': [recheck.withdrawal.title],
  'counter-case': [TITLES.caseOpened, TITLES.caseWaiting, counter.another.title],
  'counter-used-up': [counter.usedUp('').title],
  'counter-withdrawal': [counter.withdrawal.title],
  trouble: [
    ...new Set([
      TITLES.tooManyAttempts,
      TITLES.misconfigured,
      ...Object.values(results.trouble).map(({ title }) => title),
      center.succession.agentDiffers.title,
    ]),
  ],
  'login-changed': [TITLES.loginChanged],
};

it.each(Object.entries(DIALOGS))('the dialog %s is in the map, with its titles', (name, titles) => {
  const first = lines.findIndex((cells) => cells[1] === `\`${name}\``);
  expect(first).toBeGreaterThan(0);
  const next = lines.findIndex((cells, index) => index > first && cells[1] !== '');
  const told = lines.slice(first, next).map((cells) => cells[2]);
  expect(told.toSorted()).toEqual(titles.toSorted());
});

it.each(SECTIONS)('the desk’s section $path is in the map', ({ path, title }) => {
  expect(lines.filter((cells) => cells[1] === `\`${path}\``).map((cells) => cells[2])).toEqual([title]);
});
