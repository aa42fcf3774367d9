/** Style sheets of a shadow root. */
import { type CSSResult, type CSSResultOrNative, adoptStyles } from 'lit';
import { windowOf } from './tree.ts';

/**
 * Adds style sheets to the existing ones. A constructed sheet belongs to one document, so the
 * sheets are made in the document that the element is in, which may differ from the script's (an
 * element that a frame's script has put into the outer page).
 */
export function addStyles(root: ShadowRoot, styles: CSSResultOrNative[]): void {
  const before = [...(root.adoptedStyleSheets ?? [])]; // a copy: the list itself is live
  const page = windowOf(root.host);
  if (page === window || !root.adoptedStyleSheets) adoptStyles(root, styles);
  else
    root.adoptedStyleSheets = styles.map((style) => {
      const sheet = new page.CSSStyleSheet();
      sheet.replaceSync((style as CSSResult).cssText);
      return sheet;
    });
  if (root.adoptedStyleSheets) root.adoptedStyleSheets = [...before, ...root.adoptedStyleSheets];
}
