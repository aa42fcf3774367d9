/** An action of the page that was intercepted: what business it is, and how it goes on. */
import { hostOf, isElement, isSelected } from '../page/tree.ts';

/** What the page's user did. */
export interface InterceptedAction {
  event: Event;
  /** What `for` selects. */
  element: Element;
  /** What was clicked: the element, or something in it. */
  target: Element;
}

const isForm = (element: Element): element is HTMLFormElement => isSelected(element, 'form');

/** A link of HTML: one of SVG has no address of this kind. */
const isLink = (element: Element): element is HTMLAnchorElement =>
  isSelected(element, 'a[href]') && typeof (element as HTMLAnchorElement).href === 'string';

const submits = (element: Element): element is HTMLButtonElement =>
  isSelected(element, 'button, input') && /^(submit|image)$/.test((element as HTMLButtonElement).type);

/** The selected element that an event is about; undefined when it is about none. Throws when it is no selector. */
export function interceptedBy(event: Event, selector: string): InterceptedAction | undefined {
  const path = event.composedPath().filter(isElement);
  const target = path[0];
  if (!target) return undefined;
  if (event.type === 'submit') {
    const { submitter } = event as SubmitEvent;
    const element = isSelected(target, selector) ? target : submitter;
    return element && isSelected(element, selector) ? { event, element, target } : undefined;
  }
  // A click inside a form is not its submission: that comes as an event of its own, after the form's checks.
  const element =
    path.find((node) => !isForm(node) && isSelected(node, selector)) ?? submittedInShadow(path, selector);
  return element && { event, element, target };
}

/** Submissions do not leave a shadow root; the clicks that cause them do, also the one that Enter makes. */
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

/** Where the business can be taken up again: a link's address on this site, else this page. */
export function returnPathOf({ element }: InterceptedAction): string {
  const link = isLink(element) ? new URL(element.href, location.href) : undefined;
  const { pathname, search } = link?.origin === location.origin ? link : location;
  return pathname + search;
}

/** Does once more what the user did: submission, click, or navigation of a link that has gone meanwhile. */
export function resume({ event, element, target }: InterceptedAction): void {
  if (event.type === 'submit') {
    const form = target as HTMLFormElement;
    const submitter = (event as SubmitEvent).submitter as HTMLButtonElement | null;
    if (form.isConnected) submitAgain(form, submitter?.form === form ? submitter : null);
    return;
  }
  // No script can make a middle click that opens a tab.
  if (event.type === 'auxclick' && isLink(element)) {
    open(element.href, '_blank', 'noopener');
    return;
  }
  const place = target.isConnected ? target : element;
  // With the same keys and the same button: a new tab stays a new tab.
  if (place.isConnected) {
    const Constructor = event.constructor as typeof MouseEvent;
    place.dispatchEvent(new Constructor(event.type, event as MouseEvent));
  } else if (isLink(element)) {
    if (/^(_self)?$/.test(element.target)) location.assign(element.href);
    else open(element.href, element.target, 'noopener');
  }
}

/** With the pressed button's value, also when the page has disabled the button against a second press: that it stays, and may become. */
function submitAgain(form: HTMLFormElement, submitter: HTMLButtonElement | null): void {
  const { disabled = false } = submitter ?? {};
  if (submitter) submitter.disabled = false;
  HTMLFormElement.prototype.requestSubmit.call(form, submitter);
  if (submitter && disabled) submitter.disabled = true;
}
