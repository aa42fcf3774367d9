/** A page with business behind the gate: links, buttons, a form. */
import { expect } from '@open-wc/testing';
import { type Page, cleanUp, openPage } from './page.ts';
import { press, query, see, seeNothing, submitForm } from './user.ts';
import { type Script, answered, statusOf } from './scripted.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from './wait.ts';

/** The actions that reached the page, in order. */
export const done: string[] = [];
let host: HTMLElement;

/** Adds links, buttons and a form. The page's listeners are on the document, as in portals with event delegation. */
function putBusiness(): void {
  host = document.createElement('div');
  host.innerHTML = `
    <a class="business" href="#pay" data-business="社保缴费">去缴费</a>
    <button class="business" type="button" id="print">打印 <b>凭证</b></button>
    <form class="business" aria-label="人员增减申报" method="get" action="#first">
      <input name="person" value="张三" required>
      <button name="action" value="add" id="add">增员</button>
      <button name="action" value="remove" id="remove" formaction="#second">减员</button>
    </form>
    <a href="#free" id="free">其他</a>`;
  document.body.append(host);
}

const clicked = (event: Event): void => {
  const target = (event.target as Element).closest('a, #print');
  if (!target) return;
  event.preventDefault();
  done.push(`click ${target.id || target.getAttribute('href')}`);
};
const submitted = (event: SubmitEvent): void => {
  event.preventDefault();
  const data = new FormData(event.target as HTMLFormElement, event.submitter);
  const to = event.submitter?.getAttribute('formaction') ?? '#first';
  done.push(`submit ${[...data].map((pair) => pair.join('=')).join('&')} to ${to}`);
};

export const $ = (selector: string): HTMLElement => host.querySelector<HTMLElement>(selector)!;
export const pause = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

/** The scripts of the gate that have been fetched: its part, and its words. */
const gateScripts = (): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => /\/chunks\/gate-[\w-]+\.js$/.test(name));

/** Resolves when both have run, with what they import. On a slow machine that would be after a test's first click. */
async function gateHasLoaded(): Promise<void> {
  await waitUntil(() => new Set(gateScripts()).size >= 2, 'no gate', { timeout: 5000 });
  await Promise.all(gateScripts().map((script) => import(script)));
}

export async function openGate(script: Script = {}, attributes: Record<string, string> = {}): Promise<Page> {
  const page = await openPage(
    { for: '.business', ...attributes },
    { submit: [answered('certified')], ...script },
  );
  await waitUntil(() => page.events.length > 0 || attributes['known-status'] || script.status?.[0]?.delay);
  if (attributes['known-status'] !== 'certified') await gateHasLoaded();
  await pause(50);
  return page;
}

/** Presses 「继续办理：…」 for any business. */
function proceed(element: Element): void {
  const button = query<HTMLButtonElement>(element, 'dialog .primary');
  expect(button.innerText.trim()).match(new RegExp(`^${WORDS.results.proceed('')}`));
  button.click();
}

/** Certifies, from the gate's dialog to 「继续办理」. */
export async function certify({ element, script }: Page): Promise<void> {
  await see(element, TITLES.gate);
  await script({ status: [{ body: statusOf('certified') }] });
  press(element, WORDS.gate.confirm);
  await submitForm(element);
  await see(element, TITLES.certified);
  proceed(element);
  await seeNothing(element);
}

/** Adds business later. */
export const addBusiness = (html: string): void => host.insertAdjacentHTML('beforeend', html);

/** Adds the business before each test, and removes it after the test. */
export function withBusiness(): void {
  beforeEach(() => {
    done.length = 0;
    putBusiness();
    document.addEventListener('click', clicked);
    document.addEventListener('submit', submitted);
  });
  afterEach(() => {
    cleanUp();
    host.remove();
    document.removeEventListener('click', clicked);
    document.removeEventListener('submit', submitted);
  });
}
