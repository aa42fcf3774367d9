/**
 * `node test/demo-pictures.ts [WORDS]`: pictures of the demo's pages in every setting, for a designer's eye, in
 * test/.output/demo-pictures. WORDS: only titles with them, such as `dark`, or `phone portal-login`. Needs the built widget.
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

/** As a person meets it: with the widget's first dialog put off. */
const closed = async (page: Page, language = 'zh-Hans'): Promise<void> => {
  for (const name of language === 'en' ? ['Not now', 'OK'] : ['取消', '确定'])
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};

const asUnit =
  (title: string, path = '/', then: (page: Page) => Promise<unknown> = async () => {}) =>
  async (page: Page) => {
    await logInAs(page, portal, title);
    await page.goto(portal + path);
    await then(page);
  };

const press = (selector: string) => (page: Page) => page.locator(selector).first().click();

const CERTIFIED = '91320199MA1DEM0152';
const UNCERTIFIED = '91320199MA1DEM023W';

const atDepartment =
  (language: string, code: string, path: string, then: (page: Page) => Promise<unknown> = async () => {}) =>
  async (page: Page) => {
    await page.goto(`${department}/login?lang=${language}`);
    await page.locator('.accounts summary').click();
    await page.locator(`.accounts button[data-code="${code}"]`).click();
    await page.waitForURL(`${department}/`);
    await page.goto(department + path);
    await then(page);
  };

const to =
  (address: string, then: (page: Page) => Promise<unknown> = async () => {}) =>
  async (page: Page) => {
    await page.goto(address);
    await then(page);
  };

/** Once, whatever the setting: its unit is then being checked in all of them. */
async function certify(): Promise<void> {
  const context = await browser.newContext({ viewport: LAPTOP });
  const page = await context.newPage();
  await logInAs(page, portal, '正在核验');
  await page.goto(`${portal}/settings/certification`);
  await page.getByRole('button', { name: '立即认证', exact: true }).first().click();
  await fillClaim(page.getByRole('dialog'), accountOf('正在核验').claims[0]!);
  await page.getByRole('dialog').getByRole('button', { name: '提交', exact: true }).click();
  await page.getByRole('dialog').getByText('无需重复提交').waitFor();
  await context.close();
}

const departmentPages = (language: string): Record<string, (page: Page) => Promise<unknown>> => ({
  [`department-${language}-login`]: to(`${department}/login?lang=${language}`),
  [`department-${language}-login-refused`]: to(
    `${department}/login?lang=${language}`,
    press('form[action="/login"] .primary'),
  ),
  [`department-${language}-accounts`]: to(`${department}/login?lang=${language}`, press('.accounts summary')),
  [`department-${language}-home`]: atDepartment(language, UNCERTIFIED, '/', (page) => closed(page, language)),
  [`department-${language}-form`]: atDepartment(language, UNCERTIFIED, '/', (page) =>
    page.getByRole('dialog').locator('.primary').click(),
  ),
  [`department-${language}-menu`]: atDepartment(language, CERTIFIED, '/', press('.menu summary')),
  [`department-${language}-center`]: atDepartment(language, UNCERTIFIED, '/certification'),
  [`department-${language}-business-blocked`]: atDepartment(
    language,
    UNCERTIFIED,
    '/business/contributions',
    (page) => closed(page, language),
  ),
  [`department-${language}-business`]: atDepartment(language, CERTIFIED, '/business/contributions'),
  [`department-${language}-business-refused`]: atDepartment(
    language,
    CERTIFIED,
    '/business/contributions',
    press('form[data-business] .primary'),
  ),
  [`department-${language}-receipt`]: atDepartment(
    language,
    CERTIFIED,
    '/business/contributions',
    async (page) => {
      await page.locator('[data-fill-form]').click();
      await page.locator('form[data-business] .primary').click();
      await page.locator('.receipt').waitFor();
    },
  ),
  [`department-${language}-privacy`]: to(`${department}/privacy?lang=${language}`),
  [`department-${language}-lost`]: atDepartment(language, CERTIFIED, '/nowhere'),
  [`department-${language}-logged-out`]: to(`${department}/nowhere?lang=${language}`),
});

const PAGES: Record<string, (page: Page) => Promise<unknown>> = {
  'portal-login': to(`${portal}/login`),
  'portal-login-refused': to(`${portal}/login`, press('.login-form > .primary')),
  'portal-accounts': to(`${portal}/login`, press('.demo-accounts summary')),
  'portal-personal': to(`${portal}/login/personal`),
  'portal-hall': asUnit('法人认证成功', '/', closed),
  'portal-prompt': asUnit('法人认证成功', '/'),
  'portal-form': asUnit('法人认证成功', '/', (page) =>
    page.getByRole('dialog').getByRole('button', { name: '确认', exact: true }).click(),
  ),
  'portal-menu': asUnit('已认证', '/', press('.menu > button')),
  'portal-certified': asUnit('已认证', '/'),
  'portal-operator': asUnit('经办人登录', '/', async (page) => {
    await page.getByRole('dialog').getByRole('button', { name: '确定', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }),
  'portal-pending': asUnit('正在核验', '/settings/certification'),
  'portal-pending-hall': asUnit('正在核验', '/'),
  'portal-center': asUnit('法人认证成功', '/settings/certification'),
  'portal-center-certified': asUnit('已认证', '/settings/certification'),
  'portal-center-continue': asUnit(
    '法人认证成功',
    '/settings/certification?continue=/services/unit-enrolment',
  ),
  'portal-gate': asUnit('法人认证成功', '/', async (page) => {
    await closed(page);
    await page.locator('.service').first().click();
  }),
  'portal-service-blocked': asUnit('法人认证成功', '/services/staff-changes'),
  'portal-service': asUnit('已认证', '/services/staff-changes'),
  'portal-receipt': asUnit('已认证', '/services/staff-changes', async (page) => {
    await page.locator('[data-fill-form]').click();
    await page.locator('button[value=submit]').click();
    await page.locator('.receipt').waitFor();
  }),
  'portal-privacy': asUnit('已认证', '/privacy'),
  'portal-register': to(`${portal}/register`),
  'portal-register-filled': to(`${portal}/register`, async (page) => {
    await page.locator('[data-registration]').first().click();
  }),
  'portal-phone': to(`${portal}/phone`),
  'portal-lost': asUnit('已认证', '/nowhere'),
  'qa-list': to(`${portal}/qa`),
  'qa-run': to(`${portal}/qa/run?scenario=uncertified`),
  'qa-playground': to(`${portal}/qa/playground`),
  ...departmentPages('zh-Hans'),
  ...departmentPages('en'),
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
