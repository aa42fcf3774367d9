/** What axe-core finds wrong in a page. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const readAxe = () => readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** `violations` of a page by WCAG 2.2 A and AA and good practice, as one line each; frames included by axe itself. */
export async function loadAxe(): Promise<(page: Page) => Promise<string[]>> {
  const source = await readAxe();
  return async (page) => {
    for (const frame of page.frames())
      if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(source);
    const found = await page.evaluate((values) => {
      const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
      return axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    }, RULES);
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  };
}

/**
 * How a part in the shadow root of `host` stands against WCAG's enhanced contrast (7, large text 4.5): what fails or
 * cannot be told, as one line each, and how many pieces of text pass.
 */
export async function contrastOf(
  frame: Frame,
  host: string,
  part: string,
): Promise<{ wrong: string[]; passed: number }> {
  await frame.evaluate(await readAxe());
  const { violations, incomplete, passes } = await frame.evaluate(
    ([outer, inner]) => {
      const { axe } = window as unknown as { axe: { run(...what: object[]): Promise<AxeResults> } };
      const rules = { 'color-contrast-enhanced': { enabled: true } };
      return axe.run({ fromShadowDom: [outer, inner] }, { runOnly: Object.keys(rules), rules });
    },
    [host, part],
  );
  const wrong = [...violations, ...incomplete].flatMap(({ nodes }) =>
    nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary}`),
  );
  return { wrong, passed: passes.flatMap(({ nodes }) => nodes).length };
}
