import { hostOf, windowOf } from './tree.ts';

/** The parent in the tree that is rendered: through slots and shadow roots. */
const renderedParent = (element: Element): Element | null =>
  element.assignedSlot ?? element.parentElement ?? hostOf(element);

/**
 * Whether an element stands where something can be seen: in the page, and under no `display: none` (a closed tab, `v-show`, a
 * slot that does not exist). Not `checkVisibility()`, which says no to `display: contents`.
 */
export function isRendered(element: Element): boolean {
  if (!element.isConnected) return false;
  const page = windowOf(element);
  for (let each: Element | null = element; each; each = renderedParent(each)) {
    const { display } = page.getComputedStyle(each);
    if (display === 'none' || display === '') return false; // '': outside of the rendered tree
  }
  return true;
}

/** Says in the console why no dialog opens. */
export function warnHidden(what: string): void {
  console.warn(
    `unit-certification: ${what} shows no dialog, because the element stands where nothing is rendered (display: none). ` +
      'Place it outside of what the page hides.',
  );
}
