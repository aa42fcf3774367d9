/**
 * The page's tree across shadow roots and realms. A node made by a frame's script is not an
 * instance of this realm's classes, even in this document (as in wujie). So test nodes by
 * `nodeType` or by a selector, not by `instanceof`.
 */

/** Not `node.getRootNode()`: in a form that may be a field of this name. */
const rootOf = (node: Node, options?: GetRootNodeOptions): Node =>
  Node.prototype.getRootNode.call(node, options);

export const isElement = (node: EventTarget | null): node is Element =>
  (node as Partial<Node> | null)?.nodeType === Node.ELEMENT_NODE;

/** Not `element.matches()`: in a form that may be a field of this name. */
export const isSelected = (element: Element | null | undefined, selector: string): boolean =>
  !!element && Element.prototype.matches.call(element, selector);

/** The element whose shadow root a node is in. */
export const hostOf = (node: Node): Element | null => (rootOf(node) as Partial<ShadowRoot>).host ?? null;

/** The shadow roots that an element is in, from the inside, and the document. */
export function rootsAround(element: Element): Node[] {
  const host = hostOf(element);
  return [rootOf(element), ...(host ? rootsAround(host) : [])];
}

/**
 * The nearest selected ancestor or the element itself, also outside of the shadow roots that it is
 * in.
 */
export function closestAcross(element: Element, selector: string): Element | null {
  for (let each: Element | null = element; each; each = hostOf(each)) {
    const found = each.closest(selector);
    if (found) return found;
  }
  return null;
}

/** The focused element, inside any number of open shadow roots. */
export function activeIn(root: DocumentOrShadowRoot): Element | null {
  const active = root.activeElement;
  return (active?.shadowRoot && activeIn(active.shadowRoot)) ?? active;
}

/** The same as the element sees it: also beside it in a closed shadow root. */
export const activeAround = (element: Element): Element | null =>
  activeIn(rootOf(element) as ShadowRoot) ?? activeIn(documentOf(element));

/**
 * The document that the element is in, which may differ from its script's. Not `ownerDocument`,
 * which wujie overrides.
 */
export function documentOf(element: Element): Document {
  const root = rootOf(element, { composed: true });
  return root.nodeType === Node.DOCUMENT_NODE ? (root as Document) : document;
}

export const windowOf = (element: Element): Window & typeof globalThis =>
  documentOf(element).defaultView ?? window;
