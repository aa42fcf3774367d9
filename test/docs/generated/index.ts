/**
 * The parts of documents that come from the code: the regions between `<!-- generated: NAME -->` and `<!-- end -->`. Most are tables, of which some cells come
 * from code and the others from people. A row that is missing, or that nothing has any more, is an error, because only people can write it.
 */
import type { DocsLanguage } from '../support/pages.ts';
import { fillCommands } from './commands.ts';
import { listDecisions } from './decisions.ts';
import { fillSections } from './desk.ts';
import { fillAttributes, fillEvents, fillMethods, fillVariables, listParts } from './elements.ts';
import { fillDemo, fillEnvironment } from './environment.ts';
import { fillFigures } from './figures.ts';
import { fillColumns, fillStates } from './import.ts';
import { fillMetrics, fillWorkers } from './monitoring.ts';
import { fillScale } from './scale.ts';
import { fillTables, listColumns, listRemoved } from './storage.ts';
import { fillProblems, fillTokenErrors, fillWebhooks } from './wire.ts';

type Region = (present: string, language: DocsLanguage) => string;

const REGIONS: Record<string, Region> = {
  attributes: fillAttributes,
  columns: listColumns,
  commands: fillCommands,
  decisions: listDecisions,
  demo: (present, language) => fillDemo(language)(present),
  desk: fillSections,
  environment: (present, language) => fillEnvironment(language)(present),
  events: fillEvents,
  'import-columns': (present, language) => fillColumns(language)(present),
  methods: fillMethods,
  metrics: fillMetrics,
  parts: listParts,
  problems: fillProblems,
  removed: listRemoved,
  scale: fillScale,
  states: (present, language) => fillStates(language)(present),
  tables: fillTables,
  'token-errors': fillTokenErrors,
  variables: fillVariables,
  webhooks: (present, language) => fillWebhooks(language)(present),
  workers: (present, language) => fillWorkers(language)(present),
};

export const REGION_NAMES: readonly string[] = Object.keys(REGIONS).sort();

/** Names of the regions of a document, in order. */
export const regionsIn = (text: string): string[] =>
  [...text.matchAll(/^<!-- generated: ([\w-]+) -->$/gm)].map(([, name]) => name!);

/** The text of the document with its regions, and the numbers in its sentences, as the code has them. */
export const generate = (path: string, text: string): string =>
  fillFigures(text).replace(
    /^<!-- generated: ([\w-]+) -->\n(.*?)^<!-- end -->$/gms,
    (_, name: string, present: string) => {
      const region = REGIONS[name];
      if (!region) throw new Error(`${path}: nothing generates “${name}”`);
      const language = path.startsWith('docs/en/') ? 'en' : 'zh';
      return `<!-- generated: ${name} -->\n${region(present, language)}<!-- end -->`;
    },
  );
