/** The list of decisions, by their headings. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docs } from '../support/pages.ts';

const folder = join(docs, 'decisions');

export const listDecisions = (): string =>
  globSync('0*.md', { cwd: folder })
    .sort()
    .map((file) => {
      const [, number, title] = /^# (\d{4}) (.*)$/m.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
      if (number !== file.slice(0, 4)) throw new Error(`${file} has no heading with its number`);
      return `- [${number} ${title}](${file})\n`;
    })
    .join('');
