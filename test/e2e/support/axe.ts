/** Checks a page with axe-core. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Returns a function that lists a page's violations of WCAG 2.2 A and AA and of good practice, one line each, frames included. */
export async function loadAxe(): Promise<(page: Page) => Promise<string[]>> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return async (page) => {
    for (const frame of page.frames())
      if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(source);
    return page.evaluate(async (values) => {
      const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
      const found = await axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    }, RULES);
  };
}
