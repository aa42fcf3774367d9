/** A table or a sentence that lists the members of a list, a union, an interface or an element of the code has all of them, and no other. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { CERTIFICATION_FIELDS } from '../../bff/contract/forms.ts';
import { CHAIN_FAULTS, HEAD_FAULTS, ROW_FAULTS } from '../../bff/events/faults.ts';
import { settableOf } from './generated/elements.ts';
import { cellsOf, codesIn } from './generated/table.ts';
import { DOCUMENTS, proseOf, readDocument, root } from './support/pages.ts';

interface Enumeration {
  name: string;
  members: readonly string[];
}

const WORDS = String.raw`(?:\s*\|?\s*'[\w-]+')+`;
const UNION = new RegExp(String.raw`type (\w+) =(${WORDS});`, 'g');
const LIST = /const (\w+) = \[((?:\s*(?:'[\w-]+'|\.\.\.[A-Z_]+),?)+)\s*\] as const/g;
const INTERFACE = /interface (\w+)[^{\n]* \{\n(.*?)^\}/gms;
function enumerationsIn(path: string): Enumeration[] {
  const source = readFileSync(join(root, path), 'utf8').replace(/\/\*.*?\*\/|^\s*\/\/.*$/gms, '');
  const found = new Map<string, readonly string[]>();
  for (const [, name, words] of source.matchAll(UNION))
    found.set(
      name!,
      [...words!.matchAll(/'([\w-]+)'/g)].map(([, word]) => word!),
    );
  for (const [, name, items] of source.matchAll(LIST))
    found.set(
      name!,
      [...items!.matchAll(/'([\w-]+)'|\.\.\.(\w+)/g)].flatMap(([, word, spread]) =>
        word === undefined ? (found.get(spread!) ?? []) : [word],
      ),
    );
  for (const [, name, body] of source.matchAll(INTERFACE))
    found.set(
      name!,
      [...body!.matchAll(/^ {2}(?:readonly )?([\w-]+)\??[:(]/gm)].map(([, member]) => member!),
    );
  return [...found].map(([name, members]) => ({ name: `${path} ${name}`, members }));
}

const ENUMERATIONS: readonly Enumeration[] = [
  ...globSync('{bff,widget}/**/*.ts', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .flatMap(enumerationsIn)
    .filter(({ members }) => members.length > 2),
  { name: 'fields of the certification’s form', members: CERTIFICATION_FIELDS.map(({ id }) => id) },
  ...Object.entries(settableOf).map(([name, members]) => ({ name, members })),
  {
    name: 'faults of `audit verify`',
    members: [...new Set(Object.keys({ ...CHAIN_FAULTS, ...HEAD_FAULTS, ...ROW_FAULTS }))],
  },
];

/** Members of the report in which a fault stands, beside its name. */
const BESIDE = ['rows', 'name'];

/** Members that a list leaves out, or has besides, by its page and the list of the code: an import has no withdrawals, the prose after a table has the others, a private key is no `HS256`. */
const DIFFERENT: Record<string, readonly string[]> = {
  'CHANGELOG.md bff/contract/next.ts WAYS': ['withdraw-kept'],
  'embedding.md unit-certification-center': ['getToken'],
  'java.md bff/contract/wire.ts STATUSES': ['not-open'],
  'registration.md unit-registration': ['login-url'],
  'sms.md bff/sms/sms.ts SmsFailure': ['not-configured', 'unreachable'],
  'csv.md bff/contract/reasons.ts DUE_REASONS': ['agent-withdrew'],
  'errors.md bff/contract/reasons.ts REASONS': ['registry-unavailable'],
  'server-api.md bff/contract/next.ts WAYS': ['withdraw-kept'],
};

const tablesOf = (text: string): string[][] =>
  [...proseOf(text).matchAll(/(?:^\|.*\n)+/gm)].map(([table]) =>
    table
      .trim()
      .split('\n')
      .slice(2)
      .flatMap((line) =>
        codesIn(cellsOf(line)[0]!).filter((code) => /^[\w-]+$/.test(code) && !BESIDE.includes(code)),
      ),
  );

/** How alike two lists are: what both have, of all that one of them has. */
function likeness(keys: readonly string[], members: readonly string[]): number {
  const shared = members.filter((member) => keys.includes(member)).length;
  return shared / new Set([...keys, ...members]).size;
}

/** Four or more code spans in a row, with only commas and small words between them. */
const SENTENCE = /`[\w.-]+`(?:(?:[、，,/\s]|and|or|with|the|property|和|或)+`[\w.-]+`){3,}/g;

const sentencesOf = (text: string): string[][] =>
  [
    ...proseOf(text)
      .replace(/^<!-- generated: .*?^<!-- end -->$/gms, '')
      .matchAll(SENTENCE),
  ].map(([run]) => [...new Set(codesIn(run))]);

/** A table may be a list that has grown; a sentence with as much in common is another one. */
const [ALIKE_TABLE, ALIKE_SENTENCE] = [0.6, 0.7];

/** Compares a list with the one of the code that is most alike; undefined when they are the same, or when no list is alike. */
function differenceOf(page: string, keys: readonly string[], alike = ALIKE_TABLE): string | undefined {
  const [closest] = ENUMERATIONS.map((each) => ({ ...each, likeness: likeness(keys, each.members) })).sort(
    (one, other) => other.likeness - one.likeness,
  );
  if (!closest || closest.likeness < alike || closest.likeness === 1) return undefined;
  const known = DIFFERENT[`${basename(page)} ${closest.name}`] ?? [];
  const missing = closest.members.filter((member) => !keys.includes(member) && !known.includes(member));
  const unknown = keys.filter((key) => !closest.members.includes(key) && !known.includes(key));
  if (missing.length + unknown.length === 0) return undefined;
  return `${closest.name}: missing ${missing.join(', ')}; unknown ${unknown.join(', ')}`;
}

const differencesIn = (page: string): string[] => [
  ...tablesOf(readDocument(page)).flatMap((keys) => differenceOf(page, keys) ?? []),
  ...sentencesOf(readDocument(page)).flatMap((keys) => differenceOf(page, keys, ALIKE_SENTENCE) ?? []),
];

it.each(DOCUMENTS)('%s has whole lists', (page) => {
  expect(differencesIn(page)).toEqual([]);
});

it('the lists are found', () => {
  const tables = DOCUMENTS.flatMap((page) => tablesOf(readDocument(page)));
  const whole = tables.filter((keys) => ENUMERATIONS.some(({ members }) => likeness(keys, members) === 1));
  expect(whole.length).toBeGreaterThan(15);
});

it('a row that is missing is found, and one that nothing has', () => {
  expect(differenceOf('a.md', ['phone', 'real-name'])).toContain('missing real-person');
  expect(differenceOf('a.md', ['phone', 'real-name', 'real-person', 'real-unit'])).toContain(
    'unknown real-unit',
  );
});

it('an attribute that a sentence lacks is found', () => {
  const [keys] = sentencesOf(
    '`bff`, `token-url`, `privacy-url`, `locale`,\n`login-url`, `appearance`, `debug` and the property `getToken`',
  );
  expect(differenceOf('a.md', keys!, ALIKE_SENTENCE)).toContain('missing help');
});
