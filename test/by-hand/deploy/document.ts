/** The commands of docs/zh/deploy.md: each fenced block whose first line is `# on MACHINE…`, under its heading. */
import { readPage } from '../../docs/support/pages.ts';

export interface Block {
  heading: string;
  /** The names of the machines, in the order in which they run it. */
  on: readonly string[];
  code: string;
}

export function allBlocks(): Block[] {
  let heading = '';
  const parts = readPage('zh', 'deploy.md').matchAll(/^## ([^\n]+)$|^```sh\n# on ([^\n]+)\n(.*?)^```$/gms);
  return [...parts].flatMap(([, title, machines, code]) => {
    if (title !== undefined) heading = title;
    return code === undefined ? [] : [{ heading, on: machines!.split(' '), code }];
  });
}

/** The blocks under a heading; throws when there are none. */
export function section(heading: string): Block[] {
  const found = allBlocks().filter((block) => block.heading === heading);
  if (found.length === 0) throw new Error(`deploy.md has no commands under ${heading}`);
  return found;
}
