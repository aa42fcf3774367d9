/** 「填入演示数据」: a visitor of the demo certifies, does a business and registers without typing anything. */
import { expect, it } from 'vitest';
import { DEMO_REGISTRATIONS } from '../../demo/data/registrations.ts';
import { freshStage } from './support/stage.ts';
import { PHONE, visit } from './support/visit.ts';
import { REGISTRATION_WORDS, TITLES, WORDS } from '../support/words.ts';
import { ACCOUNTS, BUSINESS, PORTAL } from '../support/demo-words.ts';

const { demo, browser } = await freshStage();

it('logs in, is refused, corrects, and does the business', async () => {
  const who = await visit(browser, demo.portal);
  const { page, dialog } = who;
  await page.goto(`${demo.portal}/login`);
  await page.getByRole('button', { name: PORTAL.fillIn }).click();
  await page.getByRole('button', { name: PORTAL.logIn }).click();
  await dialog.getByRole('heading', { name: TITLES.prompt }).waitFor();

  await who.logIn(ACCOUNTS.agentWithoutRecord);
  await who.putOff();
  const call = page.getByRole('region', { name: '单位实名认证' });
  await call.getByRole('button', { name: PORTAL.certify }).click();
  const fill = page.locator('unit-certification:not([for])').getByRole('button', { name: PORTAL.fillIn });
  await fill.click();
  await who.button(WORDS.form.submit).click();
  await dialog.getByRole('heading', { name: TITLES.rejected }).waitFor();
  await who.button(WORDS.results.back).click();
  // The account has two claims. After the refusal the button fills in the second one.
  await fill.click();
  await who.button(WORDS.form.submit).click();
  await dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
  await who.button(WORDS.results.done).click();
  await expect.poll(() => call.isVisible()).toBe(false);

  await page.getByRole('link', { name: BUSINESS.name }).click();
  await page.waitForURL('**/services/**');
  await who.settled(); // the button needs its script
  await page.locator('form').getByRole('button', { name: PORTAL.fillIn }).click();
  await page.getByRole('button', { name: BUSINESS.submit }).click();
  await page.getByRole('heading', { name: BUSINESS.submitted }).waitFor();
  expect(who.problems).toEqual([]);
  await who.context.close();
});

it('fills all steps by one tap in larger type, which stays on', async () => {
  const who = await visit(browser, demo.portal, PHONE);
  await who.page.goto(`${demo.portal}/login`);
  await who.page.getByRole('button', { name: '长辈版' }).click();
  expect(await who.page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('20px');
  await who.logIn(ACCOUNTS.agent);
  await who.page.goto(`${demo.portal}/settings/certification`);
  await who.page.getByRole('button', { name: WORDS.center.certify }).click();
  await who.page.getByRole('button', { name: PORTAL.fillIn }).click();
  while (!(await who.button(WORDS.form.submit).isVisible())) await who.button(WORDS.form.next).click();
  await who.button(WORDS.form.submit).click();
  await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
  await who.context.close();
});

it('registers: the form by one tap, the code by another when the message has come', async () => {
  const { page, context, problems } = await visit(browser, demo.portal, PHONE);
  await page.goto(`${demo.portal}/register`);
  await page.getByRole('button', { name: REGISTRATION_WORDS.submit, exact: true }).waitFor();
  await page.getByRole('button', { name: PORTAL.fillIn }).first().click();
  // The button is at the end of the page, the form at its start.
  const top = await page.locator('input:focus').evaluate((field) => field.getBoundingClientRect().top);
  expect(top > 0 && top < PHONE.height).toBe(true);
  await page.getByRole('button', { name: REGISTRATION_WORDS.getCode }).click();
  await page.getByRole('button', { name: '填入验证码' }).click();
  await page.getByText(REGISTRATION_WORDS.proven).waitFor();
  await page.getByRole('button', { name: REGISTRATION_WORDS.submit, exact: true }).click();
  await page.getByText(PORTAL.registered).waitFor();
  await page.getByRole('heading', { name: DEMO_REGISTRATIONS[0]!.values.unit.name }).waitFor();
  expect(problems).toEqual([]);
  await context.close();
});
