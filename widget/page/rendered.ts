import { hostOf, isSelected, windowOf } from './tree.ts';

/** The parent in the flat tree, across slots and shadow roots. */
const renderedParent = (element: Element): Element | null =>
  element.assignedSlot ?? element.parentElement ?? hostOf(element);

/**
 * Whether an element is rendered: it is in the page and not inside `display: none` (a closed tab,
 * `v-show`, a slot that does not exist), a closed `<details>` or `content-visibility: hidden`
 * (`hidden="until-found"`). Not `checkVisibility()`, which is false for `display: contents`.
 */
export function isRendered(element: Element): boolean {
  if (!element.isConnected) return false;
  // From a document on to the frame that it is in, when that is of the same origin.
  for (let each: Element | null = element; each; each = renderedParent(each) ?? windowOf(each).frameElement) {
    const { display, contentVisibility } = windowOf(each).getComputedStyle(each);
    if (display === 'none' || display === '') return false; // '': outside of the rendered tree
    if (contentVisibility === 'hidden' || isSelected(each, 'details:not([open])')) return false;
  }
  return true;
}

/** Logs to the console why no dialog opens. */
export function warnHidden(what: string): void {
  console.warn(
    `unit-certification: ${what} shows no dialog, because the element is not rendered (not in the page, display: none, closed <details>). ` +
      'Put it outside of the hidden parts of the page.',
  );
}
