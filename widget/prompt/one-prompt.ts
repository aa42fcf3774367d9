/**
 * One prompt a page: the element whose prompt, or what follows it, is open. The claim stands at the document, since a page may have
 * several copies of this script, and frames of the same origin (wujie runs an application's script in one).
 */
import { documentOf, windowOf } from '../page/tree.ts';

/** The same symbol in every copy and every realm, and no name that the page could have. */
const CLAIM = Symbol.for('unit-certification.prompt');

type Claims = Document & { [CLAIM]?: WeakRef<Element> | undefined };

/** That of the outermost window that can be reached. */
function sharedDocument(element: Element): Claims {
  let page: Window = windowOf(element);
  try {
    while (page.parent !== page && page.parent.document) page = page.parent;
  } catch {
    // The window around it is of another origin.
  }
  return page.document;
}

/** An element's claim ends when it leaves its page, and with the page. */
function prompting(page: Claims): Element | undefined {
  const element = page[CLAIM]?.deref();
  return element?.isConnected && documentOf(element).defaultView ? element : undefined;
}

/** False while another element prompts. */
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
