/** A person visits a page: prompt, form with an error and typed text, success. Records how widget and page look on the way. */
import type { Browser, BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { FOUNDED, LI, ZHANG } from '../../support/people.ts';
import type { Host, Owner } from './hosts.ts';
import { ELEMENT, lookOf, type Look } from './looks.ts';
import { OTHER_UNIT, type Portal } from './portal.ts';

export const LANGUAGES = ['zh-Hans', 'zh-Hant', 'en'] as const;
export const APPEARANCES = ['standard', 'large', 'dark'] as const;

export interface Setting {
  language: (typeof LANGUAGES)[number];
  /** `dark`: the standard one in dark colors. */
  appearance: (typeof APPEARANCES)[number];
}

type Step = 'prompt' | 'form' | 'error' | 'success';

/** The state of the page itself, without the widget. */
interface PageLook {
  picture: Buffer;
  /** Attributes of html and body, scrolling, focus. */
  state: string;
  messages: string[];
}

export interface Visit {
  looks: Map<Step, Look>;
  before: PageLook;
  during: string;
  after: PageLook;
  events: string[];
  /** The outcome that the page's own listener, by its own library, has written. */
  heard: string;
}

const WINDOW = { width: 1366, height: 768 };

/** Milliseconds that a visit may take, ten times a usual one. A script in a page has no timeout of its own. */
const DEADLINE = 120_000;

const stateOf = (frame: Frame): Promise<string> =>
  frame.evaluate(() => {
    const tag = (node: Element): string =>
      [...node.attributes].map(({ name, value }) => `${name}=${value}`).join(' ');
    const { documentElement: html, body } = document;
    return `<html ${tag(html)}> <body ${tag(body)}> ${scrollX},${scrollY} ${getComputedStyle(body).overflow}`;
  });

const focusOf = (frame: Frame): Promise<string> =>
  frame.evaluate(() => `focus: ${document.activeElement?.id || document.activeElement?.localName}`);

/** Collects the browser's messages: errors, warnings, violations of the policy. */
function listen(page: Page): string[] {
  const messages: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) messages.push(message.text());
  });
  page.on('pageerror', (error) => messages.push(String(error)));
  return messages;
}

const recordEvents = (): void => {
  const heard: string[] = [];
  Object.assign(window, { heard });
  for (const name of ['status', 'deferred', 'submitted', 'center', 'error'])
    document.addEventListener(`certification-${name}`, (event) => {
      const { kinds, outcome, code } =
        (
          event as CustomEvent<{
            kinds?: { kind: string; status: string }[];
            outcome?: string;
            code?: string;
          }>
        ).detail ?? {};
      heard.push(`${name} ${kinds?.find(({ kind }) => kind === 'real-name')?.status ?? outcome ?? code}`);
    });
};

/** The page's own document, or that of its frame. */
export async function documentOf(page: Page, host: Host): Promise<Frame> {
  if (!host.frame) return page.mainFrame();
  const handle = await page.locator('iframe').elementHandle();
  return (await handle!.contentFrame())!;
}

async function pageLook(page: Page, frame: Frame, messages: string[]): Promise<PageLook> {
  const state = `${await stateOf(frame)} ${await focusOf(frame)}`;
  return { picture: await page.screenshot({ animations: 'disabled' }), state, messages };
}

export async function visit(
  browser: Browser,
  portal: Portal,
  host: Host,
  { language, appearance }: Setting,
  size: { width: number; height: number } = WINDOW,
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: size,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: appearance === 'dark' ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const late = setTimeout(() => {
    void context.close({ reason: `The visit was not over after ${DEADLINE / 1000} s` });
  }, DEADLINE);
  try {
    await context.addInitScript(recordEvents);
    const unit = await portal.renew();
    const bare = await context.newPage();
    const bareMessages = listen(bare);
    await bare.goto(portal.addressOf({ host, attributes: undefined }), { waitUntil: 'networkidle' });
    const bareFrame = await documentOf(bare, host);
    if (host.logins) await logIn(bareFrame, unit);
    const before = await pageLook(bare, bareFrame, bareMessages);
    await bare.close();

    const page = await context.newPage();
    const messages = listen(page);
    const attributes = {
      'token-url': host.logins ? '/session/certification-token' : `session/token?unit=${unit}`,
      'privacy-url': '/privacy',
      locale: language,
      appearance: appearance === 'large' ? 'large' : 'standard',
    };
    await page.goto(portal.addressOf({ host, attributes }));
    const frame = await documentOf(page, host);
    if (host.logins) await changeUsers(frame, unit);
    if (host.apps) await switchApps(frame, 1);
    const walked = await walk(page, frame, appearance === 'large');
    if (host.apps) await changeUsersOfApps(frame, unit, host.apps);
    const ended = await end(page, frame, messages);
    if (host.guarded) await useGuardedRoute(context, page.url(), host.guarded, unit);
    return { ...walked, before, ...ended };
  } finally {
    clearTimeout(late);
    await context.close();
  }
}

async function logIn(frame: Frame, unit: string): Promise<void> {
  await frame.evaluate(
    (code) => (window as unknown as { logIn: (unit: string) => unknown }).logIn(code),
    unit,
  );
  await frame.locator('#home').waitFor();
}

/** The unit's user types, then another unit's, and the first one is back: each finds an empty form. */
async function changeUsers(frame: Frame, unit: string): Promise<void> {
  const element = frame.locator(ELEMENT);
  const dialog = element.locator('dialog');
  const field = dialog.locator('#legalRepresentative-name');
  for (const [code, { name }] of [
    [unit, ZHANG],
    [OTHER_UNIT, LI],
  ] as const) {
    await logIn(frame, code);
    await dialog.locator('[part~=primary]').click();
    await dialog.getByText(code).waitFor();
    const found = await field.inputValue();
    if (found) throw new Error(`${found}, typed by the former user, is shown to the next one`);
    await field.fill(name);
    await frame.evaluate(() => (window as unknown as { logOut: () => unknown }).logOut());
    await frame.locator('#login').waitFor();
    await dialog.waitFor({ state: 'hidden' });
  }
  await logIn(frame, unit);
}

/** Shows the other sub-application, and the first one again: then `open` dialogs are open. */
async function switchApps(frame: Frame, open: 0 | 1): Promise<void> {
  for (const name of ['query', 'pay']) {
    await frame.evaluate(
      (app) => (window as unknown as { showApp: (app: string) => unknown }).showApp(app),
      name,
    );
    await frame.locator(`#app #${name}`).waitFor();
  }
  const dialogs = frame.locator('unit-certification dialog:modal');
  if (open) await dialogs.first().waitFor();
  else await frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
  const found = await dialogs.count();
  if (found !== open)
    throw new Error(`${found} dialogs after switching the sub-application, instead of ${open}`);
}

/** The unit is certified, another one is not: its user puts the prompt off, and is asked again only at a guarded link. */
async function changeUsersOfApps(frame: Frame, unit: string, owner: Owner): Promise<void> {
  const logOut = (): Promise<void> =>
    frame.evaluate(() => (window as unknown as { logOut: () => Promise<void> }).logOut());
  const dialog = frame.locator('unit-certification dialog:modal');
  await switchApps(frame, 0);
  await logOut();
  await logIn(frame, OTHER_UNIT);
  await dialog.locator('[part~=button]:not([part~=primary])').click();
  await dialog.locator('[part~=button]:not([part~=primary])').waitFor({ state: 'detached' });
  await dialog.locator('[part~=primary]').click();
  await dialog.waitFor({ state: 'detached' });
  await switchApps(frame, 0);
  if (owner === 'main' || owner === 'both') await useGate(frame, frame.locator('.business'));
  if (owner === 'tabs')
    await useGate(frame, frame.locator('#pay iframe').contentFrame().locator('.business'));
  await logOut();
  await logIn(frame, unit);
  await switchApps(frame, 0);
}

/** A link of a sub-application: the outer page asks first, and the link is not followed. */
async function useGate(frame: Frame, link: Locator): Promise<void> {
  const dialog = frame.locator('unit-certification dialog:modal');
  const before = await link.evaluate(() => location.href);
  await link.click();
  await dialog.getByText('社保缴费').first().waitFor();
  await dialog.locator('[part~=button]:not([part~=primary])').click();
  await dialog.waitFor({ state: 'detached' });
  if ((await link.evaluate(() => location.href)) !== before) throw new Error('the guarded link was followed');
}

/** A route that asks: loaded directly, it is shown to a certified unit, and to another one while the service does not answer. */
async function useGuardedRoute(
  context: BrowserContext,
  address: string,
  route: string,
  unit: string,
): Promise<void> {
  const page = await context.newPage();
  const open = async (of: string): Promise<void> => {
    await page.goto('about:blank'); // else only the hash would change
    await page.request.post(new URL(`/session/login?unit=${of}`, address).href);
    await page.goto(new URL(route, address).href);
  };
  const dialogs = page.locator('unit-certification dialog:modal');
  await open(unit);
  await page.locator('#pay').waitFor();
  await open(OTHER_UNIT);
  await dialogs.getByText('社保缴费').first().waitFor();
  if ((await dialogs.count()) !== 1) throw new Error('a prompt is open below the question');
  await dialogs.locator('[part~=button]:not([part~=primary])').click();
  await page.locator('#home').waitFor();
  await page.evaluate((hash) => void (location.hash = hash), route);
  await dialogs.getByText('社保缴费').first().waitFor();
  await page.evaluate(() =>
    document
      .querySelectorAll<Element & { close(): void }>('unit-certification')
      .forEach((each) => each.close()),
  );
  await page.locator('#home').waitFor();
  await page.route('**/v1/**', (request) => request.abort());
  await open(OTHER_UNIT);
  await page.locator('#pay').waitFor();
  await page.close();
}

/** Goes through the dialogs by parts and ids, because their words are in three languages. */
async function walk(page: Page, frame: Frame, large: boolean): Promise<Pick<Visit, 'looks' | 'during'>> {
  const dialog = frame.locator(`${ELEMENT} dialog`);
  const primary = dialog.locator('[part~=primary]');
  const looks = new Map<Step, Look>();
  const reached = async (step: Step, selector: string): Promise<void> => {
    await dialog.locator(selector).first().waitFor();
    await page.mouse.move(1, 1); // nothing is hovered
    await frame.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    looks.set(step, await lookOf(page, frame));
    // The page may move, remove or render the element between two steps.
    await frame.evaluate((name) => (window as { disturb?: (step: string) => unknown }).disturb?.(name), step);
  };
  await reached('prompt', '[part~=primary]');
  await primary.click();
  await reached('form', 'form');
  await primary.click();
  await reached('error', '[part~=error]');
  const during = await stateOf(frame);
  await useLaterBox(frame);
  for (const [id, text] of [
    ['legalRepresentative-name', ZHANG.name],
    ['legalRepresentative-idNumber', ZHANG.idNumber],
    ['foundedOn', FOUNDED],
  ] as const) {
    await dialog.locator(`#${id}`).click();
    await page.keyboard.type(text);
    if (large) await primary.click();
  }
  await primary.click();
  await dialog.locator('.record dd').nth(3).waitFor({ state: 'attached' }); // the status has come too
  await reached('success', '[part~=icon].success');
  await primary.click();
  await dialog.waitFor({ state: 'hidden' });
  return { looks, during };
}

/** The page opens a modal box of its own meanwhile: a real click reaches it, and the dialog comes back with what was typed. */
async function useLaterBox(frame: Frame): Promise<void> {
  const first = frame.locator(`${ELEMENT} dialog input`).first();
  await first.fill(ZHANG.name);
  const button = await frame.evaluate(() => (window as { openLater?: () => string }).openLater?.());
  if (button) {
    await frame.locator(button).click();
    await frame.locator(button).waitFor({ state: 'hidden' });
    await frame.locator(`${ELEMENT} dialog:modal`).waitFor();
    if ((await first.inputValue()) !== ZHANG.name)
      throw new Error('what was typed is gone after the page’s box');
  }
  await first.fill('');
}

async function end(
  page: Page,
  frame: Frame,
  messages: string[],
): Promise<Pick<Visit, 'after' | 'events' | 'heard'>> {
  const heard = await frame.evaluate(() => document.querySelector('output')!.textContent);
  const events = await frame.evaluate(() => (window as unknown as { heard: string[] }).heard);
  return { after: await pageLook(page, frame, messages), events, heard };
}
