/** Commands that documents tell to give are there, with their options: npm's scripts, and the command line. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS as TABLE } from '../../bff/cli/commands.ts';
import { parse } from '../../bff/cli/parse.ts';
import { usageOfOption } from '../../bff/cli/table.ts';
import { COMMANDS } from './generated/commands.ts';
import { matches, SUITES } from '../support/suites.ts';
import { readSettings } from '../../demo/settings.ts';
import { OPTIONS_OF_OTHERS } from './support/names-of-others.ts';
import { DOCUMENTS, LANGUAGES, readDocument, readPage, root } from './support/pages.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

const spansAndBlocks = (text: string): string[] => [
  ...[...text.matchAll(/^```.*?\n(.*?)^```/gms)].flatMap(([, block]) => block!.split('\n')),
  ...[...text.replace(/^```.*?^```$/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!),
];

const OPTION = /(?<![\w-])--[a-z\d][a-z\d-]*/g;

/** Options that every command has, and the program alone. */
const EVERYWHERE = [...new Set(helpOf().match(OPTION))];
function helpOf(): string {
  const help = parse(['--help'], TABLE);
  if (help.kind !== 'help') throw new Error('no help');
  return help.text;
}

const nameIn = (words: readonly string[]): string | undefined =>
  [words.slice(0, 2).join(' '), words[0]!].find((each) => COMMANDS.has(each));

const optionsOf = (name: string) =>
  Object.entries(COMMANDS.get(name)!.options ?? {}).map(([key, option]) => ({
    option: usageOfOption(key, option).split(' ')[0]!,
    isMandatory: option.isMandatory === true,
  }));

/** The mistake in the words after the program's name. */
function mistakeIn(line: string): string | undefined {
  const words = line
    .split(/\s+[#<|]/)[0]!
    .trim()
    .split(/\s+/);
  if (EVERYWHERE.includes(words[0]!) || words[0] === 'COMMAND' || /^[命…]/.test(words[0]!)) return undefined;
  const name = nameIn(words);
  if (name === undefined) return `no command: ${line}`;
  const options = optionsOf(name);
  const known = [...options.map(({ option }) => option), ...EVERYWHERE];
  const unknown = (line.match(OPTION) ?? []).filter((option) => !known.includes(option));
  if (unknown.length > 0) return `${name} has no ${unknown.join(', ')}: ${line}`;
  const isUsage = line.includes('[--');
  const isCall = isUsage || words.length > name.split(' ').length;
  const missing = options
    .filter(({ option, isMandatory }) => (isUsage || (isCall && isMandatory)) && !line.includes(option))
    .map(({ option }) => option);
  return missing.length > 0 ? `${name} lacks ${missing.join(', ')}: ${line}` : undefined;
}

const { bffPort, portalPort, departmentPort, deskPort, staffLoginPort } = readSettings({});
/** Also the portal of ten minutes, and Prometheus. */
const PORTS = [bffPort, portalPort, departmentPort, deskPort, staffLoginPort, 9000, 9090];

/** The options that the file of a script reads, or those of the command that it gives. */
function optionsOfScript(script: string): string[] {
  const [, file = '', rest = ''] = /^node (?:--\S+ )?(\S+) ?(.*)$/.exec(scripts[script] ?? '') ?? [];
  if (file === 'bff/cli/main.ts') {
    const name = nameIn(rest.split(' '));
    return name === undefined ? [] : optionsOf(name).map(({ option }) => option);
  }
  return file === ''
    ? []
    : [...readFileSync(join(root, file), 'utf8').matchAll(/'(--[a-z-]+)'/g)].map(([, option]) => option!);
}

/** The options of programs by the name with which a line calls them. */
const OPTIONS = new Map([
  ...Object.keys(scripts).map((name): [string, string[]] => [`npm run ${name}`, optionsOfScript(name)]),
  ...Object.entries(OPTIONS_OF_OTHERS).map(([name, options]): [string, string[]] => [
    name,
    options.split(' ').map((option) => `--${option}`),
  ]),
]);
const ALL_OPTIONS = [
  ...EVERYWHERE,
  ...[...COMMANDS.keys()].flatMap((name) => optionsOf(name).map(({ option }) => option)),
  ...[...OPTIONS.values()].flat(),
];

/** A line that calls our command line. Its options are checked with its command. */
const OURS = /\bcli -- |(?:^|[ /])(?:unit-)?certification [a-z-]/;
function strangeIn(line: string): string[] {
  const options = line.match(OPTION) ?? [];
  if (options.length === 0 || OURS.test(line)) return [];
  const called = [...OPTIONS].filter(([name]) => new RegExp(`(?<![\\w/-])${name}(?![\\w:-])`).test(line));
  const known = called.length > 0 ? called.flatMap(([, own]) => own) : ALL_OPTIONS;
  return options.filter((option) => !known.includes(option));
}

/** Scripts of RuoYi's front ends. */
const OF_OTHERS = ['build:prod', 'dev'];

describe.each(DOCUMENTS)('%s', (page) => {
  const codes = spansAndBlocks(readDocument(page));

  it('names scripts that package.json has', () => {
    const named = codes.flatMap((code) =>
      [...code.matchAll(/\bnpm run (?:-s |--silent )?([\w:-]+)/g)].map(([, name]) => name!),
    );
    expect(named.filter((name) => !Object.hasOwn(scripts, name) && !OF_OTHERS.includes(name))).toEqual([]);
  });

  it('names suites, and parts of paths that one of their files has', () => {
    const named = codes.flatMap((code) =>
      [...code.matchAll(/\bnpm test -- ([a-z\d -]+)/g)].map(([, words]) => words!.split('  ')[0]!.trim()),
    );
    const wrong = named.filter((words) => {
      const [suites, parts] = [true, false].map((isSuite) =>
        words.split(' ').filter((word) => SUITES.some(({ name }) => name === word) === isSuite),
      );
      return (
        !suites!.length || SUITES.some((suite) => suites!.includes(suite.name) && !matches(suite, parts!))
      );
    });
    expect(wrong).toEqual([]);
  });

  it('runs TypeScript with the repository’s Node: the computer’s may be too old', () => {
    const own = /(?<![\w/-])node (--\S+ )*[\w./-]+\.ts\b/;
    expect(codes.filter((code) => own.test(code))).toEqual([]);
  });

  it('names ports of this machine at which something listens', () => {
    const named = [...readDocument(page).matchAll(/(?:localhost|127\.0\.0\.1):(\d+)/g)].map(([, port]) =>
      Number(port),
    );
    expect(named.filter((port) => !PORTS.includes(port))).toEqual([]);
  });

  it('names commands and options that the command line has', () => {
    const lines = codes.flatMap((code) => [
      ...(code.includes(' --') && nameIn(code.split(' ')) !== undefined ? [code] : []),
      ...[...code.matchAll(/\bcli -- (.+)/g)].map(([, words]) => words!),
      ...[...code.matchAll(/(?:^|npx )unit-certification ([a-z].+)/g)].map(([, words]) => words!),
      // The machine room’s name for it (docs/deploy/certification).
      ...[...code.matchAll(/^(?:RELEASE=\S+ )?certification ([a-z].+)/g)].map(([, words]) => words!),
    ]);
    expect(lines.flatMap((line) => mistakeIn(line) ?? [])).toEqual([]);
  });

  it('names options that the called program has', () => {
    const isStyle = (option: string) => /^--(unit-certification|el|sl)-/.test(option);
    const strange = codes
      .filter((code) => nameIn(code.split(' ')) === undefined)
      .flatMap((code) =>
        strangeIn(code)
          .filter((option) => !isStyle(option))
          .map((each) => `${each}: ${code}`),
      );
    expect(strange).toEqual([]);
  });
});

it.each(LANGUAGES)('command-line.md (%s) tells the options of every command', (language) => {
  const [item = ''] = /^- \*\*(?:Options|选项).*$/m.exec(readPage(language, 'command-line.md')) ?? [];
  expect([...new Set(item.match(OPTION))].sort()).toEqual(EVERYWHERE.toSorted());
});

it('has no option of others that no document has', () => {
  const text = DOCUMENTS.map(readDocument).join('\n');
  const found = new Set(text.match(OPTION));
  const missing = Object.values(OPTIONS_OF_OTHERS).flatMap((options) => options.split(' '));
  expect(missing.filter((option) => !found.has(`--${option}`))).toEqual([]);
});

it('finds an option that a script does not read, and one that nothing has', () => {
  expect(strangeIn('npm run docs:examples -- --both')).toEqual(['--both']);
  expect(strangeIn('-- --both')).toEqual(['--both']);
  expect(strangeIn('npm run test-units -- --full')).toEqual(['--full']);
  expect(strangeIn('npm run docs:examples -- --translated')).toEqual([]);
});

it('finds a command and an option that are not there', () => {
  expect(mistakeIn('load registry FILE')).toContain('no command');
  expect(mistakeIn('import handlers FILE --forced')).toContain('--forced');
  expect(mistakeIn('import handlers FILE --force')).toBe(undefined);
});

it('finds an option that a usage, or a call that needs it, lacks', () => {
  expect(mistakeIn('import handlers FILE [--full]')).toContain('lacks --force');
  expect(mistakeIn('unit unlock CODE')).toContain('lacks --reason');
  expect(mistakeIn('unit unlock')).toBe(undefined);
});
