/** The commands of docs/LANGUAGE/deploy.md: each fenced block whose first line is `# on MACHINE…`, under its heading. */
import { readPage, type DocsLanguage } from '../docs/support/pages.ts';

export interface Block {
  heading: string;
  /** The names of the machines, in the order in which they run it. */
  on: readonly string[];
  code: string;
}

export function blocksOf(language: DocsLanguage): Block[] {
  let heading = '';
  const parts = readPage(language, 'deploy.md').matchAll(
    /^## ([^\n]+)$|^```sh\n# on ([^\n]+)\n(.*?)^```$/gms,
  );
  return [...parts].flatMap(([, title, machines, code]) => {
    if (title !== undefined) heading = title;
    return code === undefined ? [] : [{ heading, on: machines!.split(' '), code }];
  });
}

/** The blocks under a heading; throws when there are none. */
export function section(heading: string): Block[] {
  const blocks = blocksOf('zh').filter((block) => block.heading === heading);
  if (blocks.length === 0) throw new Error(`deploy.md has no commands under ${heading}`);
  return blocks;
}
