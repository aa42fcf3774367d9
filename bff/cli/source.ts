/** `source …`: the registers that files are imported from. */
import { readSources, type SourceState } from '../registry/index.ts';
import { command, type Group } from './table.ts';

const textOf = ({ id, classes, compares, last }: SourceState): string =>
  [
    id,
    `codes that begin with ${classes.join(', ')}`,
    `compares ${compares.join(', ')}`,
    last
      ? `${last.rows} units as of ${last.asOf}, imported ${last.importedAt}`
      : 'never imported: users of its units are told so before they type anything, unless a partner is asked',
  ].join('; ');

const list = command({
  name: 'list',
  about: 'Lists all sources, with what was imported last.',
  async run({ resources }) {
    const sources = await readSources(resources.database);
    return { json: sources, text: sources.map(textOf).join('\n') };
  },
});

export const SOURCE: Group = {
  name: 'source',
  about: 'The registers that files are imported from.',
  commands: [list],
};
