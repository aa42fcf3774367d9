/** A user of the widget: reads, presses and types. */
import type { LitElement } from 'lit';
import type { AgentFieldId, LegalFieldId } from '../../support/fields.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from './wait.ts';

/** A made-up person with valid numbers. */
export const LEGAL = { name: '张三', idNumber: '11010519491231002X', foundedOn: '2001-05-18' };
export const AGENT = { name: '李四', idNumber: '440524188001010014' };

export const rootOf = (element: Element): ShadowRoot => element.shadowRoot!;

const SURFACE = ':is(dialog[open], [part~="registration"])';

const surfaceOf = (element: Element): HTMLElement | null =>
  rootOf(element).querySelector<HTMLElement>(SURFACE);

/** The text of the open dialog with what is folded in it, or of the registration form; empty when no dialog is open. */
export function shown(element: Element): string {
  const surface = surfaceOf(element);
  const folded = [...(surface?.querySelectorAll('details:not([open])') ?? [])];
  return [surface?.innerText ?? '', ...folded.map(({ textContent }) => textContent)].join('\n').trim();
}

export async function see(element: Element, text: string): Promise<void> {
  await waitUntil(
    () => shown(element).includes(text),
    () => `«${text}», but: ${shown(element)}`,
  );
}

export async function seeNothing(element: Element): Promise<void> {
  await waitUntil(
    () => shown(element) === '',
    () => `still open: ${shown(element)}`,
  );
}

export const query = <T extends HTMLElement>(element: Element, selector: string): T => {
  const found = rootOf(element).querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector} in: ${shown(element)}`);
  return found;
};

const labelOf = (each: HTMLElement): string =>
  each.getAttribute('aria-label') ?? (each.innerText || each.textContent!).trim();

/** The × in the corner is named as the button that closes. */
export const button = (element: Element, label: string): HTMLButtonElement => {
  const buttons = [...rootOf(element).querySelectorAll<HTMLButtonElement>(`${SURFACE} button`)];
  const found = buttons.find((each) => labelOf(each) === label);
  if (!found) throw new Error(`no button «${label}» in: ${shown(element)}`);
  return found;
};

/** Unfolds first what holds the button. */
export function press(element: Element, label: string): void {
  const found = button(element, label);
  found.closest('details')?.setAttribute('open', '');
  found.click();
}

/** The id of a field's input. */
export const idOf = (path: string): string => path.replace('.', '-');

/** The input of a field, by the field's path in the request's body. */
export const input = (element: Element, path: string): HTMLInputElement =>
  query<HTMLInputElement>(element, `[id="${idOf(path)}"]`);

/** Types into a field and leaves it, with the events of a browser. */
export function fill(element: Element, path: string, text: string): void {
  const field = input(element, path);
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  field.blur();
}

/** The texts that everybody types. */
export function legalTexts(change: Partial<typeof LEGAL> = {}): Record<LegalFieldId, string> {
  const { name, idNumber, foundedOn } = { ...LEGAL, ...change };
  return { 'legalRepresentative.name': name, 'legalRepresentative.idNumber': idNumber, foundedOn };
}

export function fillLegal(element: Element, change: Partial<typeof LEGAL> = {}): void {
  // The certificates of some classes of units have no date.
  for (const [path, text] of Object.entries(legalTexts(change)))
    if (rootOf(element).getElementById(idOf(path))) fill(element, path, text);
}

/** The texts that an agent types besides. */
export function agentTexts(change: Partial<typeof AGENT> = {}): Record<AgentFieldId, string> {
  const { name, idNumber } = { ...AGENT, ...change };
  return { 'agent.name': name, 'agent.idNumber': idNumber };
}

/** Fills in what an agent is asked besides, once that is chosen. */
export function fillAgent(element: Element, change: Partial<typeof AGENT> = {}): void {
  for (const [path, text] of Object.entries(agentTexts(change))) fill(element, path, text);
}

/** Fills in the form, once it is open, and sends it. */
export async function submitForm(element: Element): Promise<void> {
  await see(element, TITLES.form);
  fillLegal(element);
  press(element, WORDS.form.submit);
}

/** Cancels, and closes the notice that tells where to certify later. */
export async function putOff(element: Element): Promise<void> {
  press(element, WORDS.prompt.cancel);
  await see(element, TITLES.notice);
  press(element, WORDS.results.acknowledge);
  await seeNothing(element);
}

export async function chooseAgent(element: LitElement): Promise<void> {
  const radio = query<HTMLInputElement>(element, '[value="agent"]');
  radio.focus();
  radio.click();
  await element.updateComplete;
}

export const active = ({ element }: { element: Element }): Element | null => rootOf(element).activeElement;

/** A button's accessible name: its text without the parts hidden from assistive technology. */
export function nameOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const hidden of copy.querySelectorAll('[aria-hidden="true"], [hidden]')) hidden.remove();
  return copy.textContent!.trim();
}

const labelsOf = (element: Element, selector: string): string[] =>
  [...rootOf(element).querySelectorAll<HTMLElement>(selector)].map(labelOf);

/** The buttons of the dialog's first layer in reading order: the last one is the primary. */
export const labelsIn = (element: Element): string[] => labelsOf(element, 'dialog .actions button');

/** The buttons of the other ways, below. */
export const othersIn = (element: Element): string[] => labelsOf(element, 'dialog .way button');

/** A button or a link that looks like one, but not × in the corner. */
const BUTTON = 'button:not(.close), a.button, summary';

function isOnScreen(text: Node): boolean {
  const range = document.createRange();
  range.selectNodeContents(text);
  return [...range.getClientRects()].some(({ width, height }) => width > 1 && height > 1);
}

/** The open dialog, a notice in the registration, or the center's row about the real-name certification. */
const firstSurfaceOf = (element: Element): Element | null =>
  rootOf(element).querySelector('dialog[open]') ??
  rootOf(element).querySelector('.notice') ??
  rootOf(element).getElementById('real-name')?.parentElement ??
  rootOf(element).querySelector('section');

/** The text that a person reads before the first button, spaces left out; in the center from the state on. */
export function firstLayerOf(element: Element): string {
  const surface = firstSurfaceOf(element);
  if (!surface) return '';
  const buttons = [...surface.querySelectorAll<HTMLElement>(BUTTON)];
  const first = buttons.find((each) => each.getClientRects().length > 0);
  const texts = document.createTreeWalker(surface, NodeFilter.SHOW_TEXT);
  const read: string[] = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (first && !(text.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
    if (isOnScreen(text) && !text.parentElement!.closest('.what:not([role])')) read.push(text.textContent!);
  }
  return read.join('').replace(/\s/g, '');
}
