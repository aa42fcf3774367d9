/**
 * The answers of the registers about a unit, at the demo portal (manual, steps 2 to 5), and failures on the way: the network, the
 * login. `stories.ts` has a refusal that is corrected, `qa.test.ts` the others, `desk.test.ts` a unit that no register has.
 */
import type { Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { freshStage } from './support/stage.ts';
import { accountOf, logInAs, PHONE, visit, type Visit } from './support/visit.ts';
import { TITLES, WORDS, labelOf } from '../support/words.ts';
import { ACCOUNTS, STATES } from '../support/demo-words.ts';

const { demo, browser } = await freshStage();

/** Plays a story in a new browser context; fails when the page had errors. */
async function person(story: (visit: Visit) => Promise<void>, viewport?: typeof PHONE): Promise<void> {
  const who = await visit(browser, demo.portal, viewport);
  try {
    await story(who);
    expect(who.problems).toEqual([]);
  } finally {
    await who.context.close();
  }
}

const textOf = ({ dialog }: Visit) => dialog.innerText();

// In parallel, because each has its own account and some wait for the registry.
describe.concurrent('a unit certifies itself', () => {
  it('from the prompt, on a phone, and the main page knows at once', ({ expect }) =>
    person(async (who) => {
      const { unit, claims } = accountOf(ACCOUNTS.legalRepresentative);
      await who.page.goto(demo.portal);
      await who.logIn(ACCOUNTS.legalRepresentative);
      await who.button(WORDS.prompt.confirm).waitFor();
      expect(await textOf(who)).toContain(WORDS.prompt.ask.text[0]);
      await expect.poll(() => who.state.innerText()).toBe(STATES.uncertified);
      await who.certify(claims[0]!);
      await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
      expect(await textOf(who)).toContain(unit.name);
      await who.button(WORDS.results.done).click();
      await expect.poll(() => who.state.innerText()).toBe(STATES.certified);
      // Nothing had opened the dialog: the focus begins at the content.
      await expect.poll(() => who.page.evaluate(() => document.activeElement?.id)).toBe('content');
      const width = await who.page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBe(PHONE.width);
      await who.page.reload();
      await expect.poll(() => who.state.innerText()).toBe(STATES.certified);
      expect(await who.dialog.count()).toBe(0);
    }, PHONE));

  it('later, when the registry was busy: pending becomes certified without the user', ({ expect }) =>
    person(async (who) => {
      const [claim] = accountOf(ACCOUNTS.pending).claims;
      await who.logIn(ACCOUNTS.pending);
      await who.certify(claim!);
      await who.dialog.getByRole('heading', { name: TITLES.pending }).waitFor();
      const { said, next } = WORDS.results.pending;
      for (const each of [said, next]) expect(await textOf(who)).toContain(each);
      await expect.poll(() => who.state.innerText(), { timeout: 5_000 }).toBe(STATES.pending);
      await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor({ timeout: 40_000 });
      await expect.poll(() => who.state.innerText()).toBe(STATES.certified);
    }));
});

describe.concurrent('a unit of another register is refused, and certified when the claim is right:', () => {
  it.concurrent.for([
    ['an organ, which is asked for no founding date', ACCOUNTS.organ, 'legalRepresentative.idNumber'],
    ['a social organization', ACCOUNTS.socialOrganization, 'foundedOn'],
  ] as const)('%s', ([, title, corrected], { expect }) =>
    person(async (who) => {
      const [wrong, right] = accountOf(title).claims;
      await who.logIn(title);
      await who.certify(wrong!);
      await who.dialog.getByRole('heading', { name: TITLES.rejected }).waitFor();
      await who.button(WORDS.results.back).click();
      const asked = await who.dialog
        .getByRole('textbox', { name: labelOf('foundedOn'), exact: true })
        .count();
      expect(asked).toBe(right!.foundedOn ? 1 : 0);
      const field = who.dialog.getByRole('textbox', { name: labelOf(corrected), exact: true });
      await field.click();
      await field.fill(corrected === 'foundedOn' ? right!.foundedOn! : right!.legalRepresentative.idNumber);
      await who.button(WORDS.form.submit).click();
      await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
      await who.button(WORDS.results.done).click();
      await expect.poll(() => who.state.innerText()).toBe(STATES.certified);
    }),
  );
});

it('a certified unit sees nothing, and its page downloads only the entry of the widget and the check of the browser', () =>
  person(async (who) => {
    const loaded: string[] = [];
    who.page.on('request', (request) => {
      if (request.url().startsWith(`${demo.bff}/widget/`)) loaded.push(request.url());
    });
    await who.logIn(ACCOUNTS.certified);
    await expect.poll(() => who.state.innerText()).toBe(STATES.certified);
    await who.page.waitForLoadState('networkidle');
    expect(await who.dialog.count()).toBe(0);
    expect(loaded.map((url) => new URL(url).pathname).toSorted()).toEqual([
      '/widget/browser-check.js',
      '/widget/unit-certification.js',
    ]);
  }));

/** The unit as the service's operator sees it. */
const unitShown = async (code: string) =>
  JSON.parse(await demo.cli('unit', 'show', code, '--json')) as { status: string };

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
    await who.page.clock.install();
    let asked = 0;
    await who.page.route(/\/chunks\/flow-/, (route: Route) => (++asked === 1 ? undefined : route.continue()));
    await who.logIn(ACCOUNTS.mismatch);
    await who.button(WORDS.prompt.confirm).click();
    expect(await who.dialog.getByRole('heading').innerText()).toBe(TITLES.prompt);
    expect(await who.button(WORDS.prompt.opening).getAttribute('aria-disabled')).toBe('true');
    await expect.poll(() => asked).toBe(1);
    await who.page.clock.fastForward('00:20'); // past the 15 seconds of a request
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
