/** `source …`: the registers that files are imported from. */
import { SOURCE_IDS } from '../contract/sources.ts';
import { readSources, type SourceState } from '../registry/index.ts';
import { command, oneOf, type Group } from './table.ts';

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

const show = command({
  name: 'show',
  about: 'Shows one source.',
  arguments: { id: oneOf('the source', SOURCE_IDS) },
  async run({ resources }, { id }) {
    const source = (await readSources(resources.database)).find((each) => each.id === id)!;
    return { json: source, text: textOf(source) };
  },
});

export const SOURCE: Group = {
  name: 'source',
  about: 'The registers that files are imported from.',
  commands: [list, show],
};
