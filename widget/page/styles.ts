/** Style sheets of a shadow root. */
import { type CSSResult, type CSSResultOrNative, adoptStyles } from 'lit';
import { windowOf } from './tree.ts';

/**
 * Adds style sheets to the existing ones. A constructed sheet belongs to one document, so the sheets are made in the document that
 * the element is in, which may differ from the script's (an element that a frame's script has put into the outer page).
 */
export function addStyles(root: ShadowRoot, styles: CSSResultOrNative[]): void {
  if (!root.adoptedStyleSheets) return adoptStyles(root, styles);
  const page = windowOf(root.host);
  const sheets = (styles as CSSResult[]).map((style) => {
    if (page === window) return style.styleSheet!;
    const sheet = new page.CSSStyleSheet();
    sheet.replaceSync(style.cssText);
    return sheet;
  });
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
}
