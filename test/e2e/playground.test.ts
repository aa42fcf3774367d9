/** The testers' playground: controls, the live element, the lines to copy. */
import { describe, expect, it } from 'vitest';
import { sharedStage } from './support/stage.ts';
import { visit } from './support/visit.ts';
import { BUSINESS } from '../support/demo-words.ts';

/** High enough for the whole frame. */
const SCREEN = { width: 1366, height: 1300 };

const { demo, browser } = await sharedStage();

describe('the playground', () => {
  it('a control changes the element, the lines to copy and the address', async () => {
    const who = await visit(browser, demo.portal, SCREEN);
    await who.page.goto(`${demo.portal}/qa/playground?locale=en`);
    const frame = who.page.frameLocator('iframe');
    await frame.getByRole('heading', { name: /^Verify your/ }).waitFor();

    await who.page.getByLabel('用法').selectOption('center');
    await frame.getByRole('button', { name: 'Verify now' }).waitFor();
    await who.page.getByLabel('主色').fill('#a4262c');
    await expect
      .poll(() =>
        frame
          .getByRole('button', { name: 'Verify now' })
          .evaluate((it) => getComputedStyle(it).backgroundColor),
      )
      .toBe('rgb(164, 38, 44)');
    await who.page.getByRole('button', { name: 'Vue' }).click();
    const lines = await who.page.locator('pre code').first().innerText();
    expect(lines).toContain('<unit-certification-center');
    expect(lines).toContain('locale="en"');
    expect(lines).toContain('--unit-certification-primary: #a4262c;');
    expect(new URL(who.page.url()).searchParams.get('view')).toBe('center');
    await who.page.getByText('certification-status', { exact: true }).first().waitFor();
    await who.context.close();
  });

  it('begins with the attributes of its page, intercepts the selected elements, and offers every attribute', async () => {
    const who = await visit(browser, demo.portal, SCREEN);
    const { page } = who;
    await page.goto(`${demo.portal}/qa/playground?view=gate&locale=en`);
    const intercepts = async () => {
      const frame = page.frameLocator('iframe');
      await frame.locator('unit-certification[for][locale=en]').waitFor({ state: 'attached' });
      await frame.getByRole('button', { name: BUSINESS.submit }).click();
      await frame.getByRole('heading', { name: /^Verify/ }).waitFor();
      await frame.getByRole('button', { name: 'Cancel' }).click();
    };
    await intercepts();
    const lines = await page.locator('pre code').first().innerText();
    expect(lines).toMatch(/for="\[data-guarded\]"[^]*center-url="\/unit\/certification"/);
    expect(lines).not.toContain('/qa/');
    await page.getByRole('button', { name: '换一个新单位' }).click();
    await page.waitForURL(/scenario=/);
    expect(new URL(page.url()).search).not.toContain('token-url');
    await intercepts();
    const offered = await page
      .locator('[data-attribute]')
      .evaluateAll((controls) => controls.map((control) => (control as HTMLInputElement).name));
    const attributes = await page
      .frames()[1]!
      .evaluate(
        () =>
          (customElements.get('unit-certification') as unknown as { observedAttributes: string[] })
            .observedAttributes,
      );
    expect(attributes.filter((name) => name !== 'bff' && !offered.includes(name))).toEqual([]);
    await who.context.close();
  });
});
