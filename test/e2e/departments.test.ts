/** Two sites of one certification service: a unit is certified or lapses for both at once. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../demo/data/accounts.ts';
import { changedRegistry } from './support/registry.ts';
import { freshStage } from './support/stage.ts';
import { accountOf, PHONE, visit } from './support/visit.ts';
import { TITLES, WORDS } from '../support/words.ts';
import { ACCOUNTS, STATES } from '../support/demo-words.ts';

const { demo, browser } = await freshStage();
const registry = await changedRegistry(demo);

/** Changes a row of the registry, and imports the file as the operator. */
async function importChange(from: string, to: string): Promise<unknown> {
  await registry.change(from, to);
  return registry.importAgain('--force');
}

/** Logs in at the department, in a tab of this context. */
async function atDepartment(page: Page, title: string): Promise<void> {
  const { unit, loginName = unit.code } = accountOf(title);
  await page.goto(`${demo.department}/login`);
  await page.getByLabel('Unified social credit code').fill(loginName);
  await page.getByLabel('Password').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.waitForURL(`${demo.department}/`);
}

const stateAt = (page: Page) => page.locator('header .state').innerText();

/** The last attempt of the logged-in unit, as the service shows it to this site. */
const lastAt = async (page: Page, site: string) => {
  const asked = await page.request.get(
    `${site}${site === demo.portal ? '/session/certification-token' : '/token'}`,
  );
  const { token } = (await asked.json()) as { token: string };
  const answer = await fetch(`${demo.bff}/v1/certification`, {
    headers: { Authorization: `Bearer ${token}`, Origin: site },
  });
  const { kinds } = (await answer.json()) as { kinds: { kind: string; last?: unknown }[] };
  return kinds.find(({ kind }) => kind === 'real-name')?.last;
};

/** The unit as the service's operator sees it. */
const unitShown = async (code: string) =>
  JSON.parse(await demo.cli('unit', 'show', code, '--json')) as unknown;

describe('a unit at two departments', () => {
  it('certified at one is certified at the other at once; each knows its own attempts only', async () => {
    const account = accountOf(ACCOUNTS.mismatch);
    const [former, present] = account.claims;
    const who = await visit(browser, demo.portal);
    await who.logIn(account.title);
    await who.certify(former!);
    await who.dialog.getByRole('heading', { name: TITLES.rejected }).waitFor();

    const other = await who.context.newPage();
    await atDepartment(other, account.title);
    await other
      .getByRole('dialog')
      .getByRole('heading', { name: /^Verify your/ })
      .waitFor();
    await expect.poll(() => stateAt(other)).toBe('Not verified');
    expect(await lastAt(who.page, demo.portal)).toMatchObject({ reason: 'registry-mismatch' });
    expect(await lastAt(other, demo.department)).toBeUndefined();

    await who.button(WORDS.results.back).click();
    await who.fill(present!);
    await who.button(WORDS.form.submit).click();
    await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();

    await other.reload();
    await expect.poll(() => stateAt(other)).toBe('Verified');
    expect(await other.getByRole('dialog').count()).toBe(0);
    await other.getByRole('link', { name: /Contribution registration/ }).click();
    await other.getByLabel('Number of employees').fill('12');
    await other.getByRole('button', { name: 'Submit' }).click();
    await other.getByRole('heading', { name: 'Submitted' }).waitFor();
    expect(who.problems).toEqual([]);

    // Its representative changes in the registry: it lapses for both, and the portal gets a webhook.
    const changed = await importChange('韩立新,320199196809211179', '韩立业,320199197010150736');
    expect(changed).toMatchObject({ lapsed: 1, errors: [] });
    await other.reload();
    await expect.poll(() => stateAt(other)).toBe('Verify again');
    await who.page.goto(demo.portal);
    await expect.poll(() => who.state.innerText()).toBe(WORDS.center.status.lapsed);
    await who.page.goto(`${demo.portal}/settings/certification`);
    const events = who.page.locator('[data-event]');
    await expect
      .poll(async () => {
        await who.page.reload();
        return events.evaluateAll((entries) => entries.map((entry) => entry.getAttribute('data-event')));
      })
      .toEqual(['unit.lapsed', 'unit.certified', 'unit.rejected']);
    await who.context.close();
  });
});

it('a business at the department is refused by the server without a certification, and accepted from a certified unit', async () => {
  const { page, context } = await visit(browser, demo.department);
  const submit = async (title: string) => {
    await atDepartment(page, title);
    const answer = await page.request.post(`${demo.department}/business/contributions`, {
      headers: { Origin: demo.department },
      form: { headcount: '17' },
    });
    return { status: answer.status(), text: await answer.text() };
  };
  expect(await submit(ACCOUNTS.legalRepresentative)).toMatchObject({ status: 403 });
  const taken = await submit(WORDS.center.status.certified);
  expect(taken.status).toBe(200);
  expect(taken.text).toContain('receipt number');
  await context.close();
});

it('the notice at the department names the menu of its header', async () => {
  const { page, context, dialog } = await visit(browser, demo.department, PHONE);
  await atDepartment(page, ACCOUNTS.legalRepresentative);
  await dialog.getByRole('button', { name: 'Not now' }).click();
  await expect.poll(() => dialog.innerText()).toMatch(/Organization settings[^]*Verification center/);
  await dialog.getByRole('button', { name: 'OK' }).click();
  await page.getByText('Organization settings').click();
  await page.getByRole('link', { name: 'Verification center' }).click();
  await page.getByRole('button', { name: 'Verify now' }).waitFor();
  await context.close();
});

it('the department’s main page says why a certification ends, and until when it must be renewed', async () => {
  const { page, context } = await visit(browser, demo.department, PHONE);
  await atDepartment(page, ACCOUNTS.due);
  await page.getByRole('button', { name: 'Not now' }).click();
  await page.getByRole('button', { name: 'OK' }).click();
  await page.getByRole('heading', { name: /^Verify again by \w+ \d+, \d{4}$/ }).waitFor();
  await page.getByText('The agent withdrew the verification. Services are available').waitFor();
  await page.getByRole('button', { name: 'Verify again' }).click();
  await page
    .getByRole('dialog')
    .getByRole('heading', { name: /^Verify your organization/ })
    .waitFor();
  await context.close();
});

it('a refused login at the department says what is wrong, and keeps the code', async () => {
  const { page, context } = await visit(browser, demo.department, PHONE);
  await page.goto(`${demo.department}/login`);
  const code = page.getByLabel('Unified social credit code');
  await code.fill('91320199MA1DEM023W');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByText('The code or the password is wrong').waitFor();
  expect(await code.inputValue()).toBe('91320199MA1DEM023W');
  await context.close();
});

it('a kind that one site has opened is 「未认证」 in its center, without a button, and nowhere else', async () => {
  await demo.cli('site', 'kinds', 'portal', '--open', 'real-person');
  const who = await visit(browser, demo.portal);
  await who.logIn(ACCOUNTS.certified);
  const row = (name: string) => who.page.getByRole('listitem').filter({ hasText: name });
  // The service reads the sites again within a second, and a page that was loaded before keeps the former answer.
  await expect
    .poll(async () => {
      await who.page.goto(`${demo.portal}/settings/certification`);
      return row(WORDS.center.kinds['real-person']).innerText();
    })
    .toContain(WORDS.center.status.uncertified);
  expect(await row(WORDS.center.kinds['real-person']).getByRole('button').count()).toBe(0);
  await atDepartment(who.page, ACCOUNTS.certified);
  await who.page.goto(`${demo.department}/certification`);
  await row('Real-person verification').getByText('Not open yet').waitFor();
  await who.context.close();
});

describe('a claim that the registry does not know yet', () => {
  it('is checked again until the next claim is refused, as the form says', async () => {
    const { title, unit, claims } = accountOf(ACCOUNTS.socialOrganization);
    const wrong = claims[0]!;
    const who = await visit(browser, demo.portal);
    await who.logIn(title);
    await who.certify(wrong);
    await who.dialog.getByRole('heading', { name: TITLES.rejected }).waitFor();
    await who.dialog.locator('summary').click();
    await who.button(WORDS.results.ways.refused.recheck.button).click();
    await who.button(WORDS.kept.agree).click();
    await who.dialog.getByRole('heading', { name: TITLES.recheckKept }).waitFor();
    expect(await unitShown(unit.code)).toMatchObject({ waiting: [{ purpose: 'recheck' }] });

    await who.page.goto(`${demo.portal}/settings/certification`);
    await who.page.getByRole('button', { name: WORDS.results.ways.refused.certify.button }).click();
    await who.dialog.getByText(WORDS.results.beside.recheck!).waitFor();
    await who.fill({ ...wrong, foundedOn: '2018-05-22' });
    await who.button(WORDS.form.submit).click();
    await who.dialog.getByRole('heading', { name: TITLES.rejected }).waitFor();
    expect(await unitShown(unit.code)).toMatchObject({ waiting: [] });
    await who.context.close();
  });

  it('is certified without the user by an import that matches it, and the portal gets a webhook', async () => {
    const account = accountOf(ACCOUNTS.colleague);
    const [present] = account.claims;
    // The new representative is on the license already, but not yet in the registry.
    const successor = { name: '江知南', idNumber: '320199197602030113' };
    const who = await visit(browser, demo.portal);
    await who.logIn(account.title);
    await who.certify({ ...present!, legalRepresentative: successor });
    await who.dialog.getByRole('heading', { name: TITLES.rejected }).waitFor();
    await who.dialog.locator('summary').click();
    await who.button(WORDS.results.ways.refused.recheck.button).click();
    await who.button(WORDS.kept.agree).click();
    await who.dialog.getByRole('heading', { name: TITLES.recheckKept }).waitFor();
    await who.button(WORDS.results.done).click();
    expect(await unitShown(account.unit.code)).toMatchObject({ waiting: [{ purpose: 'recheck' }] });

    // It is withdrawn, and asked for again on another day, when nothing typed is left.
    await who.page.goto(`${demo.portal}/settings/certification`);
    await who.page.getByRole('button', { name: WORDS.center.withdraw.recheck }).click();
    await who.button(WORDS.kept.confirm).click();
    await who.page.getByText(WORDS.kept.ends.withdrawn.recheck).waitFor();
    expect(await unitShown(account.unit.code)).toMatchObject({ waiting: [] });
    await who.page.reload();
    await who.page.getByRole('button', { name: WORDS.results.ways.refused.recheck.button }).click();
    await who.fill({ ...present!, legalRepresentative: successor });
    await who.button(WORDS.kept.forms.recheck.submit).click();
    await who.button(WORDS.kept.agree).click();
    await who.dialog.getByRole('heading', { name: TITLES.recheckKept }).waitFor();
    await who.button(WORDS.results.done).click();
    expect(await unitShown(account.unit.code)).toMatchObject({ waiting: [{ purpose: 'recheck' }] });

    const { name, idNumber } = present!.legalRepresentative;
    await importChange(`${name},${idNumber}`, `${successor.name},${successor.idNumber}`);
    await expect
      .poll(() => unitShown(account.unit.code), { timeout: 20_000, interval: 500 })
      .toMatchObject({ status: 'certified', waiting: [] }); // and the stored claim is deleted
    await who.page.goto(`${demo.portal}/settings/certification`);
    await expect
      .poll(
        async () => {
          await who.page.reload();
          return who.page.locator('[data-event="unit.certified"]').count();
        },
        { timeout: 10_000 },
      )
      .toBe(1);
    await expect.poll(() => who.state.innerText()).toBe(STATES.certified);
    await who.context.close();
  });
});
