/** The command line is parsed before a database is opened: right and wrong arguments, and the help for the user. */
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../bff/cli/context.ts';
import { COMMANDS } from '../../../bff/cli/commands.ts';
import { parse, wantsJson } from '../../../bff/cli/parse.ts';
import { commandsOf, usageOfOption } from '../../../bff/cli/table.ts';
import { VERSION } from '../../../bff/contract/version.ts';
import { createTerminal, type Stream } from '../../../bff/cli/terminal.ts';

const words = (line: string) => line.split(' ').filter((word) => word !== '');
const refusal = (line: string): string => {
  try {
    parse(words(line), COMMANDS);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error('it was understood');
};
const ROWS = [...commandsOf(COMMANDS)];
const ADD = 'site add portal --origin https://portal.example';
const UNIT = '91320100MA1DEM015L';

describe('right arguments', () => {
  it.each([
    ADD,
    `${ADD} --origin http://localhost:8788 --hs256 --webhook http://hooks.internal/x`,
    `--json ${ADD}`,
    `${ADD} --jwks https://portal.example/jwks --json`,
    'site list',
    'site rotate portal --now',
    'site webhook portal --webhook https://portal.example/hook --secret',
    'token check eyJ.eyJ.x --json',
    'token check -',
    `unit revoke ${UNIT} --reason because`,
    'import registry file.csv --full --force',
    'import registry file.csv --source institutions --as-of 2026-11-20',
    'import registry file.csv --dry-run --report units.csv',
    'source list',
    'audit verify',
    'keys rotate --json',
    'keys replace digests',
    'migrate',
  ])('%s', (line) => expect(parse(words(line), COMMANDS).kind).toBe('database'));

  it('serve is a task for this process', () => expect(parse(['serve'], COMMANDS).kind).toBe('process'));

  const helpOf = (line: string) => {
    const parsed = parse(words(line), COMMANDS);
    return parsed.kind === 'help' ? parsed.text : '';
  };

  it.each(['--help', '-h', 'help', '--json --help'])('%s lists all commands', (line) => {
    for (const [name] of ROWS) expect(helpOf(line)).toContain(`  ${name}`);
  });

  it('--version prints the version', () => expect(helpOf('--version')).toBe(`${VERSION}\n`));

  it('site remove --help says what is erased', () =>
    expect(helpOf('site remove --help')).toContain(
      'attempts, waiting claims, cases, answers and undelivered messages',
    ));

  it('the help of an argument with choices names them', () =>
    expect(helpOf('keys replace --help')).toMatch(/choices: "encryption", "digests",\s+"macs"/));

  it('site --help lists the commands of its group', () => {
    const text = helpOf('site --help');
    for (const [name] of ROWS) expect(text.includes(`  ${name}`)).toBe(name.startsWith('site '));
  });

  it.each(ROWS)('%s --help names its options', (name, { options = {} }) => {
    const names = Object.entries(options).map(([key, option]) => usageOfOption(key, option).split(' ')[0]!);
    for (const line of [`${name} --help`, `${name} -h`])
      for (const option of [...names, '--json', '--help']) expect(helpOf(line)).toContain(option);
  });
});

describe('wrong arguments', () => {
  it.each([
    ['', 'A command is missing.'],
    ['sit add', 'Did you mean site?'],
    ['site ad portal', 'Did you mean add?'],
    ['import registyr file.csv', 'Did you mean registry?'],
    ['unit shwo X', 'Did you mean show?'],
    ['serv', 'Did you mean serve?'],
    ['site', 'A command is missing.'],
    ['site show', "Missing required argument 'ID'"],
    ['site add a b --origin https://a.example', 'Too many arguments'],
    ['site add portal', "Required option '--origin <ORIGIN>' not specified"],
    ['site add a|b --origin https://a.example', 'It must be 1-64 letters'],
    ['site add portal --origin null', 'is the origin of all sandboxed pages'],
    ['site add portal --origin https://a.example/x', 'has more than scheme, host and port'],
    ['site add portal --origin http://a.example', 'must be https'],
    [`${ADD} --jwks x --hs256`, "cannot be used with option '--hs256'"],
    [`${ADD} --jwks http://a.example/jwks`, 'must be https'],
    [`${ADD} --jwks https://user@a.example/jwks`, 'without user and password'],
    [`${ADD} --webhook ftp://a.example`, 'It must be a URL'],
    [`${ADD} --open phone`, 'It must be real-person'],
    ['site origins portal', '--add ORIGIN or --remove ORIGIN is missing.'],
    ['site origins portal --add https://a.example --remove https://a.example', 'Either --add or --remove'],
    ['site origins portal --add https://a.example/x', 'has more than scheme, host and port'],
    ['site kinds portal', '--open KIND or --close KIND is missing.'],
    ['site kinds portal --open real-person --close real-person', 'Either --open or --close'],
    [`${ADD} --colour red`, "Unknown option '--colour'"],
    [`${ADD} --webhook`, "Option '--webhook <URL>' argument missing"],
    ['site rotate portal --now=yes', "Unknown option '--now=yes'"],
    ['import registry file.csv --source markets', 'Allowed choices are market,'],
    ['import registry file.csv --report units.csv', '--report is for --dry-run.'],
    ['keys replace signatures', 'Allowed choices are encryption, digests, macs.'],
    [`unit unlock ${UNIT}`, "Required option '--reason <TEXT>' not specified"],
    [`unit unlock ${UNIT} --reason=`, 'The audit asks for a reason'],
    [`unit revoke ${UNIT} --reason ${'x'.repeat(201)}`, '200 characters'],
    [`unit unlock ${UNIT} --reason 来电人320199198211050322要求`, 'It has a document number'],
    [`unit attempts ${UNIT} --reason 回拨13912345011`, 'It has a phone number'],
    ['subject find --reason 13912345011', 'It has a phone number'],
    ['unit show X', 'It must be a unified social credit code'],
    ['import registry', "Missing required argument 'FILE'"],
  ])('%s → %s', (line, message) => {
    const reported = refusal(line);
    expect(reported).toContain(message);
    expect(reported).toContain('\nUsage: unit-certification ');
  });

  const NUMBER = '320199198211050322';

  it.each([
    `unit show ${NUMBER}`,
    'unit show E12345678',
    `site add ${NUMBER} --origin https://portal.example`,
    `site privacy portal --notice ${NUMBER}`,
    `site list --as ${NUMBER}`,
    'site list --as 13912345011',
  ])('a person’s number is refused where the audit would keep it, and not repeated: %s', (line) => {
    const reported = refusal(line);
    expect(reported).toMatch(/It has a (document|phone) number: leave it out/);
    expect(reported).not.toMatch(/320199198211050322|E12345678|13912345011/);
  });

  it('every command that records a reason refuses a number in it, and does not repeat it', () => {
    const names = ROWS.flatMap(([name, { options = {} }]) => ('reason' in options ? [name] : []));
    expect(names.length).toBeGreaterThan(8);
    for (const name of names) {
      const given = [...name.split(' '), `--reason=对方'说${NUMBER}`];
      expect(() => parse(given, COMMANDS), name).toThrow('number');
      expect(() => parse(given, COMMANDS), name).not.toThrow(NUMBER);
    }
  });

  it('--json is found at any position before --', () => {
    expect(wantsJson(words('nonsense --json'))).toBe(true);
    expect(wantsJson(words('site add -- --json'))).toBe(false);
  });
});

describe('the terminal', () => {
  const open = (isTTY: boolean) => {
    const written = { out: '', err: '', now: 0 };
    const stream = (name: 'out' | 'err'): Stream => ({
      write: (text) => (written[name] += text),
      isTTY,
      columns: 80,
    });
    return { written, io: createTerminal(stream('out'), stream('err'), () => written.now) };
  };

  it('draws a bar, at most ten times a second, and erases it before other output', () => {
    const { written, io } = open(true);
    io.progress(0, 2_000_000, 'bytes');
    io.progress(500_000, 2_000_000, 'bytes');
    expect(written.err).toBe(`\r\x1b[K${'░'.repeat(30)} 0 % (0.0 of 2.0 MB)`);
    written.now += 100;
    written.err = '';
    io.progress(1_000_000, 2_000_000, 'bytes');
    io.err('line 3: bad-code');
    expect(written.err).toBe(
      `\r\x1b[K${'█'.repeat(15)}${'░'.repeat(15)} 50 % (1.0 of 2.0 MB)\r\x1b[Kline 3: bad-code\n`,
    );
    expect(written.out).toBe('');
  });

  it('names the unit of progress when it is not bytes', () => {
    const { written, io } = open(false);
    io.progress(1, 6, 'columns');
    expect(written.err).toBe('16 % (1 of 6 columns)\n');
  });

  it('writes plain lines every three seconds without a terminal, and the last one once', () => {
    const { written, io } = open(false);
    for (const done of [0, 1, 2]) {
      io.progress(done * 100_000, 1_000_000, 'bytes');
      written.now += 1_500;
    }
    io.progress(1_000_000, 1_000_000, 'bytes');
    io.progress(1_000_000, 1_000_000, 'bytes');
    expect(written.err).toBe('0 % (0.0 of 1.0 MB)\n20 % (0.2 of 1.0 MB)\n100 % (1.0 of 1.0 MB)\n');
  });
});
