/** A person of the staff at the demo's desk. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export const SCREEN = { width: 1366, height: 625 };

/** Logs in, in a browser of their own; the first page is open. */
export async function logInStaff(
  browser: Browser,
  desk: string,
  subject: string,
  options: Pick<BrowserContextOptions, 'colorScheme' | 'viewport'> = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: SCREEN, ...options });
  const page = await context.newPage();
  await page.goto(desk);
  await page.getByRole('link', { name: '登录' }).click();
  await page.getByRole('button', { name: subject }).click();
  await page.getByRole('heading', { name: '工作台' }).waitFor();
  return page;
}
