/**
 * At most one prompt a page. The element whose prompt or later dialog is open reserves the document. It is stored at the document,
 * because a page may have several copies of this script, and frames of the same origin (wujie runs an application's script in one).
 */
import { documentOf, windowOf } from '../page/tree.ts';

/** The same symbol in every copy and every realm. No property of the page can have this name. */
const PROMPTING = Symbol.for('unit-certification.prompt');

type PromptingPage = Document & { [PROMPTING]?: WeakRef<Element> | undefined };

/** The document of the outermost accessible window. */
function sharedDocument(element: Element): PromptingPage {
  let page: Window = windowOf(element);
  try {
    while (page.parent !== page && page.parent.document) page = page.parent;
  } catch {
    // The outer window has another origin.
  }
  return page.document;
}

/** The element that has reserved the document, until it or its page is gone. */
function prompting(page: PromptingPage): Element | undefined {
  const element = page[PROMPTING]?.deref();
  return element?.isConnected && documentOf(element).defaultView ? element : undefined;
}

/** False while another element has reserved it. */
export function reservePrompt(element: Element): boolean {
  if (promptsElsewhere(element)) return false;
  sharedDocument(element)[PROMPTING] = new WeakRef(element);
  return true;
}

export function promptsElsewhere(element: Element): boolean {
  const other = prompting(sharedDocument(element));
  return !!other && other !== element;
}

export function releasePrompt(element: Element): void {
  const page = sharedDocument(element);
  if (prompting(page) === element) page[PROMPTING] = undefined;
}
