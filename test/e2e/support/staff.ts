/** A person of the staff at the demo's desk. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

export const SCREEN = { width: 1366, height: 625 };

type Options = Pick<BrowserContextOptions, 'colorScheme' | 'viewport'>;

/** Logs in, in a browser of their own; the first page is open. */
export async function logInStaff(
  browser: Browser,
  desk: string,
  subject: string,
  options: Options = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: SCREEN, ...options });
  const page = await context.newPage();
  await page.goto(desk);
  await page.getByRole('link', { name: '登录' }).click();
  await page.getByRole('button', { name: subject }).click();
  await page.getByRole('heading', { name: '工作台' }).waitFor();
  return page;
}

/** Opens the first page in a browser of its own, in which a person of the staff has logged in. All of a person have one session. */
export function staffAt(
  browser: Browser,
  desk: string,
): (subject: string, options?: Options) => Promise<Page> {
  const sessions = new Map<string, ReturnType<BrowserContext['storageState']>>();
  const logIn = async (subject: string) => {
    const page = await logInStaff(browser, desk, subject);
    const state = await page.context().storageState();
    await page.context().close();
    return state;
  };
  return async (subject, options = {}) => {
    if (!sessions.has(subject)) sessions.set(subject, logIn(subject));
    const storageState = await sessions.get(subject)!;
    const context = await browser.newContext({ viewport: SCREEN, ...options, storageState });
    const page = await context.newPage();
    await page.goto(desk);
    return page;
  };
}
