/**
 * At most one prompt a page, and none over the dialog of another element. The element whose dialog is open claims the document. The claim is stored at the document,
 * because a page may have several copies of this script, and frames of the same origin (wujie runs an application's script in one).
 */
import { documentOf, windowOf } from '../page/tree.ts';

/** The same symbol in every copy and every realm. No property of the page can have this name. */
const CLAIM = Symbol.for('unit-certification.prompt');

type Claims = Document & { [CLAIM]?: WeakRef<Element> | undefined };

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

/** The claiming element. A claim ends when the element leaves its page, and with the page. */
function prompting(page: Claims): Element | undefined {
  const element = page[CLAIM]?.deref();
  return element?.isConnected && documentOf(element).defaultView ? element : undefined;
}

/** False while another element has the claim. */
export function claimPrompt(element: Element): boolean {
  if (promptsElsewhere(element)) return false;
  sharedDocument(element)[CLAIM] = new WeakRef(element);
  return true;
}

export function promptsElsewhere(element: Element): boolean {
  const other = prompting(sharedDocument(element));
  return !!other && other !== element;
}

export function releasePrompt(element: Element): void {
  const page = sharedDocument(element);
  if (prompting(page) === element) page[CLAIM] = undefined;
}
