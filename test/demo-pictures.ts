/**
 * `node test/demo-pictures.ts [WORDS]`: takes pictures of the demo's pages in every setting, for review by a designer, in
 * test/.output/demo-pictures. WORDS: only titles that contain them, such as `dark`, or `phone portal-login`. Needs the built widget.
 */
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startDemo } from './e2e/support/demo.ts';
import { accountOf, fillClaim, logInAs } from './e2e/support/visit.ts';
import { launchBrowser } from './support/chromium.ts';

const FOLDER = fileURLToPath(new URL('.output/demo-pictures/', import.meta.url));
mkdirSync(FOLDER, { recursive: true });

interface Setting extends Pick<BrowserContextOptions, 'colorScheme' | 'forcedColors'> {
  width: number;
  height: number;
  large?: boolean;
  print?: boolean;
}

const LAPTOP = { width: 1366, height: 768 };
const PHONE = { width: 360, height: 640 };

const SETTINGS: Record<string, Setting> = {
  office: { width: 1366, height: 625 },
  'office-large': { width: 1366, height: 625, large: true },
  phone: PHONE,
  'phone-large': { ...PHONE, large: true },
  dark: { ...LAPTOP, colorScheme: 'dark' },
  'dark-large': { ...LAPTOP, colorScheme: 'dark', large: true },
  'phone-dark': { ...PHONE, colorScheme: 'dark' },
  forced: { ...LAPTOP, forcedColors: 'active' },
  print: { width: 794, height: 1123, print: true },
};

const dataDir = await mkdtemp(join(tmpdir(), 'pictures-'));
const { portal, department, stop } = await startDemo({ DATA_DIR: dataDir, DEMO_BUSY_SECONDS: '3600' });
const browser = await launchBrowser();

type Act = (page: Page) => Promise<unknown>;

const to =
  (address: string, ...then: Act[]): Act =>
  async (page) => {
    await page.goto(address);
    for (const act of then) await act(page);
  };

/** Logged in at the portal with this demo account. */
const as =
  (title: string, path: string, ...then: Act[]): Act =>
  async (page) => {
    await logInAs(page, portal, title);
    await to(portal + path, ...then)(page);
  };

const press =
  (name: string): Act =>
  (page) =>
    page.getByRole('button', { name, exact: true }).first().click();

const fill: Act = (page) => page.locator('form .fill').first().click();
const openMenu: Act = (page) => page.locator('.menu summary').click();

/** Cancels the prompt. */
const putOff: Act = async (page) => {
  await press('取消')(page);
  await press('确定')(page);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};

const atDepartment = (account: string, path: string, ...then: Act[]): Act =>
  to(`${department}/login`, async (page) => {
    await page.getByRole('button', { name: account, exact: true }).click();
    await page.waitForURL(`${department}/`);
    await to(department + path, ...then)(page);
  });

/** Submits once, for all settings: the unit is then pending in each of them. */
async function certify(): Promise<void> {
  const context = await browser.newContext({ viewport: LAPTOP });
  const page = await context.newPage();
  await logInAs(page, portal, '正在核验');
  await press('确认')(page);
  await fillClaim(page.getByRole('dialog'), accountOf('正在核验').claims[0]!);
  await press('提交')(page);
  await page.getByRole('dialog').getByText('无需重复提交').waitFor();
  await context.close();
}

const CENTER = '/settings/certification';
const BUSINESS = '/services/staff-changes';

const PAGES: Record<string, Act> = {
  'portal-login': to(`${portal}/login`),
  'portal-login-refused': to(`${portal}/login`, press('提交')),
  'portal-main': as('法人认证成功', '/', putOff),
  'portal-prompt': as('法人认证成功', '/'),
  'portal-form': as('法人认证成功', '/', press('确认')),
  'portal-menu': as('已认证', '/', openMenu),
  'portal-certified': as('已认证', '/'),
  'portal-operator': as('经办人登录', '/', press('确定')),
  'portal-pending': as('正在核验', CENTER),
  'portal-pending-main': as('正在核验', '/'),
  'portal-center': as('法人认证成功', CENTER),
  'portal-center-certified': as('已认证', CENTER),
  'portal-center-continue': as('法人认证成功', `${CENTER}?continue=${BUSINESS}`),
  'portal-gate': as('法人认证成功', '/', putOff, (page) => page.locator('a.business').click()),
  'portal-business-blocked': as('法人认证成功', BUSINESS),
  'portal-business': as('已认证', BUSINESS),
  'portal-business-refused': as('已认证', BUSINESS, press('提交申报')),
  'portal-receipt': as('已认证', BUSINESS, fill, press('提交申报')),
  'portal-privacy': to(`${portal}/privacy`),
  'portal-register': to(`${portal}/register`),
  'portal-register-filled': to(`${portal}/register`, press('填入演示数据')),
  'portal-phone': to(`${portal}/phone`),
  'portal-lost': to(`${portal}/nowhere`),
  'qa-start': to(`${portal}/qa`),
  'qa-run': to(`${portal}/qa/run?scenario=uncertified`),
  'qa-playground': to(`${portal}/qa/playground`),
  'department-login': to(`${department}/login`),
  'department-prompt': atDepartment('Verified as legal representative', '/'),
  'department-certified': atDepartment('Already verified', '/'),
  'department-center': atDepartment('Already verified', '/certification'),
  'department-business': atDepartment('Already verified', '/business/contributions', fill),
};

const words = process.argv.slice(2);
const failed: string[] = [];
const wanted = (setting: string, title: string): boolean =>
  words.every((word) => `${setting} ${title}`.includes(word));
const pending = Object.keys(SETTINGS).some((setting) =>
  Object.keys(PAGES).some((title) => title.includes('pending') && wanted(setting, title)),
);
try {
  if (pending) await certify();
  for (const [setting, { width, height, large, print, ...scheme }] of Object.entries(SETTINGS))
    for (const [title, open] of Object.entries(PAGES)) {
      if (!wanted(setting, title)) continue;
      const viewport = { width, height };
      const context = await browser.newContext({
        viewport,
        ...scheme,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
      });
      if (large)
        await context.addCookies(
          [portal, department].map((url) => ({ name: 'appearance', value: 'large', url })),
        );
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      try {
        await open(page);
        await page.waitForLoadState('networkidle');
        if (print) await page.emulateMedia({ media: 'print' });
        const path = (part: string): string => `${FOLDER}${setting}.${title}${part}.png`;
        if (!print) await page.screenshot({ path: path('') });
        const tall = await page.evaluate(() => document.documentElement.scrollHeight > innerHeight + 8);
        if (tall || print) await page.screenshot({ path: path('.whole'), fullPage: true });
      } catch (error) {
        failed.push(`${setting} ${title}: ${(error as Error).message.split('\n')[0]}`);
      }
      await context.close();
    }
} finally {
  await browser.close();
  await stop();
  await rm(dataDir, { recursive: true, force: true });
}
console.log(failed.length ? failed.join('\n') : 'All were taken.');
