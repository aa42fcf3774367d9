/**
 * At most one prompt a page, and none over the dialog of another element. The element whose dialog
 * is open claims the document. The claim is stored at the document, because a page may have several
 * copies of this script, and frames of the same origin (wujie runs an application's script in one).
 */
import { documentOf, windowOf } from '../page/tree.ts';

/** The same symbol in every copy and every realm. No property of the page can have this name. */
const CLAIM = Symbol.for('unit-certification.prompt');

type Claims = Document & { [CLAIM]?: WeakRef<Element>[] };

/** The document of the outermost accessible window. */
function sharedDocument(element: Element): Claims {
  let page: Window = windowOf(element);
  try {
    while (page.parent !== page && page.parent.document) page = page.parent;
  } catch {
    // The outer window has another origin.
  }
  return page.document;
}

/**
 * The other elements with a dialog. A claim ends when the element leaves its page, and with the
 * page.
 */
const others = (element: Element): WeakRef<Element>[] =>
  (sharedDocument(element)[CLAIM] ?? []).filter((claim) => {
    const each = claim.deref();
    return each !== element && each?.isConnected && documentOf(each).defaultView;
  });

/** Claims it. `yields`: not while another element has a dialog; then false. */
export function claimPrompt(element: Element, yields: boolean): boolean {
  const claims = others(element);
  if (yields && claims.length) return false;
  sharedDocument(element)[CLAIM] = [...claims, new WeakRef(element)];
  return true;
}

export const promptsElsewhere = (element: Element): boolean => others(element).length > 0;

export function releasePrompt(element: Element): void {
  sharedDocument(element)[CLAIM] = others(element);
}
