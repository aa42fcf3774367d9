/** An intercepted action of the page: its business, and how to repeat it. */
import { hostOf, isElement, isSelected } from '../page/tree.ts';

/** A click or submission that was stopped. */
export interface InterceptedAction {
  event: Event;
  /** The element that `for` selects. */
  element: Element;
  /** The clicked node: the element, or a descendant. */
  target: Element;
}

const isForm = (element: Element): element is HTMLFormElement => isSelected(element, 'form');

/** An HTML link. The `href` of an SVG link is not a string. */
const isLink = (element: Element): element is HTMLAnchorElement =>
  isSelected(element, 'a[href]') && typeof (element as HTMLAnchorElement).href === 'string';

const submits = (element: Element): element is HTMLButtonElement =>
  isSelected(element, 'button, input') && /^(submit|image)$/.test((element as HTMLButtonElement).type);

/** Also of another copy of the script. */
const isWidget = ({ localName }: Element): boolean => /^unit-(certification|registration)/.test(localName);

/**
 * The action, when the event is about a selected element; else undefined. Throws when the selector
 * is invalid.
 */
export function interceptedBy(event: Event, selector: string): InterceptedAction | undefined {
  const path = event.composedPath().filter(isElement);
  const target = path[0];
  if (!target || path.some(isWidget)) return undefined;
  if (event.type === 'submit') {
    const { submitter } = event as SubmitEvent;
    const element = isSelected(target, selector) ? target : submitter;
    return element && isSelected(element, selector) ? { event, element, target } : undefined;
  }
  // A click inside a form is not its submission. `submit` is a separate event, after the form's
  // validation.
  const element =
    path.find((node) => !isForm(node) && isSelected(node, selector)) ?? submittedInShadow(path, selector);
  return element && { event, element, target };
}

/**
 * The form to be submitted by a click in a shadow root. `submit` does not leave the shadow root;
 * the click does, also the one made by Enter.
 */
function submittedInShadow(path: readonly Element[], selector: string): Element | undefined {
  const form = path.find(submits)?.form;
  return form && hostOf(form) && isSelected(form, selector) ? form : undefined;
}

const labelled = (element: Element): string =>
  element.getAttribute('data-business') ?? element.getAttribute('aria-label') ?? '';

/** The name of the business, as the page gives it: `data-business`, else its label. */
export function businessOf({ event, element }: InterceptedAction): string {
  const submitter = event.type === 'submit' ? (event as SubmitEvent).submitter : null;
  const text = isForm(element) ? '' : (element as HTMLElement).innerText || element.textContent;
  const name = (submitter?.dataset['business'] ?? labelled(element)) || text || '';
  return [...name.replace(/\s+/g, ' ').trim()].slice(0, 40).join('');
}

/**
 * Where the user can resume the business: the link's address if it is on this site, else this page.
 */
export function returnPathOf({ element }: InterceptedAction): string {
  const link = isLink(element) ? new URL(element.href, location.href) : undefined;
  const { pathname, search } = link?.origin === location.origin ? link : location;
  return pathname + search;
}

/**
 * Repeats the user's action: a submission, a click, or the navigation of a link that was removed
 * meanwhile.
 */
export function replay({ event, element, target }: InterceptedAction): void {
  if (event.type === 'submit') {
    const form = target as HTMLFormElement;
    const submitter = (event as SubmitEvent).submitter as HTMLButtonElement | null;
    if (form.isConnected) submitAgain(form, submitter?.form === form ? submitter : null);
    return;
  }
  const place = target.isConnected ? target : element;
  // With the same modifier keys, so that a click for a new tab opens a new tab.
  if (place.isConnected) {
    const Constructor = event.constructor as typeof MouseEvent;
    place.dispatchEvent(new Constructor(event.type, event as MouseEvent));
  } else if (isLink(element)) {
    if (/^(_self)?$/.test(element.target)) location.assign(element.href);
    else open(element.href, element.target, 'noopener');
  }
}

/**
 * Sends the pressed button's value too, even if the page has disabled the button against a second
 * press.
 */
function submitAgain(form: HTMLFormElement, submitter: HTMLButtonElement | null): void {
  const { disabled = false } = submitter ?? {};
  if (submitter) submitter.disabled = false;
  HTMLFormElement.prototype.requestSubmit.call(form, submitter);
  if (submitter && disabled) submitter.disabled = true;
}
