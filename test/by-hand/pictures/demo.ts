/**
 * `node test/by-hand/pictures/demo.ts [WORDS]`: takes pictures of the demo's pages in every setting, for review by a designer, in
 * test/.output/demo-pictures. WORDS: only titles that contain them, such as `dark`, or `phone portal-login`. Needs the built widget.
 */
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startDemo } from '../../e2e/support/demo.ts';
import { accountOf, fillClaim, logInAs } from '../../e2e/support/visit.ts';
import { launchBrowser } from '../../support/chromium.ts';
import { ACCOUNTS, BUSINESS, PORTAL } from '../../support/demo-words.ts';
import { WORDS } from '../../support/words.ts';

const FOLDER = fileURLToPath(new URL('../../.output/demo-pictures/', import.meta.url));
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
  await press(WORDS.prompt.cancel)(page);
  await press(WORDS.results.acknowledge)(page);
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
  await logInAs(page, portal, ACCOUNTS.pending);
  await press(WORDS.prompt.confirm)(page);
  await fillClaim(page.getByRole('dialog'), accountOf(ACCOUNTS.pending).claims[0]!);
  await press(WORDS.form.submit)(page);
  await page.getByRole('dialog').getByText(WORDS.results.pending.text[0]!).waitFor();
  await context.close();
}

const CENTER = '/settings/certification';
const STAFF_CHANGES = '/services/staff-changes';

const PAGES: Record<string, Act> = {
  'portal-login': to(`${portal}/login`),
  'portal-login-personal': to(`${portal}/login/personal`),
  'portal-login-refused': to(`${portal}/login`, press(PORTAL.logIn)),
  'portal-main': as(ACCOUNTS.legalRepresentative, '/', putOff),
  'portal-prompt': as(ACCOUNTS.legalRepresentative, '/'),
  'portal-form': as(ACCOUNTS.legalRepresentative, '/', press(WORDS.prompt.confirm)),
  'portal-menu': as(ACCOUNTS.certified, '/', openMenu),
  'portal-certified': as(ACCOUNTS.certified, '/'),
  'portal-due': as(ACCOUNTS.due, '/', press(WORDS.prompt.cancel), press(WORDS.results.acknowledge)),
  'portal-operator': as(ACCOUNTS.operator, '/', press(WORDS.results.acknowledge)),
  'portal-pending': as(ACCOUNTS.pending, CENTER),
  'portal-pending-main': as(ACCOUNTS.pending, '/'),
  'portal-center': as(ACCOUNTS.legalRepresentative, CENTER),
  'portal-center-certified': as(ACCOUNTS.certified, CENTER),
  'portal-center-continue': as(ACCOUNTS.legalRepresentative, `${CENTER}?continue=${STAFF_CHANGES}`),
  'portal-gate': as(ACCOUNTS.legalRepresentative, '/', putOff, (page) => page.locator('a.business').click()),
  'portal-business-blocked': as(ACCOUNTS.legalRepresentative, STAFF_CHANGES),
  'portal-business': as(ACCOUNTS.certified, STAFF_CHANGES),
  'portal-business-refused': as(ACCOUNTS.certified, STAFF_CHANGES, press(BUSINESS.submit)),
  'portal-receipt': as(ACCOUNTS.certified, STAFF_CHANGES, fill, press(BUSINESS.submit)),
  'portal-privacy': to(`${portal}/privacy`),
  'portal-register': to(`${portal}/register`),
  'portal-register-filled': to(`${portal}/register`, press(PORTAL.fillIn)),
  'portal-phone': to(`${portal}/phone`),
  'portal-lost': to(`${portal}/nowhere`),
  'qa-start': to(`${portal}/qa`),
  'qa-run': to(`${portal}/qa/run?scenario=uncertified`),
  'qa-playground': to(`${portal}/qa/playground`),
  'department-login': to(`${department}/login`),
  'department-login-refused': to(`${department}/login`, press('Log in')),
  'department-prompt': atDepartment('Verified as legal representative', '/'),
  'department-due': atDepartment('Verification ends in a week', '/', press('Not now'), press('OK')),
  'department-certified': atDepartment('Already verified', '/'),
  'department-center': atDepartment('Already verified', '/certification'),
  'department-business': atDepartment('Already verified', '/business/contributions', fill),
  'department-receipt': atDepartment('Already verified', '/business/contributions', fill, press('Submit')),
  'department-privacy': to(`${department}/privacy`),
  'department-lost': to(`${department}/nowhere`),
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
