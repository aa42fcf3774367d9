/** Names in the documents' code spans are names of the sources, or of programs and pages that are not ours (`support/names-of-others.ts`). */
import { describe, expect, it } from 'vitest';
import { WEBHOOK_TYPES } from '../../bff/contract/webhook.ts';
import { EVENTS } from '../../bff/events/types.ts';
import { TABLES } from './generated/storage.ts';
import { NAMES_OF_OTHERS } from './support/names-of-others.ts';
import { DOCUMENTS, proseOf, readDocument } from './support/pages.ts';
import { codeOf, FILES, isOfTheProduct, SOURCES } from './support/sources.ts';

const EVENT_TYPES: readonly string[] = Object.keys(EVENTS);

const WORD = /(?<![\w$…-])[A-Za-z_][\w$-]*/g;

const wordsOf = (from: readonly string[]): string[] =>
  from.flatMap((path) => codeOf(path).match(/[\w$-]+/g) ?? []);

const known = new Set([
  ...NAMES_OF_OTHERS,
  ...FILES.flatMap((path) => path.split(/[/.]/)),
  ...wordsOf(SOURCES),
]);
/** A test or a page of the demo may have a function of any name; a line that names a test may name one of its. */
const called = new Set([...NAMES_OF_OTHERS, ...wordsOf(SOURCES.filter(isOfTheProduct))]);

const spansOf = (text: string): string[] =>
  [...proseOf(text).matchAll(/`` .*? ``|`([^`]+)`/g)].flatMap(([, code]) => code ?? []);

/** The manual names tests, which `manual.test.ts` looks up; a decision tells what was there when it was made. */
const pages = DOCUMENTS.filter((page) => page !== 'docs/manual.md' && !/decisions\/\d/.test(page));

const namesOf = (text: string): string[] =>
  spansOf(text)
    .flatMap((code) => code.match(WORD) ?? [])
    .map((name) => name.replace(/-\d*$/, ''));

const unknownIn = (text: string): string[] => [
  ...new Set(namesOf(text).filter((name) => !known.has(name) && !name.endsWith('_'))),
];

it.each(pages)('%s names what the sources have', (page) => {
  expect(unknownIn(readDocument(page))).toEqual([]);
});

const unknownCallsIn = (text: string): string[] =>
  spansOf(text.replace(/^.*`test\/.*$/gm, ''))
    .flatMap((code) => [...code.matchAll(/(?<![\w$.-])([A-Za-z]\w*)\(/g)])
    .map(([, name]) => name!)
    .filter((name) => !called.has(name));

it.each(pages.filter((page) => page !== 'docs/testing.md'))('%s names functions of the product', (page) => {
  expect(unknownCallsIn(readDocument(page))).toEqual([]);
});

it('finds a function that only a test has', () => {
  expect(unknownCallsIn('`bffTest()` beside `firstDialog(state)`')).toEqual(['bffTest']);
});

describe('a table or a kind of event, with a dot,', () => {
  const families = new Set([...TABLES.keys(), ...EVENT_TYPES.map((type) => type.split('.')[0]!)]);
  /** Members of the API’s bodies, of tokens and of the page’s events, whose names begin like a table or a kind of event. */
  const MEMBERS = [
    'case.reason',
    'case.state',
    'certification.next',
    'recheck.until',
    'unit.code',
    'unit.name',
  ];
  /** A kind of counter. */
  const COUNTER = 'desk.opened';

  const wrongIn = (text: string): string[] =>
    spansOf(text)
      .flatMap((code) => [...code.matchAll(/(?<![\w./:-])([a-z_]+)\.([a-z_-]+)(?![\w(./*-])/g)])
      .filter(([, family]) => families.has(family!))
      .filter(
        ([, family, rest]) => !TABLES.get(family!)?.includes(rest!) && !/^(js|ts|md|json|store)$/.test(rest!),
      )
      .map(([name]) => name)
      .filter((name) => ![...EVENT_TYPES, ...WEBHOOK_TYPES, ...MEMBERS, COUNTER].includes(name));

  it.each(pages)('is a column or an event in %s', (page) => {
    expect(wrongIn(readDocument(page))).toEqual([]);
  });

  it('is found when it is neither', () => {
    expect(wrongIn('`submission.fining`, `submission.finding`, `unit.due`, `unit.expiring`')).toEqual([
      'submission.fining',
      'unit.expiring',
    ]);
  });
});

it('finds a name that nothing has', () => {
  expect(unknownIn('`unit_certification_wrong_total` of `registry_unit`')).toEqual([
    'unit_certification_wrong_total',
  ]);
});

it('has no name of others that no document has', () => {
  const named = new Set(pages.flatMap((page) => namesOf(readDocument(page))));
  expect(NAMES_OF_OTHERS.filter((name) => !named.has(name))).toEqual([]);
});
