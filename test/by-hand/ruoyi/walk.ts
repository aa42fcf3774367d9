/** The steps of a user of RuoYi with the widget, from the first login to the certification; and RuoYi's start while the service is away. */
import type { Page } from 'playwright-core';
import { TITLES, WORDS } from '../../support/words.ts';
import { BUSINESS } from './projects.ts';
import { TITLE } from './portal.ts';

export interface Visited {
  page: Page;
  /** The address of RuoYi's front end. */
  address: string;
  /** Codes of units that are not certified: of the user, and of who logs in after them. */
  unit: string;
  other: string;
  claim: { name: string; idNumber: string; foundedOn: string };
}

const PROFILE = '/user/profile';
const MAIN = '/index';

const dialogOf = (page: Page) =>
  page.locator(':is(unit-certification, unit-certification-center) dialog:modal');
const primaryOf = (page: Page) => dialogOf(page).locator('[part~=primary]');
const cancelOf = (page: Page) => dialogOf(page).locator('[part~=button]:not([part~=primary])');
const nameOf = (page: Page) => dialogOf(page).locator('#legalRepresentative-name');
const centerOf = (page: Page) => page.locator('unit-certification-center');
const saysOfCenter = (page: Page, text: string) =>
  centerOf(page).locator('li:has(#real-name)').getByText(text, { exact: true }).waitFor();
const mainPageOf = (page: Page) => page.locator('.navbar');

/** The page's load event waits for the script, so that it may never come. */
const at = (page: Page, path: string): Promise<void> =>
  page.waitForURL((url) => url.pathname === path, { waitUntil: 'commit' });

/** Opens the path, and logs in where RuoYi asks. */
async function logIn({ page, address }: Visited, unit: string, path: string): Promise<void> {
  await page.goto(address + path);
  await page.getByPlaceholder('验证码').waitFor({ state: 'detached' });
  await page.getByPlaceholder('账号').fill(unit);
  await page.getByRole('button', { name: /登\s*录/ }).click();
}

async function useMenu(page: Page, entry: string): Promise<void> {
  await page.locator('.avatar-container').hover();
  await page.locator('.el-dropdown-menu').getByText(entry, { exact: true }).click();
}

async function logOut({ page }: Visited): Promise<void> {
  await useMenu(page, '退出登录');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByPlaceholder('账号').waitFor();
}

async function asksForBusiness(page: Page): Promise<void> {
  await dialogOf(page).getByText(TITLE).first().waitFor();
  const open = await dialogOf(page).count();
  if (open !== 1) throw new Error(`${open} dialogs are open instead of the question alone`);
}

/** Asked after the login, the user puts it off, and the notice leads to the center, also on the page that has it. */
async function prompt(visited: Visited): Promise<void> {
  const { page, unit } = visited;
  await logIn(visited, unit, PROFILE);
  await dialogOf(page).getByText(TITLES.prompt).waitFor();
  await cancelOf(page).click();
  await dialogOf(page).locator('[part~=link]').click();
  await saysOfCenter(page, WORDS.center.status.uncertified);
  await dialogOf(page).waitFor({ state: 'detached' });
}

async function menu({ page }: Visited): Promise<void> {
  await page.locator('.sidebar-container').getByText('首页').click();
  await at(page, MAIN);
  await page.locator('.sidebar-container').getByText('业务办理').click();
  await page.locator('.sidebar-container').getByText(TITLE).click();
  await asksForBusiness(page);
  await cancelOf(page).click();
  await dialogOf(page).waitFor({ state: 'detached' });
  await at(page, MAIN);
}

async function deepLink({ page, address }: Visited): Promise<void> {
  await page.goto(address + BUSINESS);
  await asksForBusiness(page);
  await cancelOf(page).click();
  await at(page, MAIN);
}

/** By the tab, as people go there; the form is left half filled. */
async function center({ page }: Visited): Promise<void> {
  await useMenu(page, '个人中心');
  await page.getByRole('tab', { name: '认证中心' }).click();
  await centerOf(page).getByRole('button', { name: WORDS.center.certify }).click();
  await nameOf(page).fill('半途');
  await centerOf(page).evaluate((element: Element & { close?(): void }) => element.close?.());
  await dialogOf(page).waitFor({ state: 'detached' });
}

/** The page is loaded anew without the browser's question, and the next user finds an empty form. */
async function logout(visited: Visited): Promise<void> {
  const { page, other } = visited;
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await logOut(visited);
  if (asked.length > 0) throw new Error('the browser asked whether to leave the page');
  await logIn(visited, other, MAIN);
  await primaryOf(page).click();
  await dialogOf(page).getByText(other).waitFor();
  const found = await nameOf(page).inputValue();
  if (found) throw new Error(`${found}, typed by the former user, is shown to the next one`);
  await page
    .locator('unit-certification')
    .evaluateAll((all: (Element & { close?(): void })[]) => all.forEach((each) => each.close?.()));
  await logOut(visited);
}

/** The login leads back to the business, which asks; afterwards it is shown. */
async function certify(visited: Visited): Promise<void> {
  const { page, unit, claim } = visited;
  await logIn(visited, unit, BUSINESS);
  await asksForBusiness(page);
  await primaryOf(page).click();
  await nameOf(page).fill(claim.name);
  await dialogOf(page).locator('#legalRepresentative-idNumber').fill(claim.idNumber);
  await dialogOf(page).locator('#foundedOn').fill(claim.foundedOn);
  await primaryOf(page).click();
  await dialogOf(page).locator('[part~=icon].success').waitFor();
  await primaryOf(page).click();
  await at(page, BUSINESS);
}

/** The certified unit is asked no more. */
async function certified(visited: Visited): Promise<void> {
  const { page, address, unit } = visited;
  await logOut(visited);
  await logIn(visited, unit, BUSINESS);
  await at(page, BUSINESS);
  await page.goto(address + PROFILE);
  await page.getByRole('tab', { name: '认证中心' }).click();
  await saysOfCenter(page, WORDS.center.status.certified);
  if (await dialogOf(page).count()) throw new Error('a certified unit is asked');
}

/** In this order. */
export const STEPS = { prompt, menu, deepLink, center, logout, certify, certified } satisfies Record<
  string,
  (visited: Visited) => Promise<void>
>;

export const OUTAGES = ['usual', 'refused', 'late', 'hanging'] as const;
export type Outage = (typeof OUTAGES)[number];

/** From the address to RuoYi's main page, for a user who is logged in. In milliseconds. */
export async function start(page: Page, address: string): Promise<number> {
  const began = performance.now();
  await page.goto(address + MAIN, { waitUntil: 'commit' });
  await mainPageOf(page).waitFor();
  return performance.now() - began;
}

/** A business that is opened directly is shown although the service does not answer. */
export async function passes(page: Page, address: string): Promise<void> {
  await page.goto(address + BUSINESS, { waitUntil: 'commit' });
  await page.locator('.app-main .app-container').waitFor();
  await at(page, BUSINESS);
}

/** When a late script has come, the user is asked as ever. */
export async function prompts(page: Page): Promise<void> {
  await dialogOf(page).getByText(TITLES.prompt).waitFor();
}
