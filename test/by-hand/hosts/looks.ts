/** How the open dialog looks: every part's place and computed style, and its pixels; and how that differs from another page's. */
import type { Frame, Page } from 'playwright-core';
import type { Compare } from './compare.ts';

interface Part {
  /** Where it stands in the dialog: `form/div:2/input`. */
  path: string;
  box: string;
  style: Record<string, string>;
}

export interface Look {
  parts: Part[];
  picture: Buffer;
}

/** The element that prompts: not the gate, and not that of a second copy. */
export const ELEMENT = 'unit-certification:not([for], .second)';

/** Rounded corners show the page behind. */
const CORNER = 12;

const partsOf = (frame: Frame): Promise<Part[]> =>
  frame.locator(`${ELEMENT} dialog`).evaluate((dialog) => {
    const pathOf = (node: Element): string =>
      node === dialog
        ? 'dialog'
        : `${pathOf(node.parentElement!)}/${node.localName}:${[...node.parentElement!.children].indexOf(node)}`;
    const parts: { path: string; box: string; style: Record<string, string> }[] = [];
    for (const node of [dialog, ...dialog.querySelectorAll('*')]) {
      const { x, y, width, height } = node.getBoundingClientRect();
      const computed = getComputedStyle(node);
      const style: Record<string, string> = {};
      // Without custom ones, which come with the styles of a part, and that may come early.
      for (const property of [...computed].filter((name) => !name.startsWith('--')))
        style[property] = computed.getPropertyValue(property);
      const box = `${x.toFixed(2)} ${y.toFixed(2)} ${width.toFixed(2)} ${height.toFixed(2)}`;
      parts.push({ path: pathOf(node), box, style });
    }
    return parts;
  });

export async function lookOf(page: Page, frame: Frame): Promise<Look> {
  const parts = await partsOf(frame);
  const box = await frame.locator(`${ELEMENT} dialog`).boundingBox();
  if (!box) throw new Error('the dialog is not shown');
  const clip = {
    x: Math.round(box.x) + CORNER,
    y: Math.round(box.y) + CORNER,
    width: Math.round(box.width) - 2 * CORNER,
    height: Math.round(box.height) - 2 * CORNER,
  };
  return { parts, picture: await page.screenshot({ clip, animations: 'disabled' }) };
}

/** In words; none when the look is the plain page's. */
export async function differences(look: Look, plain: Look, compare: Compare): Promise<string[]> {
  const found: string[] = [];
  const byPath = new Map(plain.parts.map((part) => [part.path, part]));
  if (look.parts.length !== plain.parts.length)
    found.push(`${look.parts.length} parts instead of ${plain.parts.length}`);
  for (const { path, box, style } of look.parts) {
    const other = byPath.get(path);
    if (!other) continue;
    if (box !== other.box) found.push(`${path} at ${box} instead of ${other.box}`);
    for (const [property, value] of Object.entries(style))
      if (value !== other.style[property])
        found.push(`${path}: ${property} ${value} instead of ${other.style[property]}`);
  }
  const pixels = await compare(look.picture, plain.picture);
  return pixels ? [...found, pixels] : found;
}
