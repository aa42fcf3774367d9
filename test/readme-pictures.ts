/** `node test/readme-pictures.ts`: takes the README's three pictures anew, of a fresh demo with its made-up units, into docs/pictures. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { startDemo } from './e2e/support/demo.ts';
import { accountOf, visit, type Visit } from './e2e/support/visit.ts';
import { launchBrowser } from './support/chromium.ts';

const FOLDER = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const VIEWPORT = { width: 1366, height: 768 };

/** The browser's own encoder makes a quarter of a PNG of it. */
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

async function take(browser: Browser, who: Visit, name: string): Promise<void> {
  const picture = await webpOf(browser, await who.page.screenshot());
  await writeFile(`${FOLDER}${name}.webp`, picture);
  console.log(`${name}.webp  ${picture.length} bytes`);
}

const dataDir = await mkdtemp(join(tmpdir(), 'readme-'));
const demo = await startDemo({ DATA_DIR: dataDir });
const browser = await launchBrowser();
try {
  const account = accountOf('法人认证成功');
  const who = await visit(browser, demo.portal, VIEWPORT);
  await who.logIn(account.title);
  await who.button('确认').waitFor();
  await take(browser, who, 'prompt');
  await who.button('确认').click();
  await who.fill(account.claims[0]!);
  await who.dialog.getByRole('textbox', { name: '法人姓名', exact: true }).click();
  await take(browser, who, 'form');
  await who.button('提交').click();
  await who.button('完成').click();
  await who.page.goto(`${demo.portal}/settings/certification`);
  await who.page.getByRole('listitem').filter({ hasText: '实名认证' }).getByText('已认证').waitFor();
  await take(browser, who, 'center');
} finally {
  await browser.close();
  await demo.stop();
  await rm(dataDir, { recursive: true, force: true });
}
