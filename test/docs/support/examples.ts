/** `docs/examples`: the code that the guides quote. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docs } from './pages.ts';

const folder = join(docs, 'examples');
const root = join(docs, '..');

export const EXAMPLES: readonly string[] = readdirSync(folder).sort();

export const readExample = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** The page, with the present text of the example in each block that has a title. */
export const quoteExamples = (page: string): string =>
  page.replace(
    /^(```\w+ title="([^"]+)"\n).*?^```$/gms,
    (_, fence: string, name: string) => `${fence}${readExample(name)}\`\`\``,
  );

/**
 * A portal's project with all examples and the client for servers, whose name leads to its source. `bff` is the address of the certification service.
 * Returns its folder, `test/.output/NAME`.
 */
export function makeProject(name: string, bff: string): string {
  const project = join(root, 'test/.output', name);
  const installed = join(project, 'node_modules/unit-certification-server');
  rmSync(project, { recursive: true, force: true });
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(installed, 'package.json'), JSON.stringify({ type: 'module', exports: './index.js' }));
  const source = JSON.stringify(join(root, 'bff/portal-client/index.ts'));
  writeFileSync(join(installed, 'index.js'), `export * from ${source};\n`);
  for (const example of EXAMPLES)
    writeFileSync(join(project, example), readExample(example).replaceAll('https://bff.example', bff));
  return project;
}
