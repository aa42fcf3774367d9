/** Canceling the prompt, and failures on the way: the network, the login (manual, steps 2 and 6). */
import type { Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { freshStage } from './support/stage.ts';
import { accountOf, logInAs, openSettings, PHONE, visit } from './support/visit.ts';
import { TITLES, WORDS } from '../support/words.ts';
import { ACCOUNTS, PORTAL, STATES } from '../support/demo-words.ts';

const { demo, browser } = await freshStage();

/** The unit as the service's operator sees it. */
const unitShown = async (code: string) =>
  JSON.parse(await demo.cli('unit', 'show', code, '--json')) as { status: string };

describe('the canceled prompt', () => {
  it('says where to certify later, stays away until the next login, and the center certifies', async () => {
    const account = accountOf(ACCOUNTS.legalRepresentative);
    const who = await visit(browser, demo.portal);
    await who.logIn(account.title);
    await who.button(WORDS.prompt.cancel).click();
    await who.dialog.getByRole('heading', { name: TITLES.notice }).waitFor();
    expect(await who.dialog.innerText()).toContain(WORDS.results.notice.menu());
    await who.picture('notice');
    await who.button(WORDS.results.acknowledge).click();
    await who.dialog.waitFor({ state: 'detached' });
    await expect.poll(() => who.state.innerText()).toBe(STATES.uncertified);
    await who.picture('main-uncertified');

    await who.page.goto(`${demo.portal}/services/staff-changes`);
    await expect.poll(() => who.state.innerText()).toBe(STATES.uncertified);
    await who.page.waitForLoadState('networkidle');
    expect(await who.dialog.count()).toBe(0);
    await who.picture('business');

    // After the next login in the same tab the prompt appears again.
    await who.page.getByRole('button', { name: PORTAL.logOut }).click();
    await who.logIn(account.title);
    await who.dialog.getByRole('heading', { name: TITLES.prompt }).waitFor();
    await who.page.keyboard.press('Escape');
    await who.button(WORDS.results.acknowledge).click();

    // The menu that the notice names, by keyboard.
    await who.page.locator('.menu summary').focus();
    await who.page.keyboard.press('Enter');
    await who.page.keyboard.press('Tab');
    await who.picture('settings-menu');
    await who.page.keyboard.press('Enter');
    await who.page.waitForURL('**/settings/certification');
    const certify = who.page.getByRole('button', { name: WORDS.center.certify });
    await certify.waitFor();
    await who.picture('center');
    await certify.click();
    await who.fill(account.claims[0]!);
    await who.button(WORDS.form.submit).click();
    await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
    await who.button(WORDS.results.done).click();
    await expect.poll(() => who.state.innerText()).toBe(STATES.certified);
    await who.page
      .getByRole('listitem')
      .filter({ hasText: WORDS.center.kinds['real-name'] })
      .getByText(WORDS.center.status.certified)
      .waitFor();
    expect(await certify.count()).toBe(0);
    await who.picture('center-certified');
    expect(who.problems).toEqual([]);
    await who.context.close();
  });

  it('on a phone', async () => {
    const who = await visit(browser, demo.portal, PHONE);
    await who.logIn(ACCOUNTS.mismatch);
    await who.button(WORDS.prompt.cancel).click();
    await who.button(WORDS.results.acknowledge).click();
    await expect.poll(() => who.state.innerText()).toBe(STATES.uncertified);
    await who.picture('main-uncertified');
    const center = await openSettings(who.page);
    await who.picture('settings-menu');
    await center.click();
    await who.page.getByRole('button', { name: WORDS.center.certify }).waitFor();
    await who.picture('center');
    await who.page.getByRole('button', { name: WORDS.center.certify }).click();
    await who.button(WORDS.form.submit).waitFor();
    await who.picture('form');
    await who.context.close();
  });
});

describe('failures on the way', () => {
  it('a network cut at the last click: the answer is lost, the retry certifies once', async () => {
    const account = accountOf(ACCOUNTS.severalHeads);
    const who = await visit(browser, demo.portal);
    const keys: (string | undefined)[] = [];
    const outcomes: string[] = [];
    await who.page.route(`${demo.bff}/v1/certification`, async (route: Route) => {
      const request = route.request();
      if (request.method() !== 'POST') return route.continue();
      keys.push(request.headers()['idempotency-key']);
      const answer = await route.fetch(); // the request arrives and is carried out …
      outcomes.push(((await answer.json()) as { outcome: string }).outcome);
      return keys.length === 1 ? route.abort('connectionreset') : route.fulfill({ response: answer });
    });
    await who.logIn(account.title);
    await who.certify(account.claims[0]!);
    await who.dialog.getByRole('heading', { name: TITLES.unreachable }).waitFor(); // … but its answer is lost
    await who.picture('network');
    await expect.poll(() => who.state.innerText()).toBe(STATES.uncertified);
    await who.button(WORDS.prompt.retry).click();
    await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
    expect(new Set(keys).size).toBe(1);
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(outcomes)).toEqual(new Set(['certified']));
    await who.context.close();
  });

  it('a part of the widget that could not be fetched: “重试” fetches it', async () => {
    const who = await visit(browser, demo.portal);
    const asked: string[] = [];
    let isCut = true;
    await who.page.route(/\/chunks(-\d+)?\/flow-/, (route: Route) => {
      asked.push(route.request().url());
      return isCut ? route.abort() : route.continue();
    });
    await who.logIn(ACCOUNTS.mismatch);
    await who.button(WORDS.prompt.confirm).click();
    await who.dialog.getByRole('heading', { name: TITLES.unreachable }).waitFor();
    isCut = false;
    await who.button(WORDS.prompt.retry).click();
    await who.dialog.getByRole('heading', { name: TITLES.form }).waitFor();
    // The part is requested in advance, and again when needed. The browser never requests a failed address a second time.
    expect(asked.length).toBeGreaterThan(2);
    expect(new Set(asked).size).toBe(asked.length);
    await who.context.close();
  });

  it('a request for a part that hangs: the prompt stays, and after the timeout “重试” fetches the part', async () => {
    const who = await visit(browser, demo.portal);
    who.page.setDefaultTimeout(25_000);
    let asked = 0;
    await who.page.route(/\/chunks\/flow-/, (route: Route) => (++asked === 1 ? undefined : route.continue()));
    await who.logIn(ACCOUNTS.mismatch);
    await who.button(WORDS.prompt.confirm).click();
    expect(await who.dialog.getByRole('heading').innerText()).toBe(TITLES.prompt);
    expect(await who.button(WORDS.prompt.opening).getAttribute('aria-disabled')).toBe('true');
    await who.dialog.getByRole('heading', { name: TITLES.unreachable }).waitFor();
    await who.button(WORDS.prompt.retry).click();
    await who.dialog.getByRole('heading', { name: TITLES.form }).waitFor();
    const focused = who.page.locator('unit-certification :focus');
    expect(await focused.getAttribute('id')).toBe('legalRepresentative-name');
    await who.context.close();
  });

  it('a browser that is offline loses no typed value, and can send when it is online again', async () => {
    const account = accountOf(ACCOUNTS.mismatch);
    const who = await visit(browser, demo.portal);
    await who.logIn(account.title);
    await who.button(WORDS.prompt.confirm).click();
    await who.fill(account.claims[1]!);
    await who.context.setOffline(true);
    await who.button(WORDS.form.submit).click();
    await who.dialog.getByRole('heading', { name: TITLES.offline }).waitFor();
    await who.context.setOffline(false);
    await who.button(WORDS.prompt.retry).click();
    await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
    await who.context.close();
  });

  it('a session that has expired: after a new login in another tab the submission continues', async () => {
    const account = accountOf(ACCOUNTS.agent);
    const who = await visit(browser, demo.portal);
    await who.page.clock.install();
    await who.logIn(account.title);
    await who.button(WORDS.prompt.confirm).click();
    await who.fill(account.claims[0]!);
    await who.context.clearCookies();
    await who.page.clock.fastForward('06:00'); // past the token's five minutes
    await who.button(WORDS.form.submit).click();
    await who.dialog.getByRole('heading', { name: TITLES.sessionExpired }).waitFor();
    expect(await who.dialog.innerText()).toContain(WORDS.results.trouble['session-expired'].text[0]);
    await who.picture('session-expired');
    expect((await unitShown(account.unit.code)).status).toBe('uncertified');

    const opened = who.context.waitForEvent('page');
    await who.button(WORDS.results.logIn).click();
    const login = await opened;
    await login.waitForURL('**/login');
    await logInAs(login, demo.portal, account.title);
    await login.close();
    // A browser under test gives every tab the focus at once, and sends no event when the user comes back.
    await who.page.evaluate(() => dispatchEvent(new Event('focus')));
    await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
    await who.context.close();
  });
});
