/** The pictures of the documents: docs/pictures. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Wanted } from './stage.ts';

const FOLDER = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));

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

/** Takes a picture of a page or an element, when it is wanted. */
export type Keep = (shown: Page | Locator, name: string) => Promise<void>;

export const keeper =
  (browser: Browser, isWanted: Wanted): Keep =>
  async (shown, name) => {
    if (!isWanted(name)) return;
    const picture = await webpOf(browser, await shown.screenshot());
    await writeFile(`${FOLDER}${name}.webp`, picture);
    console.log(`${name}.webp  ${picture.length} bytes`);
  };
