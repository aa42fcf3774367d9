/** A page of business that the gate holds back: links, buttons, a form. */
import { expect, waitUntil } from '@open-wc/testing';
import { type Page, cleanUp, openPage } from './page.ts';
import { fillLegal, press, query, see, seeNothing } from './user.ts';
import { type Script, answered, statusOf } from './scripted.ts';
import { TITLES, WORDS } from '../../support/words.ts';

/** What of the page's business came through, in order. */
export const done: string[] = [];
let host: HTMLElement;

/** A page of business: links, buttons, a form. Its own listeners sit on the document, as delegating portals have them. */
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

/** The gate's part has come: on a slow machine it would be later than a test's first click. */
const hasGate = (): boolean =>
  performance.getEntriesByType('resource').some(({ name }) => /\/chunks\/gate-[\w-]+\.js$/.test(name));

export async function openGate(script: Script = {}, attributes: Record<string, string> = {}): Promise<Page> {
  const page = await openPage(
    { view: 'gate', for: '.business', ...attributes },
    { submit: [answered('certified')], ...script },
  );
  await waitUntil(() => page.events.length > 0 || attributes['known-status'] || script.status?.[0]?.delay);
  if (attributes['known-status'] !== 'certified') await waitUntil(hasGate, 'no gate', { timeout: 5000 });
  await pause(50);
  return page;
}

/** 「继续办理：…」, whatever the business is called. */
function proceed(element: Element): void {
  const button = query<HTMLButtonElement>(element, 'dialog .primary');
  expect(button.innerText.trim()).match(new RegExp(`^${WORDS.results.proceed('')}`));
  button.click();
}

/** From the gate's dialog to 「继续办理」. */
export async function certify({ element, script }: Page): Promise<void> {
  await see(element, TITLES.gate);
  await script({ status: [{ body: statusOf('certified') }] });
  press(element, WORDS.gate.confirm);
  await see(element, TITLES.form);
  fillLegal(element);
  press(element, WORDS.form.submit);
  await see(element, TITLES.certified);
  proceed(element);
  await seeNothing(element);
}

/** More business, which came later. */
export const addBusiness = (html: string): void => host.insertAdjacentHTML('beforeend', html);

/** Puts the page of business there before each test, and takes it away after it. */
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
