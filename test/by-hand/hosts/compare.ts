/** Compares two pictures as an eye does: Chromium sometimes draws edges of letters and corners in another shade. */
import type { Browser } from 'playwright-core';

/** The largest difference of a channel (0 to 255) that the eye does not see. */
const SHADE = 24;
/** The share of a picture's pixels that may differ by more. */
const FEW = 0.0005;

/** Resolves to a description of the difference; `undefined` when nothing can be seen. */
export type Compare = (picture: Buffer, other: Buffer) => Promise<string | undefined>;

export async function createCompare(browser: Browser): Promise<Compare> {
  const page = await browser.newPage();
  return async (picture, other) => {
    if (picture.equals(other)) return undefined;
    const pictures = [picture, other].map((png) => `data:image/png;base64,${png.toString('base64')}`);
    const share = await page.evaluate(
      async ([sources, shade]) => {
        const [one, two] = await Promise.all(
          sources.map(async (source) => {
            const image = new Image();
            image.src = source;
            await image.decode();
            const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
            context.drawImage(image, 0, 0);
            return context.getImageData(0, 0, image.width, image.height);
          }),
        );
        if (one!.width !== two!.width || one!.height !== two!.height) return 1;
        let different = 0;
        for (let pixel = 0; pixel < one!.data.length; pixel += 4)
          if (
            [0, 1, 2].some(
              (channel) => Math.abs(one!.data[pixel + channel]! - two!.data[pixel + channel]!) > shade,
            )
          )
            different++;
        return (4 * different) / one!.data.length;
      },
      [pictures, SHADE] as const,
    );
    return share > FEW ? `other pixels (${(share * 100).toFixed(2)} %)` : undefined;
  };
}
