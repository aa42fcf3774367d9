/** `source …`: the registers that files are imported from. */
import { Argument } from 'commander';
import { SOURCE_IDS } from '../contract/sources.ts';
import { readSources, type SourceState } from '../registry/index.ts';
import { onDatabase, type AddCommands } from './command.ts';

const textOf = ({ id, classes, compares, last }: SourceState): string =>
  [
    id,
    `codes that begin with ${classes.join(', ')}`,
    `compares ${compares.join(', ')}`,
    last
      ? `${last.rows} units as of ${last.asOf}, imported ${last.importedAt}`
      : 'never imported: users of its units are told so before they type anything, unless a partner is asked',
  ].join('; ');

export const addSourceCommands: AddCommands = (program, plan) => {
  const group = program.command('source').description('The registers that files are imported from.');
  group
    .command('list')
    .description('Lists all sources, with what was imported last.')
    .action(() =>
      plan(
        onDatabase(async ({ resources }) => {
          const sources = await readSources(resources.database);
          return { json: sources, text: sources.map(textOf).join('\n') };
        }),
      ),
    );
  group
    .command('show')
    .description('Shows one source.')
    .addArgument(new Argument('<ID>').choices(SOURCE_IDS))
    .action((id: string) =>
      plan(
        onDatabase(async ({ resources }) => {
          const source = (await readSources(resources.database)).find((each) => each.id === id)!;
          return { json: source, text: textOf(source) };
        }),
      ),
    );
};
