/** `node test/readme-pictures.ts`: takes the pictures of the README and of docs/{zh,en}/theming.md again, from a fresh demo, into docs/pictures. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { readExample } from './docs/support/examples.ts';
import { startDemo } from './e2e/support/demo.ts';
import { accountOf, visit, type Visit } from './e2e/support/visit.ts';
import { launchBrowser } from './support/chromium.ts';
import { ACCOUNTS } from './support/demo-words.ts';
import { WORDS, labelOf } from './support/words.ts';

const FOLDER = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const VIEWPORT = { width: 1366, height: 768 };

/** Converts by the browser's own encoder; the result is a quarter of the PNG. */
async function webpOf(browser: Browser, png: Buffer): Promise<Buffer> {
  const page = await browser.newPage();
  const url = await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      canvas.getContext('2d')!.drawImage(image, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.85 });
      return new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result as string);
        reader.readAsDataURL(blob);
      });
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  await page.close();
  return Buffer.from(url.split(',')[1]!, 'base64');
}

async function take(browser: Browser, png: Promise<Buffer>, name: string): Promise<void> {
  const picture = await webpOf(browser, await png);
  await writeFile(`${FOLDER}${name}.webp`, picture);
  console.log(`${name}.webp  ${picture.length} bytes`);
}

/** The form in its default theme, with the guide's example, and in the dark theme. */
async function takeThemes(browser: Browser, { page, dialog }: Visit): Promise<void> {
  const wear = (css: string) =>
    page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, css);
  await take(browser, dialog.screenshot(), 'theming-default');
  await wear(readExample('theming.css'));
  await take(browser, dialog.screenshot(), 'theming-host');
  await wear('');
  await page.emulateMedia({ colorScheme: 'dark' });
  await take(browser, dialog.screenshot(), 'theming-dark');
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
  await take(browser, who.page.screenshot(), 'prompt');
  await who.button(WORDS.prompt.confirm).click();
  await who.fill(account.claims[0]!);
  await who.dialog.getByRole('textbox', { name: labelOf('legalRepresentative.name'), exact: true }).click();
  await take(browser, who.page.screenshot(), 'form');
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
  await take(browser, who.page.screenshot(), 'center');
} finally {
  await browser.close();
  await demo.stop();
  await rm(dataDir, { recursive: true, force: true });
}
