/** The testers' pages are usable by everybody, the department's center is found, and nothing moves where a center stands. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../demo/data/accounts.ts';
import { contrastOf, loadAxe } from './support/axe.ts';
import { sharedStage } from './support/stage.ts';
import { accountOf, DESKTOP, PHONE, visit, type Visit } from './support/visit.ts';

const { demo, browser } = await sharedStage();
const violations = await loadAxe();

async function inspect({ page, settled }: Visit, address: string): Promise<void> {
  await page.goto(address);
  await settled();
  expect(await violations(page), address).toEqual([]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wider, address).toBeLessThanOrEqual(0);
}

/** Logs in at the department with the unit of this demo account. */
async function atDepartment(page: Page, title: string, language: string): Promise<void> {
  const { unit } = accountOf(title);
  await page.goto(`${demo.department}/login?lang=${language}`);
  await page.locator('[name=unitCode]').fill(unit.code);
  await page.locator('[name=password]').fill(DEMO_PASSWORD);
  await page.locator('main form .primary').click();
  await page.waitForURL(`${demo.department}/`);
}

it.each([
  ['zh-Hans', DESKTOP, '单位设置', '认证中心'],
  ['en', PHONE, 'Organization settings', 'Verification center'],
] as const)(
  'at the department, in %s, %o, 「%s」 leads to 「%s」, as the widget’s notice names the way',
  async (language, viewport, settings, center) => {
    const { page, context, picture } = await visit(browser, demo.department, viewport);
    await atDepartment(page, '已认证', language);
    const entry = page.getByRole('link', { name: center });
    await page.getByText(settings).click();
    await picture(`department-menu-${language}`);
    await page.keyboard.press('Escape');
    expect(await entry.isVisible()).toBe(false);
    await page.getByText(settings).click();
    await entry.click();
    await page.getByRole('heading', { name: center }).waitFor();
    await picture(`department-center-${language}`);
    await context.close();
  },
);

describe.each([DESKTOP, PHONE])('the testers’ pages, %o', (viewport) => {
  it.each([
    '/qa',
    '/qa/playground',
    '/qa/run?scenario=uncertified',
    '/qa/run?scenario=center&locale=en&theme=dark&width=360',
  ])('%s is accessible, and nothing is wider than the screen', async (path) => {
    const who = await visit(browser, demo.portal, viewport);
    await inspect(who, demo.portal + path);
    await who.context.close();
  });
});

it.each(['light', 'dark', 'brand'])(
  'the form’s unit box is legible in the customer’s theme %s, whatever the system’s scheme',
  async (theme) => {
    const { page, context, picture } = await visit(browser, demo.portal, { width: 1366, height: 1300 });
    await page.goto(`${demo.portal}/qa/run?scenario=success&theme=${theme}&view=form`);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.frameLocator('iframe').locator('unit-certification .unit').waitFor();
      const stage = page.frames().find((frame) => frame.url().includes('/qa/stage/'))!;
      // The label, and the unit's name and code.
      expect(await contrastOf(stage, 'unit-certification', '.unit'), colorScheme).toEqual({
        wrong: [],
        passed: 3,
      });
    }
    await picture(`qa-form-${theme}`);
    await context.close();
  },
);

/** Sums the page's layout shifts from its first moment on (CLS, without those that follow a user's input). */
const WATCH_SHIFTS = () => {
  const page = window as unknown as { shifts: string[]; shifted: number };
  page.shifts = [];
  page.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const shift = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
      };
      if (shift.hadRecentInput) continue;
      page.shifted += shift.value;
      for (const { node, previousRect, currentRect } of shift.sources)
        page.shifts.push(
          `${node?.nodeName} ${(node as Element | null)?.className}: ${JSON.stringify(previousRect)} → ${JSON.stringify(currentRect)}`,
        );
    }
  }).observe({ type: 'layout-shift', buffered: true });
};

/** Another font than the site's own, from the page's first moment on. */
const WEAR = (font: string) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`body:lang(zh) { font-family: ${font} }`);
  document.adoptedStyleSheets = [sheet];
};

describe('nothing moves when the center’s states come, and no place is kept for nothing', () => {
  const center = async (
    open: (who: Visit) => Promise<string>,
    { appearance = 'standard', font = '' } = {},
  ) => {
    const who = await visit(browser, demo.portal, PHONE);
    const { page, context, settled } = who;
    await context.addCookies(
      [demo.portal, demo.department].map((url) => ({ name: 'appearance', value: appearance, url })),
    );
    const address = await open(who);
    if (font) await page.addInitScript(WEAR, font);
    await page.addInitScript(WATCH_SHIFTS);
    await page.goto(address);
    await page.locator('unit-certification[view=center]').getByRole('listitem').nth(2).waitFor();
    await settled();
    await page.waitForTimeout(300); // for shifts after the last answer
    const seen = await page.evaluate(() => {
      const { shifts, shifted } = window as unknown as { shifts: string[]; shifted: number };
      const element = document.querySelector('unit-certification[view=center]')!;
      const filled = element.shadowRoot!.querySelector('section')!;
      const empty = element.getBoundingClientRect().bottom - filled.getBoundingClientRect().bottom;
      return { shifts, shifted, gap: empty > 16 ? empty : 0 };
    });
    await context.close();
    return seen;
  };
  const nothing = { shifts: [], shifted: 0, gap: 0 };

  it.each([
    ['法人认证成功', undefined, {}],
    ['法人认证成功', undefined, { appearance: 'large' }],
    ['法人认证成功', undefined, { font: 'DejaVu Serif, Noto Serif, serif' }],
    ['已认证', undefined, {}],
    ['已认证', undefined, { appearance: 'large' }],
    ['经办人登录', undefined, {}],
    ['信息不一致', '认证未通过', {}], // the row then tells of the refusal
  ])('at the portal, as 「%s」, after %s, %o', async (title, after, look) => {
    const open = async ({ logIn, certify, dialog }: Visit) => {
      await logIn(title);
      if (after) {
        await certify(accountOf(title).claims[0]!);
        await dialog.getByRole('heading', { name: after }).waitFor();
      }
      return `${demo.portal}/settings/certification`;
    };
    expect(await center(open, look)).toEqual(nothing);
  });

  it.each([
    ['zh-Hans', '法人认证成功', '', {}],
    ['zh-Hans', '法人认证成功', '?continue=contributions', { appearance: 'large' }],
    ['en', '法人认证成功', '', {}],
    ['en', '法人认证成功', '?continue=contributions', { appearance: 'large' }],
    ['en', '已认证', '', {}],
    ['en', '已认证', '', { appearance: 'large' }],
  ])('at the department, in %s, as 「%s」, %s, %o', async (language, title, query, look) => {
    const open = async ({ page }: Visit) => {
      await atDepartment(page, title, language);
      return `${demo.department}/certification${query}`;
    };
    expect(await center(open, look)).toEqual(nothing);
  });

  it.each([
    ['zh-Hans', 'standard', 'center'],
    ['zh-Hans', 'large', 'center'],
    ['en', 'standard', 'center'],
    ['en', 'large', 'center'],
    ['en', 'large', 'certified'],
    ['zh-Hans', 'large', 'lapsed-representative-changed'],
  ])('at the testers’ page, in %s, %s, %s', async (locale, appearance, scenario) => {
    const open = async ({ page }: Visit) => {
      const answer = await page.request.get(`${demo.portal}/qa/run?scenario=${scenario}`);
      const run = /data-run="(\w+)"/.exec(await answer.text())![1]!;
      return `${demo.portal}/qa/stage/${run}?view=center&locale=${locale}&appearance=${appearance}`;
    };
    expect(await center(open)).toEqual(nothing);
  });
});

it('a kind that the site has opened is 「未认证」 in its center, without a button, and nowhere else', async () => {
  await demo.cli('site', 'kinds', 'portal', '--open', 'real-person');
  const who = await visit(browser, demo.portal);
  await who.logIn('已认证');
  await who.page.goto(`${demo.portal}/settings/certification`);
  const row = who.page.getByRole('listitem').filter({ hasText: '实人认证' });
  await row.getByText('未认证').waitFor();
  expect(await row.getByRole('button').count()).toBe(0);
  await atDepartment(who.page, '已认证', 'zh-Hans');
  await who.page.goto(`${demo.department}/certification`);
  await row.getByText('暂未开通').waitFor();
  await demo.cli('site', 'kinds', 'portal', '--close', 'real-person');
  await who.page.goto(`${demo.portal}/settings/certification`);
  await row.getByText('暂未开通').waitFor();
  await who.context.close();
});
