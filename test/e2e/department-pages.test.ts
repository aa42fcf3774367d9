/** The department's own pages: usable by everybody, in both languages, light and dark, on a phone, in larger type. */
import { expect, it } from 'vitest';
import { loadAxe } from './support/axe.ts';
import { sharedStage } from './support/stage.ts';
import { DESKTOP, PHONE, visit } from './support/visit.ts';

const { demo, browser } = await sharedStage();
const violations = await loadAxe();

/** 1280 pixels at 400 % (WCAG 2.2, 1.4.10). */
const NARROW = { width: 320, height: 640 };

const PAGES = [
  '/',
  '/certification',
  '/business/contributions',
  '/business/transfers',
  '/privacy',
  '/nowhere',
];

it.each([
  ['zh-Hans', DESKTOP],
  ['zh-Hans', PHONE],
  ['en', { width: 1366, height: 625 }],
  ['en', PHONE],
] as const)(
  'in %s, %o, large: the name of the department takes two lines at most',
  async (language, viewport) => {
    const { page, context } = await visit(browser, demo.portal, viewport);
    await context.addCookies([{ name: 'appearance', value: 'large', url: demo.department }]);
    await page.goto(`${demo.department}/login?lang=${language}`);
    await page.locator('.accounts summary').click();
    await page.locator('.accounts button[data-code="91320199MA1DEM0152"]').first().click();
    await page.waitForURL(`${demo.department}/`);
    const lines = await page.locator('.brand > span').evaluate((brand) => {
      const { lineHeight } = getComputedStyle(brand.querySelector('strong')!);
      return brand.getBoundingClientRect().height / parseFloat(lineHeight);
    });
    expect(Math.round(lines)).toBeLessThanOrEqual(2);
    await context.close();
  },
);

it.each([
  ['zh-Hans', 'light', 'standard', DESKTOP],
  ['en', 'dark', 'standard', DESKTOP],
  ['zh-Hans', 'dark', 'large', DESKTOP],
  ['en', 'light', 'standard', PHONE],
  ['en', 'light', 'large', NARROW],
  ['zh-Hans', 'dark', 'standard', PHONE],
] as const)(
  'in %s, %s, %s, %o: accessible, and nothing is wider than the screen',
  async (language, colorScheme, appearance, viewport) => {
    const { page, context, picture, settled } = await visit(browser, demo.portal, viewport);
    await page.emulateMedia({ colorScheme });
    await context.addCookies([{ name: 'appearance', value: appearance, url: demo.department }]);
    const look = async (what: string) => {
      expect(await violations(page), what).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, what).toBe(viewport.width);
      await picture(`department/${what.replaceAll('/', '-')}-${language}-${colorScheme}-${appearance}`);
    };
    const open = async (path: string) => {
      await page.goto(demo.department + path);
      await settled();
      await look(path);
    };
    await open(`/login?lang=${language}`);
    await page.locator('form[action="/login"] .primary').click();
    await page.locator('#unitCode-error').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('unitCode');
    await look('login-refused');
    await page.locator('.accounts summary').click();
    await look('accounts');
    await page.locator('.accounts button[data-code="91320199MA1DEM0820"][data-role="operator"]').click();
    await page.waitForURL(`${demo.department}/`);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await look('operator');
    await page.locator('form[action="/logout"] button').click();
    await page.locator('.accounts summary').click();
    await page.locator('.accounts button[data-code="91320199MA1DEM0152"]').click();
    await page.waitForURL(`${demo.department}/`);
    for (const path of PAGES) await open(path);
    await page.goto(`${demo.department}/business/contributions`);
    await page.locator('form[data-business] .primary').click();
    await page.locator('#headcount-error').waitFor();
    await look('business-refused');
    await page.locator('[data-fill-form]').click();
    await page.locator('form[data-business] .primary').click();
    await page.locator('.receipt').waitFor();
    await look('receipt');
    await page.locator('.menu summary').click();
    await look('menu');
    await context.close();
  },
);

it('a person without a mouse logs in, does a business, and logs out', async () => {
  const { page, context } = await visit(browser, demo.portal);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  const to = async (text: string) => {
    for (let stops = 0; stops < 30 && (await focused()) !== text; stops++) await page.keyboard.press('Tab');
    expect(await focused()).toBe(text);
    const ring = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(ring).toBe('solid');
  };
  await page.goto(`${demo.department}/login`);
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('跳到主要内容');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('91320199ma1dem0152');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Yunchuan2026');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${demo.department}/`);
  await to('单位设置');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('认证中心');
  await page.keyboard.press('Escape');
  expect(await focused()).toBe('单位设置');
  await page.goto(`${demo.department}/business/contributions`);
  await to('填入演示数据');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+Tab');
  expect(await focused()).toBe('提交登记');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '登记已提交' }).waitFor();
  await to('退出');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${demo.department}/login`);
  await context.close();
});
