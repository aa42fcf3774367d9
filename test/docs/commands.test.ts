/** Commands that documents tell to give are there, with their options: npm's scripts, and the command line. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { usageOfOption } from '../../bff/cli/table.ts';
import { COMMANDS } from './generated/commands.ts';
import { matches, SUITES } from '../support/suites.ts';
import { readSettings } from '../../demo/settings.ts';
import { DOCUMENTS, readDocument, root } from './support/pages.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

const spansAndBlocks = (text: string): string[] => [
  ...[...text.matchAll(/^```.*?\n(.*?)^```/gms)].flatMap(([, block]) => block!.split('\n')),
  ...[...text.replace(/^```.*?^```$/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!),
];

/** Options of every command, and of `serve`'s process. */
const EVERYWHERE = ['--json', '--as', '--help', '--version'];

/** The mistake in the words after the program's name. */
function mistakeIn(line: string): string | undefined {
  const words = line
    .split(/\s+[#<|]/)[0]!
    .trim()
    .split(/\s+/);
  if (EVERYWHERE.includes(words[0]!) || words[0] === 'COMMAND' || /^[命…]/.test(words[0]!)) return undefined;
  const name = [words.slice(0, 2).join(' '), words[0]!].find((each) => COMMANDS.has(each));
  if (name === undefined) return `no command: ${line}`;
  const options = Object.entries(COMMANDS.get(name)!.options ?? {}).map(([key, option]) => ({
    option: usageOfOption(key, option).split(' ')[0]!,
    isMandatory: option.isMandatory === true,
  }));
  const own = options.map(({ option }) => option);
  const known = [...own, ...EVERYWHERE];
  const unknown = (line.match(/(?<![\w-])--[a-z][a-z\d-]*/g) ?? []).filter(
    (option) => !known.includes(option),
  );
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
      ...[...code.matchAll(/\bcli -- (.+)/g)].map(([, words]) => words!),
      ...[...code.matchAll(/(?:^|npx )unit-certification ([a-z].+)/g)].map(([, words]) => words!),
      // The machine room’s name for it (docs/deploy/certification).
      ...[...code.matchAll(/^(?:RELEASE=\S+ )?certification ([a-z].+)/g)].map(([, words]) => words!),
    ]);
    expect(lines.flatMap((line) => mistakeIn(line) ?? [])).toEqual([]);
  });
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
