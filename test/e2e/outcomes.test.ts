/** The answers of the registers about a unit, at the demo portal (manual, steps 2 to 6); `stories.ts` has a refusal that is corrected, `qa.test.ts` the others. */
import { describe, expect, it } from 'vitest';
import { freshStage } from './support/stage.ts';
import { accountOf, PHONE, visit, type Visit } from './support/visit.ts';
import { TITLES, WORDS, labelOf, wordsFor } from '../support/words.ts';
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
      await who.picture('login');
      await who.logIn(ACCOUNTS.legalRepresentative);
      await who.button(WORDS.prompt.confirm).waitFor();
      expect(await textOf(who)).toContain(WORDS.prompt.ask.text[0]);
      await expect.poll(() => who.state.innerText()).toBe(STATES.uncertified);
      await who.picture('prompt');
      await who.certify(claims[0]!);
      await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
      expect(await textOf(who)).toContain(unit.name);
      await who.picture('certified');
      await who.button(WORDS.results.done).click();
      await expect.poll(() => who.state.innerText()).toBe(STATES.certified);
      // Nothing had opened the dialog: the focus begins at the content.
      await expect.poll(() => who.page.evaluate(() => document.activeElement?.id)).toBe('content');
      await who.picture('main-certified');
      const width = await who.page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBe(PHONE.width);
      await who.page.reload();
      await expect.poll(() => who.state.innerText()).toBe(STATES.certified);
      expect(await who.dialog.count()).toBe(0);
    }, PHONE));

  it('whose users log in with the old organization code, in lower case', ({ expect }) =>
    person(async (who) => {
      const account = accountOf(ACCOUNTS.organizationCode);
      await who.logIn(ACCOUNTS.organizationCode);
      await who.certify(account.claims[0]!);
      await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
      expect(await textOf(who)).toContain(account.unit.name);
    }));

  it('later, when the registry was busy: pending becomes certified without the user', ({ expect }) =>
    person(async (who) => {
      const [claim] = accountOf(ACCOUNTS.pending).claims;
      await who.logIn(ACCOUNTS.pending);
      await who.certify(claim!);
      await who.dialog.getByRole('heading', { name: TITLES.pending }).waitFor();
      for (const each of WORDS.results.pending.text) expect(await textOf(who)).toContain(each);
      await expect.poll(() => who.state.innerText(), { timeout: 5_000 }).toBe(STATES.pending);
      await who.picture('pending');
      await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor({ timeout: 40_000 });
      await expect.poll(() => who.state.innerText()).toBe(STATES.certified);
      await who.picture('pending-certified');
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

it('a unit of a class that no register has brings its claim to the counter', () =>
  person(async (who) => {
    const { unit, claims } = accountOf(ACCOUNTS.noSource);
    const { kept: counter } = wordsFor(unit.code);
    await who.logIn(ACCOUNTS.noSource);
    await who.button(WORDS.prompt.confirm).click();
    await who.dialog.getByText(counter.forms.counter.text!).waitFor();
    await who.fill(claims[0]!);
    await who.picture('no-source');
    await who.button(counter.forms.counter.submit).click();
    await who.dialog.getByRole('heading', { name: counter.consent.counter.title }).waitFor();
    await who.picture('counter-consent');
    await who.button(counter.agree).click();
    await who.dialog.getByRole('heading', { name: counter.opened }).waitFor();
    expect(await textOf(who)).toContain(counter.papers.certificate);
    await who.picture('case-opened');
    await who.button(WORDS.results.done).click();
    await who.page.goto(`${demo.portal}/settings/certification`);
    await who.page.getByRole('button', { name: counter.show }).waitFor();
  }));

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
    await who.picture('certified-at-start');
  }));
