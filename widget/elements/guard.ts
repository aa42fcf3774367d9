/**
 * The question of a guard of a router, which runs before the page has an element: asks by the
 * page's own element where it can be seen, else by one that is in the page meanwhile. No other
 * element prompts below the question.
 */
import { isRendered } from '../page/rendered.ts';
import { claimPrompt, releasePrompt } from '../prompt/one-prompt.ts';
import type { Settings } from './configuration.ts';

/** The guard's own element takes these properties over from a center. */
const LENT: Record<keyof Settings | 'knownStatus', true> = {
  bff: true,
  tokenUrl: true,
  getToken: true,
  knownStatus: true,
  loginUrl: true,
  privacyUrl: true,
  help: true,
  locale: true,
  appearance: true,
};

interface Asked extends HTMLElement, Partial<Record<keyof typeof LENT, unknown>> {
  readonly renderRoot?: ShadowRoot;
  for: string | undefined;
  /** How many guards ask by it. */
  guards: number;
  readonly certification: {
    requireCertified(business?: string, deadline?: number): Promise<boolean>;
  };
}

/** Made for a guard. */
const MADE = 'data-guard';

const isOpen = ({ renderRoot }: Asked): boolean => !!renderRoot?.querySelector('dialog');

/**
 * A center is in a page that the router may be taking away, with the question: it only lends its
 * settings.
 */
function elementIn(page: Document): Asked {
  const own = [...page.querySelectorAll<Asked>('unit-certification, unit-certification-center')].filter(
    (each) => 'certification' in each && isRendered(each),
  );
  const found = own.find(isOpen) ?? own.find(({ localName }) => localName === 'unit-certification');
  if (found) return found;
  const made = page.createElement('unit-certification') as Asked;
  for (const name of Object.keys(LENT) as (keyof typeof LENT)[]) made[name] = own[0]?.[name];
  made.for = ''; // so that it does not ask by itself
  made.toggleAttribute(MADE);
  (page.body ?? page.documentElement).append(made);
  return made;
}

export async function ask(deadline: number, business?: string): Promise<boolean> {
  const element = elementIn(document);
  const { certification } = element;
  element.guards++;
  claimPrompt(element, false);
  try {
    return await certification.requireCertified(business, deadline);
  } finally {
    if (!--element.guards) {
      if (!isOpen(element)) releasePrompt(element);
      if (element.hasAttribute(MADE)) element.remove();
    }
  }
}
