/** `node test/by-hand/pictures/readme.ts`: takes the pictures of the README and of docs/{zh,en}/theming.md again, from a fresh demo, into docs/pictures. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { readExample } from '../../docs/support/examples.ts';
import { startDemo } from '../../e2e/support/demo.ts';
import { accountOf, visit, type Visit } from '../../e2e/support/visit.ts';
import { launchBrowser } from '../../support/chromium.ts';
import { keepPicture } from '../../support/pictures.ts';
import { ACCOUNTS } from '../../support/demo-words.ts';
import { WORDS, labelOf } from '../../support/words.ts';

const VIEWPORT = { width: 1366, height: 768 };

/** The form in its default theme, with the guide's example, and in the dark theme. */
async function takeThemes(browser: Browser, { page, dialog }: Visit): Promise<void> {
  const wear = (css: string) =>
    page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, css);
  await keepPicture(browser, dialog.screenshot(), 'theming-default');
  await wear(readExample('theming.css'));
  await keepPicture(browser, dialog.screenshot(), 'theming-host');
  await wear('');
  await page.emulateMedia({ colorScheme: 'dark' });
  await keepPicture(browser, dialog.screenshot(), 'theming-dark');
  await page.emulateMedia({ colorScheme: 'light' });
}

const dataDir = await mkdtemp(join(tmpdir(), 'readme-'));
const demo = await startDemo({ DATA_DIR: dataDir });
const browser = await launchBrowser();
try {
  const account = accountOf(ACCOUNTS.legalRepresentative);
  const who = await visit(browser, demo.portal, VIEWPORT);
  await who.logIn(account.title);
  await who.button(WORDS.prompt.confirm).waitFor();
  await keepPicture(browser, who.page.screenshot(), 'prompt');
  await who.button(WORDS.prompt.confirm).click();
  await who.fill(account.claims[0]!);
  await who.dialog.getByRole('textbox', { name: labelOf('legalRepresentative.name'), exact: true }).click();
  await keepPicture(browser, who.page.screenshot(), 'form');
  await takeThemes(browser, who);
  await who.button(WORDS.form.submit).click();
  await who.button(WORDS.results.done).click();
  await who.page.goto(`${demo.portal}/settings/certification`);
  await who.page
    .getByRole('listitem')
    .filter({ hasText: WORDS.center.kinds['real-name'] })
    .getByText(WORDS.center.status.certified)
    .waitFor();
  const told = who.page.locator('[data-event="unit.certified"]');
  while ((await told.count()) === 0) await who.page.reload({ waitUntil: 'networkidle' });
  await keepPicture(browser, who.page.screenshot(), 'center');
} finally {
  await browser.close();
  await demo.stop();
  await rm(dataDir, { recursive: true, force: true });
}
