/** A page with the widget in it, and a user before it. */
import { fixtureCleanup, waitUntil } from '@open-wc/testing';
import '../../../widget/unit-certification.ts';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { type Script, type Scripted, scripted } from './scripted.ts';

/** A made-up person with valid numbers. */
export const LEGAL = { name: '张三', idNumber: '11010519491231002X', foundedOn: '2001-05-18' };
export const AGENT = { name: '李四', idNumber: '440524188001010014' };

export interface Page extends Scripted {
  element: UnitCertification;
  /** Public events as they came, in order. */
  events: { type: string; detail: unknown }[];
}

const EVENTS = ['status', 'deferred', 'submitted', 'center', 'error'].map((name) => `certification-${name}`);

/** Puts `<unit-certification>` into the page, as a portal would. */
export async function openPage(
  attributes: Record<string, string> = {},
  script: Script = {},
  host: ParentNode = document.body,
): Promise<Page> {
  const bff = await scripted(script);
  const element = document.createElement('unit-certification') as UnitCertification;
  const events: Page['events'] = [];
  for (const type of EVENTS)
    element.addEventListener(type, (event) => events.push({ type, detail: (event as CustomEvent).detail }));
  const all: Record<string, string> = { bff: bff.bff, 'token-url': bff.tokenUrl, ...attributes };
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  host.append(element);
  return { ...bff, element, events };
}

/** Takes everything out of the page and the tab's memory. */
export function cleanUp(): void {
  fixtureCleanup();
  for (const element of document.querySelectorAll('unit-certification')) element.remove();
  sessionStorage.clear();
}

const rootOf = (element: Element): ShadowRoot => element.shadowRoot!;

/** The open dialog's text, its lines joined; empty when none is open. */
export const shown = (element: Element): string =>
  rootOf(element).querySelector<HTMLElement>('dialog[open]')?.innerText ?? '';

export async function see(element: Element, text: string): Promise<void> {
  await waitUntil(() => shown(element).includes(text), `«${text}», but: ${shown(element)}`, {
    timeout: 5000,
  });
}

export async function seeNothing(element: Element): Promise<void> {
  await waitUntil(() => shown(element) === '', `still open: ${shown(element)}`, { timeout: 5000 });
}

export const query = <T extends HTMLElement>(element: Element, selector: string): T => {
  const found = rootOf(element).querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector} in: ${shown(element)}`);
  return found;
};

export const button = (element: Element, label: string): HTMLButtonElement => {
  const buttons = [...rootOf(element).querySelectorAll<HTMLButtonElement>('dialog[open] button')];
  const found = buttons.find(({ innerText }) => innerText.trim() === label);
  if (!found) throw new Error(`no button «${label}» in: ${shown(element)}`);
  return found;
};

export const press = (element: Element, label: string): void => button(element, label).click();

/** What an input's id is, by its place in the request's body. */
export const input = (element: Element, path: string): HTMLInputElement =>
  query<HTMLInputElement>(element, `[id="${path.replace('.', '-')}"]`);

/** Types into a field and leaves it, as the events of a browser tell it. */
export function fill(element: Element, path: string, text: string): void {
  const field = input(element, path);
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  field.blur();
}

export function fillLegal(element: Element, change: Partial<typeof LEGAL> = {}): void {
  const { name, idNumber, foundedOn } = { ...LEGAL, ...change };
  fill(element, 'legalRepresentative.name', name);
  fill(element, 'legalRepresentative.idNumber', idNumber);
  fill(element, 'foundedOn', foundedOn);
}

export async function chooseAgent(element: UnitCertification): Promise<void> {
  query<HTMLInputElement>(element, '[value="agent"]').click();
  await element.updateComplete;
}

/** A page with the form open and filled in. */
export async function openFilledForm(
  script: Script = {},
  attributes: Record<string, string> = {},
): Promise<Page> {
  const page = await openPage({ view: 'form', ...attributes }, script);
  await see(page.element, '单位用户实名认证');
  fillLegal(page.element);
  return page;
}

/** … and submitted. */
export async function openSubmitted(script: Script, attributes: Record<string, string> = {}): Promise<Page> {
  const page = await openFilledForm(script, attributes);
  press(page.element, '提交');
  return page;
}

/** `view="form"` with the form shown. */
export async function openForm(attributes: Record<string, string> = {}): Promise<Page> {
  const page = await openPage({ view: 'form', ...attributes });
  await see(page.element, '单位用户实名认证');
  return page;
}

/** The body of the last submission, when it has arrived. */
export async function bodyOf(page: Page): Promise<unknown> {
  await waitUntil(async () => (await page.arrived('submit')).length > 0);
  return JSON.parse((await page.arrived('submit')).at(-1)!.body);
}

export const active = ({ element }: Page): Element | null => rootOf(element).activeElement;
