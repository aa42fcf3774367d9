/** Every outcome of a certification, seen through the demo portal in a real browser (manual, steps 2 to 6). */
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
  it('as legal representative, and the main page knows at once', ({ expect }) =>
    person(async (who) => {
      const [claim] = accountOf(ACCOUNTS.legalRepresentative).claims;
      await who.logIn(ACCOUNTS.legalRepresentative);
      await who.button(WORDS.prompt.confirm).waitFor();
      expect(await textOf(who)).toContain(WORDS.prompt.ask.text[0]);
      await expect.poll(() => who.state.innerText()).toBe(STATES.uncertified);
      await who.picture('prompt');
      await who.button(WORDS.prompt.confirm).click();
      await who.fill(claim!);
      await who.picture('form');
      await who.button(WORDS.form.submit).click();
      await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
      expect(await textOf(who)).toContain('云川江月软件（集团）有限公司');
      await who.picture('certified');
      await who.button(WORDS.results.done).click();
      await expect.poll(() => who.state.innerText()).toBe(STATES.certified);
      // Nothing had opened the dialog: the focus begins at the content.
      await expect.poll(() => who.page.evaluate(() => document.activeElement?.id)).toBe('content');
      await who.picture('main-certified');
      await who.page.reload();
      await expect.poll(() => who.state.innerText()).toBe(STATES.certified);
      expect(await who.dialog.count()).toBe(0);
    }));

  it('through an agent who has handled its social insurance', () =>
    person(async (who) => {
      const [claim] = accountOf(ACCOUNTS.agent).claims;
      await who.logIn(ACCOUNTS.agent);
      await who.button(WORDS.prompt.confirm).click();
      await who.fill(claim!);
      await who.picture('form-agent');
      await who.button(WORDS.form.submit).click();
      await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
    }));

  it('on a phone', ({ expect }) =>
    person(async (who) => {
      const [claim] = accountOf(ACCOUNTS.severalHeads).claims;
      await who.page.goto(demo.portal);
      await who.picture('login');
      await who.logIn(ACCOUNTS.severalHeads);
      await who.button(WORDS.prompt.confirm).waitFor();
      await who.picture('prompt');
      await who.certify(claim!);
      await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
      await who.picture('certified');
      await who.button(WORDS.results.done).click();
      await expect.poll(() => who.state.innerText()).toBe(STATES.certified);
      await who.picture('main-certified');
      const width = await who.page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBe(PHONE.width);
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

describe.concurrent('a unit is refused', () => {
  it('when the data differ from the registration; the typed values stay, and can be corrected', ({
    expect,
  }) =>
    person(async (who) => {
      const [former, present] = accountOf(ACCOUNTS.mismatch).claims;
      await who.logIn(ACCOUNTS.mismatch);
      await who.certify(former!);
      await who.dialog.getByRole('heading', { name: TITLES.rejected }).waitFor();
      expect(await textOf(who)).toContain(WORDS.results.rejected['registry-mismatch'].text[0]);
      expect(await textOf(who)).toContain(WORDS.results.remaining(4, undefined));
      await who.picture('mismatch');
      await who.button(WORDS.results.back).click();
      const name = who.dialog.getByRole('textbox', {
        name: labelOf('legalRepresentative.name'),
        exact: true,
      });
      expect(await name.inputValue()).toBe(former!.legalRepresentative.name);
      const date = who.dialog.getByRole('textbox', { name: labelOf('foundedOn'), exact: true });
      expect(await date.inputValue()).toBe(former!.foundedOn);
      const { lastRefused, reasons } = WORDS.results;
      await who.dialog.getByText(lastRefused(reasons['registry-mismatch'], 4)).waitFor();
      await who.picture('mismatch-kept');
      await who.fill(present!);
      await who.button(WORDS.form.submit).click();
      await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
    }));

  it('when its registration is not active', ({ expect }) =>
    person(async (who) => {
      const [claim] = accountOf(ACCOUNTS.notActive).claims;
      await who.logIn(ACCOUNTS.notActive);
      await who.button(WORDS.results.ways.inactive.certify.button).click(); // the register's row says so before any claim
      await who.fill(claim!);
      await who.button(WORDS.form.submit).click();
      await who.dialog.getByRole('heading', { name: TITLES.rejected }).waitFor();
      expect(await textOf(who)).toContain(WORDS.results.rejected['unit-not-active'].text[0]);
      await who.picture('inactive');
      await who.button(WORDS.results.close).click();
      await expect.poll(() => who.state.innerText()).toBe(STATES.uncertified);
    }));

  it('when the agent never handled its social insurance; another agent may', ({ expect }) =>
    person(async (who) => {
      const [stranger, colleague] = accountOf(ACCOUNTS.agentWithoutRecord).claims;
      await who.logIn(ACCOUNTS.agentWithoutRecord);
      await who.certify(stranger!);
      await who.dialog.getByRole('heading', { name: TITLES.rejected }).waitFor();
      expect(await textOf(who)).toContain(WORDS.results.rejected['agent-without-record'].text[0]);
      await who.picture('agent-without-record');
      await who.button(WORDS.results.back).click();
      await who.fill(colleague!);
      await who.button(WORDS.form.submit).click();
      await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
    }));
});

describe('users who cannot or need not certify', () => {
  it('an operator is referred to the administrator', () =>
    person(async (who) => {
      await who.logIn(ACCOUNTS.operator);
      await who.dialog.getByRole('heading', { name: TITLES.operator }).waitFor();
      await who.picture('operator');
      await who.button(WORDS.results.acknowledge).click();
      await who.dialog.waitFor({ state: 'detached' });
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
});
