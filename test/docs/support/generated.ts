/** What documents say by code: the regions between `<!-- generated: NAME -->` and `<!-- end -->`. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { docs } from './pages.ts';

const decisions = join(docs, 'decisions');

/** A list of all decisions, by their headings. */
const listDecisions = (): string =>
  globSync('0*.md', { cwd: decisions })
    .sort()
    .map((file) => {
      const [, number, title] = /^# (\d{4}) (.*)$/m.exec(readFileSync(join(decisions, file), 'utf8')) ?? [];
      if (number !== basename(file).slice(0, 4)) throw new Error(`${file} has no heading with its number`);
      return `- [${number} ${title}](${file})\n`;
    })
    .join('');

/** The text of each region, from its present one. */
const REGIONS: Record<string, (present: string) => string> = {
  decisions: listDecisions,
};

/** The page with its regions as the code has them. */
export const generate = (page: string): string =>
  page.replace(
    /^<!-- generated: ([\w-]+) -->\n(.*?)^<!-- end -->$/gms,
    (_, name: string, present: string) => {
      const region = REGIONS[name];
      if (!region) throw new Error(`nothing generates “${name}”`);
      return `<!-- generated: ${name} -->\n${region(present)}<!-- end -->`;
    },
  );
