/** From words to a command and its input; help texts. Pure. */
import { parseArgs } from 'node:util';
import {
  UsageError,
  type Command,
  type DatabaseCommand,
  type Input,
  type Option,
  type ProcessCommand,
  type Work,
} from './command.ts';

export const PROGRAM = 'unit-certification';

const EVERYWHERE: Record<string, Option> = {
  json: { type: 'boolean', about: 'one JSON document on standard output, nothing else there' },
  help: { type: 'boolean', short: 'h', about: 'this text' },
};

export type Parsed =
  | { kind: 'help'; text: string }
  | { kind: 'process'; command: ProcessCommand }
  | { kind: 'database'; command: DatabaseCommand; work: Work };

/** `--json` anywhere before `--`, also in words that make no sense otherwise. */
export const wantsJson = (words: readonly string[]): boolean => options(words).includes('--json');

const options = (words: readonly string[]): readonly string[] =>
  words.includes('--') ? words.slice(0, words.indexOf('--')) : words;

/** Throws `UsageError`. */
export function parse(words: readonly string[], commands: readonly Command[]): Parsed {
  const help = options(words).some((word) => word === '--help' || word === '-h') || words[0] === 'help';
  const start = words.findIndex((word) => !['--json', '--help', '-h', 'help'].includes(word));
  const rest = start === -1 ? [] : words.slice(start);
  const command = commands.find(({ name }) => name === rest.slice(0, name.split(' ').length).join(' '));
  if (!command) {
    if (help) return { kind: 'help', text: overview(commands) };
    throw new UsageError(unknownCommand(rest, commands));
  }
  if (help) return { kind: 'help', text: helpOf(command) };
  const args = rest.slice(command.name.split(' ').length);
  try {
    const input = inputOf(command, args);
    if ('runAlone' in command) return { kind: 'process', command };
    return { kind: 'database', command, work: command.plan(input) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${error.message}\nUsage: ${usageOf(command)}`);
  }
}

function inputOf(command: Command, args: string[]): Input {
  let parsed;
  try {
    const all = { ...command.options, ...EVERYWHERE };
    parsed = parseArgs({ args, options: all, allowPositionals: true, strict: true });
  } catch (error) {
    const [sentence] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(`${sentence!.replace(/\.$/, '')}.`);
  }
  const { positionals } = parsed;
  const values: Record<string, unknown> = parsed.values;
  const expected = command.positionals ?? [];
  if (positionals.length < expected.length)
    throw new UsageError(`${expected[positionals.length]} is missing.`);
  if (positionals.length > expected.length)
    throw new UsageError(`'${positionals[expected.length]}' is too much.`);
  return {
    positionals,
    text: (option) => values[option] as string | undefined,
    list: (option) => (values[option] as string[] | undefined) ?? [],
    flag: (option) => values[option] === true,
  };
}

function unknownCommand(words: readonly string[], commands: readonly Command[]): string {
  const usage = `Usage: ${PROGRAM} COMMAND … (${PROGRAM} --help lists the commands)`;
  const typed = words.filter((word) => !word.startsWith('-')).slice(0, 2);
  if (typed.length === 0) return `A command is missing.\n${usage}`;
  const group = commands.filter(({ name }) => name.startsWith(`${typed[0]} `));
  if (group.length > 0 && typed.length === 1)
    return `'${typed[0]}' needs a second word: ${group.map(({ name }) => name).join(', ')}.\n${usage}`;
  const nearest = commands
    .map(({ name }) => {
      const asTyped = typed.slice(0, name.split(' ').length).join(' ');
      return { name, distance: distance(asTyped, name) };
    })
    .sort((a, b) => a.distance - b.distance)[0]!;
  return `There is no command '${typed.join(' ')}'. Did you mean '${nearest.name}'?\n${usage}`;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

const optionText = ([name, { value }]: [string, Option]): string => `--${name}${value ? ` ${value}` : ''}`;

const usageOf = ({ name, positionals = [], options: own = {} }: Command): string =>
  [PROGRAM, name, ...positionals, ...Object.entries(own).map((option) => `[${optionText(option)}]`)].join(
    ' ',
  );

const columns = (rows: [string, string][]): string => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
};

function helpOf(command: Command): string {
  const rows = Object.entries({ ...command.options, ...EVERYWHERE }).map((option): [string, string] => [
    optionText(option),
    option[1].about,
  ]);
  const notes = command.notes ? `\n${command.notes}\n` : '';
  return `${command.about}\n\nUsage: ${usageOf(command)}\n\n${columns(rows)}\n${notes}`;
}

const overview = (commands: readonly Command[]): string =>
  `Usage: ${PROGRAM} COMMAND … [--json] [--help]\n\n${columns(
    commands.map(({ name, positionals = [], about }): [string, string] => [
      [name, ...positionals].join(' '),
      about,
    ]),
  )}\n\nExit code: 0 done, 1 failed, 2 wrong usage. COMMAND --help says more.\n`;
