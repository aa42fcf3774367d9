/** The demo's pages in every setting that has no language, for review by a designer: test/.output/pictures/demo. */
import type { Browser, Page } from 'playwright-core';
import type { Demo } from '../../e2e/support/demo.ts';
import { accountOf, fillClaim, logInAs } from '../../e2e/support/visit.ts';
import { ACCOUNTS, BUSINESS, PORTAL } from '../../support/demo-words.ts';
import { WORDS } from '../../support/words.ts';
import { SETTINGS, type Setting } from './settings.ts';
import { atDemo, folderOf, type Wanted } from './stage.ts';

type Act = (page: Page) => Promise<unknown>;

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

const CENTER = '/settings/certification';
const STAFF_CHANGES = '/services/staff-changes';

function pagesOf({ portal, department }: Demo): Record<string, Act> {
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

  const atDepartment = (account: string, path: string, ...then: Act[]): Act =>
    to(`${department}/login`, async (page) => {
      await page.getByRole('button', { name: account, exact: true }).click();
      await page.waitForURL(`${department}/`);
      await to(department + path, ...then)(page);
    });

  return {
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
    'portal-gate': as(ACCOUNTS.legalRepresentative, '/', putOff, (page) =>
      page.locator('a.business').click(),
    ),
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
}

/** Submits once, for all settings: the unit is then pending in each of them. */
async function certify({ portal }: Demo, browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: SETTINGS['laptop']! });
  await logInAs(page, portal, ACCOUNTS.pending);
  await press(WORDS.prompt.confirm)(page);
  await fillClaim(page.getByRole('dialog'), accountOf(ACCOUNTS.pending).claims[0]!);
  await press(WORDS.form.submit)(page);
  await page.getByRole('dialog').getByText(WORDS.results.pending.said).waitFor();
  await page.close();
}

async function takePage(
  { portal, department }: Demo,
  browser: Browser,
  { width, height, touch, large, print, colorScheme, forcedColors }: Setting,
  open: Act,
  path: string,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: touch ?? false,
    colorScheme: colorScheme ?? 'light',
    forcedColors: forcedColors ?? 'none',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  try {
    if (large)
      await context.addCookies(
        [portal, department].map((url) => ({ name: 'appearance', value: 'large', url })),
      );
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await open(page);
    await page.waitForLoadState('networkidle');
    if (print) await page.emulateMedia({ media: 'print' });
    else await page.screenshot({ path: `${path}.png` });
    const isTall = await page.evaluate(() => document.documentElement.scrollHeight > innerHeight + 8);
    if (isTall || print) await page.screenshot({ path: `${path}.whole.png`, fullPage: true });
  } finally {
    await context.close();
  }
}

export const takeDemo = (isWanted: Wanted): Promise<void> =>
  atDemo(
    async (demo, browser) => {
      const folder = folderOf('demo');
      const wanted = Object.entries(SETTINGS)
        .filter(([, { locale }]) => locale === undefined)
        .flatMap(([name, setting]) =>
          Object.entries(pagesOf(demo)).map(([title, open]) => ({ name: `${name}.${title}`, setting, open })),
        )
        .filter(({ name }) => isWanted(name));
      if (wanted.some(({ name }) => name.includes('pending'))) await certify(demo, browser);
      for (const { name, setting, open } of wanted)
        await takePage(demo, browser, setting, open, folder + name).catch((error: Error) => {
          console.error(`${name}: ${error.message.split('\n')[0]}`);
          process.exitCode = 1;
        });
      console.log(`demo: ${wanted.length} pages, in ${folder}`);
    },
    { DEMO_BUSY_SECONDS: '3600' },
  );
