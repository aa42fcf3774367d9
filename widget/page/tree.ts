/**
 * The page's tree across shadow roots and realms. A node that the script of a frame has made is no instance of this realm's classes,
 * also where it stands in this document, as in wujie: what a node is, is asked by its type, or by a selector.
 */

/** Not the node's own method: a form's field may be called `getRootNode`. */
const rootOf = (node: Node, options?: GetRootNodeOptions): Node =>
  Node.prototype.getRootNode.call(node, options);

export const isElement = (node: EventTarget | null): node is Element =>
  (node as Partial<Node> | null)?.nodeType === Node.ELEMENT_NODE;

/** Not the element's own method: a form's field may be called `matches`. */
export const isSelected = (element: Element | null | undefined, selector: string): boolean =>
  !!element && Element.prototype.matches.call(element, selector);

/** The element whose shadow root a node is in. */
export const hostOf = (node: Node): Element | null => (rootOf(node) as Partial<ShadowRoot>).host ?? null;

/** The nearest ancestor or self that is selected, also around the shadow roots that the element is in. */
export function closestAcross(element: Element, selector: string): Element | null {
  for (let each: Element | null = element; each; each = hostOf(each)) {
    const found = each.closest(selector);
    if (found) return found;
  }
  return null;
}

/** The focused element itself, within however many open shadow roots. */
export function activeIn(root: DocumentOrShadowRoot): Element | null {
  const active = root.activeElement;
  return (active?.shadowRoot && activeIn(active.shadowRoot)) ?? active;
}

/** The document that the element is in, which need not be that of its script; `ownerDocument` is what wujie makes of it. */
export function documentOf(element: Element): Document {
  const root = rootOf(element, { composed: true });
  return root.nodeType === Node.DOCUMENT_NODE ? (root as Document) : document;
}

export const windowOf = (element: Element): Window & typeof globalThis =>
  documentOf(element).defaultView ?? window;
