/**
 * Holds back links, buttons and forms of the host page until the unit is certified (manual, figure 1.11), then
 * continues the very thing that was held. It listens on the document, before the page's own handlers, so that
 * elements may come later than the widget; it touches no element until one is used.
 */

export type Standing = 'certified' | 'uncertified' | 'unknown';

export interface GateKeeper {
  /** What is known now; `certified` lets everything pass untouched, in the same task. */
  standing(): Standing;
  /** Finds out, soon; `unknown` when it cannot: the page's server decides then, and the use goes through. */
  find(): Promise<Standing>;
  /** Asks the user to certify; true when the unit is certified after that. `business` names what is held. */
  require(business: string): Promise<boolean>;
}

/** How a held use goes on. */
type Held =
  | { element: HTMLElement; submitter?: undefined }
  | { element: HTMLFormElement; submitter: HTMLElement | null };

const MIDDLE_BUTTON = 1;

/** Holds what `selector()` names, until `signal` aborts; nothing is held while it names nothing. */
export function keepGate(keeper: GateKeeper, selector: () => string | undefined, signal: AbortSignal): void {
  let busy = false;
  let continuing = false;

  const hold = (event: Event, held: Held): void => {
    if (continuing || keeper.standing() === 'certified') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (busy) return; // a double click is one business
    busy = true;
    void pass(held).finally(() => (busy = false));
  };

  const pass = async (held: Held): Promise<void> => {
    const standing = keeper.standing() === 'unknown' ? await keeper.find() : 'uncertified';
    const admitted = standing !== 'uncertified' || (await keeper.require(businessOf(held)));
    if (!admitted || signal.aborted) return;
    continuing = true; // what follows happens in this very task
    try {
      resume(held);
    } finally {
      continuing = false;
    }
  };

  const clicked = (event: MouseEvent): void => {
    if (event.type === 'auxclick' && event.button !== MIDDLE_BUTTON) return;
    const element = used(event, selector());
    // A form is held when it is submitted; whoever clicks into its fields is only filling it in.
    if (element && !(element instanceof HTMLFormElement)) hold(event, { element });
  };

  const submitted = (event: SubmitEvent): void => {
    const element = event.target;
    const names = selector();
    if (names && element instanceof HTMLFormElement && matches(element, names))
      hold(event, { element, submitter: event.submitter });
  };

  const options = { capture: true, signal };
  document.addEventListener('click', clicked, options);
  document.addEventListener('auxclick', clicked, options);
  document.addEventListener('submit', submitted, options);
}

/** A page's mistake in the selector holds nothing back. */
function matches(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}

const used = (event: Event, selector: string | undefined): HTMLElement | undefined =>
  selector
    ? event
        .composedPath()
        .find((part): part is HTMLElement => part instanceof HTMLElement && matches(part, selector))
    : undefined;

/** What the user reads on it: `data-business`, its accessible name, or its text. */
function businessOf({ element, submitter }: Held): string {
  const named = element.dataset['business'] ?? element.getAttribute('aria-label');
  const text = named ?? (submitter === undefined ? element.textContent : (submitter?.textContent ?? ''));
  return text.replace(/\s+/g, ' ').trim().slice(0, 40);
}

function resume({ element, submitter }: Held): void {
  if (submitter !== undefined) {
    if (!element.isConnected) return;
    const still = submitter instanceof HTMLElement && (submitter as HTMLButtonElement).form === element;
    (element as HTMLFormElement).requestSubmit(still ? submitter : null);
    return;
  }
  if (element.isConnected) element.click();
  else if (element instanceof HTMLAnchorElement && element.href) location.assign(element.href);
}
