/** The guides name every command, every webhook type and every language. */
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { DATABASE_COMMANDS } from '../../bff/cli/commands.ts';
import { addServeCommand } from '../../bff/cli/serve.ts';
import { WEBHOOK_TYPES } from '../../bff/contract/webhook.ts';
import { LOCALES } from '../../widget/locales/index.ts';
import { LANGUAGES, readPage } from './support/pages.ts';

function commandNames(): string[] {
  const program = new Command();
  for (const add of [addServeCommand, ...DATABASE_COMMANDS]) add(program, () => undefined);
  const namesOf = ({ commands }: Command, group: string): string[] =>
    commands.flatMap((command) =>
      command.commands.length > 0
        ? namesOf(command as Command, `${group}${command.name()} `)
        : [`${group}${command.name()}`],
    );
  return namesOf(program, '');
}

const isNamed = (page: string, name: string): boolean => page.includes(`\`${name}`);

describe.each(LANGUAGES)('in %s', (language) => {
  it('command-line.md names every command', () => {
    const page = readPage(language, 'command-line.md');
    expect(commandNames().filter((name) => !isNamed(page, name))).toEqual([]);
  });

  it('embedding.md names every language', () => {
    const [, values = ''] = /^\| `locale` \|(.*?)\|/m.exec(readPage(language, 'embedding.md')) ?? [];
    expect(LOCALES.filter((locale) => !isNamed(values, `${locale}\``))).toEqual([]);
  });

  it('server-api.md names every webhook type', () => {
    const page = readPage(language, 'server-api.md');
    expect(WEBHOOK_TYPES.filter((type) => !isNamed(page, type))).toEqual([]);
  });
});
