/** A page with the widget. `user.ts` has the actions of its user. */
import { fixtureCleanup } from '@open-wc/testing';
import '../../../widget/unit-certification.ts';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { type Script, type Scripted, scripted } from './scripted.ts';
import { fillLegal, press, see } from './user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from './wait.ts';

export interface Page extends Scripted {
  element: UnitCertification;
  /** Public events as they came, in order. */
  events: { type: string; detail: unknown }[];
}

const EVENTS = ['status', 'deferred', 'submitted', 'center', 'error'].map((name) => `certification-${name}`);

/** Puts `<unit-certification>` into the page, as a portal would. `name`: the element's, for the center. */
export async function openPage(
  attributes: Record<string, string> = {},
  script: Script = {},
  host: ParentNode = document.body,
  name = 'unit-certification',
): Promise<Page> {
  const bff = await scripted(script);
  const element = document.createElement(name) as UnitCertification;
  const events: Page['events'] = [];
  for (const type of EVENTS)
    element.addEventListener(type, (event) => events.push({ type, detail: (event as CustomEvent).detail }));
  const all: Record<string, string> = { bff: bff.bff, 'token-url': bff.tokenUrl, ...attributes };
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  host.append(element);
  return { ...bff, element, events };
}

/** Clears the page and the tab's storage. */
export function cleanUp(): void {
  fixtureCleanup();
  for (const element of document.querySelectorAll('unit-certification, unit-certification-center'))
    element.remove();
  sessionStorage.clear();
}

/** A page with the form open and filled in. */
export async function openFilledForm(
  script: Script = {},
  attributes: Record<string, string> = {},
): Promise<Page> {
  const page = await openPage({ open: '', ...attributes }, script);
  await see(page.element, TITLES.form);
  fillLegal(page.element);
  return page;
}

/** The same, submitted. */
export async function openSubmitted(script: Script, attributes: Record<string, string> = {}): Promise<Page> {
  const page = await openFilledForm(script, attributes);
  press(page.element, WORDS.form.submit);
  return page;
}

/** A page with an open form. */
export async function openForm(attributes: Record<string, string> = {}): Promise<Page> {
  const page = await openPage({ open: '', ...attributes });
  await see(page.element, TITLES.form);
  return page;
}

/** The body of the last submission, when it has arrived. */
export async function bodyOf(page: Page): Promise<unknown> {
  await waitUntil(async () => (await page.arrived('submit')).length > 0);
  return JSON.parse((await page.arrived('submit')).at(-1)!.body);
}
