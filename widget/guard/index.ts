/**
 * The question of a guard of a router, which runs before the page has an element: asks by the
 * page's own element where it can be seen, else by one that is in the page meanwhile. No other
 * element prompts below the question.
 */
import { isRendered } from '../page/rendered.ts';
import { claimPrompt, releasePrompt } from '../prompt/one-prompt.ts';

interface Asked extends HTMLElement {
  readonly renderRoot?: ShadowRoot;
  for: string | undefined;
  readonly certification: {
    /** How many guards ask by it. */
    guards: number;
    requireCertified(business?: string, deadline?: number): Promise<boolean>;
  };
}

/** Made for a guard. */
const MADE = 'data-guard';

function elementIn(page: Document): Asked {
  const own = [...page.querySelectorAll<Asked>('unit-certification, unit-certification-center')].filter(
    (each) => 'certification' in each && isRendered(each),
  );
  const found =
    own.find((each) => each.renderRoot?.querySelector('dialog')) ??
    // A center is in a page that the router may be taking away, with the question; the other element stays in the layout.
    own.find(({ localName }) => localName === 'unit-certification') ??
    own[0];
  if (found) return found;
  const made = page.createElement('unit-certification') as Asked;
  made.for = ''; // so that it does not ask by itself
  made.toggleAttribute(MADE);
  (page.body ?? page.documentElement).append(made);
  return made;
}

export async function ask(deadline: number, business?: string): Promise<boolean> {
  const element = elementIn(document);
  const { certification } = element;
  certification.guards++;
  claimPrompt(element, false);
  try {
    return await certification.requireCertified(business, deadline);
  } finally {
    if (!--certification.guards) {
      if (!element.renderRoot?.querySelector('dialog')) releasePrompt(element);
      if (element.hasAttribute(MADE)) element.remove();
    }
  }
}
