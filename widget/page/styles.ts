/** Style sheets of a shadow root. */
import { type CSSResult, type CSSResultOrNative, adoptStyles } from 'lit';
import { windowOf } from './tree.ts';

/**
 * Adds to those that are there. A constructed sheet belongs to one document: an element that a frame's script has put into the page
 * around it gets sheets of that page.
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
