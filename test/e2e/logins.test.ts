/** Another user logs in while a page is open: no data of the former user is shown or sent. */
import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { freshStage } from './support/stage.ts';
import { accountOf, logInAs, visit } from './support/visit.ts';
import { TITLES, WORDS } from '../support/words.ts';
import { ACCOUNTS } from '../support/demo-words.ts';

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
