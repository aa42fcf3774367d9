/** Checks a page with axe-core. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const ALL = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
const COLORS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/**
 * Returns a function that lists a page's violations of WCAG 2.2 A and AA and of good practice, one line each, frames included. `'colors'`: of
 * the rules about colors alone, for another color scheme of a page that was checked.
 */
export async function loadAxe(): Promise<(page: Page, rules?: 'colors') => Promise<string[]>> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return async (page, rules) => {
    for (const frame of page.frames())
      if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(source);
    return page.evaluate(
      async (runOnly) => {
        const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
        const found = await axe.run({ runOnly, resultTypes: ['violations'] });
        return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
      },
      rules ? COLORS : ALL,
    );
  };
}
