/** Another user logs in while a page is open: no data of the former user is shown or sent. */
import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { freshStage } from './support/stage.ts';
import { accountOf, logInAs, visit } from './support/visit.ts';
import { TITLES, WORDS, labelOf } from '../support/words.ts';
import { ACCOUNTS, PORTAL } from '../support/demo-words.ts';

const { demo, browser } = await freshStage();

const FORMER = accountOf(ACCOUNTS.mismatch);
const NEXT = accountOf(ACCOUNTS.legalRepresentative);

/** The unit as the service's operator sees it. */
const statusOf = async (code: string) =>
  (JSON.parse(await demo.cli('unit', 'show', code, '--json')) as { status: string }).status;

/** The units in whose names the page submits. */
function submissionsOf(page: Page): string[] {
  const units: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/v1/certification')) return;
    const [, payload] = request.headers()['authorization']!.split('.');
    const { unit } = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as { unit: { code: string } };
    units.push(unit.code);
  });
  return units;
}

it('in another tab: the first tab forgets the former unit at once, sends nothing for it, and prompts the next user', async () => {
  const who = await visit(browser, demo.portal);
  const submitted = submissionsOf(who.page);
  await who.logIn(FORMER.title);
  await who.button(WORDS.prompt.confirm).click();
  await who.fill(FORMER.claims[0]!);

  const other = await who.context.newPage();
  await logInAs(other, demo.portal, NEXT.title);
  // The portal has loaded a page for the next user, which tells the first tab.
  await who.dialog.getByRole('heading', { name: TITLES.loginChanged }).waitFor();
  const text = await who.page.evaluate(
    () => document.querySelector('unit-certification')!.shadowRoot!.innerHTML,
  );
  expect(text).not.toContain(FORMER.claims[0]!.legalRepresentative.name);
  expect(submitted).toEqual([]);
  await who.dialog.getByText(WORDS.results.loginChanged(NEXT.unit.name).text[0]!).waitFor();
  await other.close();
  await who.button(WORDS.results.proceed('')).click();
  await who.dialog.getByRole('heading', { name: TITLES.prompt }).waitFor();
  await who.certify(NEXT.claims[0]!);
  await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
  expect(submitted).toEqual([NEXT.unit.code]);
  expect(await statusOf(FORMER.unit.code)).toBe('uncertified');
  expect(await statusOf(NEXT.unit.code)).toBe('certified');
  await who.context.close();
});

it('in a single-page portal: the next route’s form is empty and names the next unit', async () => {
  const [former, next] = [accountOf(ACCOUNTS.severalHeads), accountOf(ACCOUNTS.agent)];
  const who = await visit(browser, demo.portal);
  const submitted = submissionsOf(who.page);
  await who.logIn(former.title);
  await who.button(WORDS.prompt.confirm).click();
  await who.fill(former.claims[0]!);

  const other = await who.context.newPage();
  await logInAs(other, demo.portal, next.title);
  await other.close();
  // The route changes: the framework removes the elements and creates new ones.
  await who.page.evaluate(() => {
    for (const element of document.querySelectorAll('unit-certification'))
      element.replaceWith(element.cloneNode(true));
  });
  await who.dialog.getByRole('heading', { name: TITLES.prompt }).waitFor();
  await who.button(WORDS.prompt.confirm).click();
  await who.dialog.getByText(next.unit.code).waitFor();
  for (const label of [
    labelOf('legalRepresentative.name'),
    labelOf('legalRepresentative.idNumber'),
    labelOf('foundedOn'),
  ])
    expect(await who.dialog.getByRole('textbox', { name: label, exact: true }).inputValue(), label).toBe('');
  await who.fill(next.claims[0]!);
  await who.button(WORDS.form.submit).click();
  await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
  expect(submitted).toEqual([next.unit.code]);
  expect(await statusOf(former.unit.code)).toBe('uncertified');
  await who.context.close();
});

it('a logout in another tab: the first tab forgets the unit and what was typed, and sends nothing', async () => {
  const who = await visit(browser, demo.portal);
  const submitted = submissionsOf(who.page);
  await who.logIn(FORMER.title);
  await who.button(WORDS.prompt.confirm).click();
  await who.fill(FORMER.claims[0]!);

  const other = await who.context.newPage();
  await other.goto(`${demo.portal}/settings/certification`);
  await other.getByRole('button', { name: PORTAL.logOut }).click();
  await other.waitForURL('**/login');
  await who.dialog.waitFor({ state: 'detached' });
  const text = await who.page.evaluate(
    () => document.querySelector('unit-certification')!.shadowRoot!.innerHTML,
  );
  expect(text).not.toContain(FORMER.claims[0]!.legalRepresentative.name);
  expect(submitted).toEqual([]);
  await who.context.close();
});
