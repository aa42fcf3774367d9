/** Canceling the prompt, and failures on the way: the network, the login (manual, steps 2 and 6). */
import type { Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { freshStage } from './support/stage.ts';
import { accountOf, logInAs, PHONE, visit } from './support/visit.ts';
import { TITLES, WORDS } from '../support/words.ts';
import { ACCOUNTS, PORTAL, STATES } from '../support/demo-words.ts';

const { demo, browser } = await freshStage();

/** The unit as the service's operator sees it. */
const unitShown = async (code: string) =>
  JSON.parse(await demo.cli('unit', 'show', code, '--json')) as { status: string };

it('the canceled prompt says where to certify later, stays away until the next login, and its menu leads to the form, on a phone', async () => {
  const { title } = accountOf(ACCOUNTS.legalRepresentative);
  const who = await visit(browser, demo.portal, PHONE);
  await who.logIn(title);
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
  await who.page.waitForURL('**/login');
  await who.logIn(title);
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
  await who.button(WORDS.form.submit).waitFor();
  await who.picture('form');
  expect(who.problems).toEqual([]);
  await who.context.close();
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
    // The page of the login does not ask anew: it leads back.
    await login.getByRole('dialog').getByRole('heading', { name: TITLES.loggedInHere }).waitFor();
    await login.close();
    // A browser under test gives every tab the focus at once, and sends no event when the user comes back.
    await who.page.evaluate(() => dispatchEvent(new Event('focus')));
    await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
    await who.context.close();
  });
});
