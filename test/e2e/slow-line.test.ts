/** A slow connection: the form has not loaded when the user asks for it. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { sharedStage } from './support/stage.ts';
import { accountOf, visit } from './support/visit.ts';
import { TITLES, WORDS } from '../support/words.ts';
import { ACCOUNTS } from '../support/demo-words.ts';

const { demo, browser } = await sharedStage();

/** Holds back the form's words until `send`. */
async function holdWords(page: Page) {
  let send = (): void => undefined;
  const sent = new Promise<void>((resolve) => (send = resolve));
  await page.route(/chunks\/zh-Hans-/, async (route) => {
    await sent;
    await route.continue();
  });
  return send;
}

it('“确认” reacts in the next frame, and the form opens when it has loaded', async () => {
  const who = await visit(browser, demo.portal);
  const { page } = who;
  const send = await holdWords(page);
  const form = page.waitForResponse(/chunks\/flow-/);
  await who.logIn(accountOf(ACCOUNTS.legalRepresentative).title);
  await who.dialog.getByRole('heading', { name: TITLES.prompt }).waitFor();
  await (await form).finished();
  const place = await who.dialog.boundingBox();
  const confirm = who.button(WORDS.prompt.confirm);
  const width = (await confirm.boundingBox())!.width;
  const fillOf = (name: string) =>
    who.button(name).evaluate((button) => getComputedStyle(button).backgroundColor);
  const fill = await fillOf(WORDS.prompt.confirm);
  // Checked in the frame after the click, the earliest possible one, so that a busy machine makes no difference.
  const answer = await confirm.evaluate(async (button: HTMLButtonElement) => {
    button.click();
    await new Promise(requestAnimationFrame);
    const { width: wide, height } = button.getBoundingClientRect();
    return { text: button.innerText.trim(), disabled: button.ariaDisabled, wide, height };
  });
  expect(answer).toMatchObject({ text: WORDS.prompt.opening, disabled: 'true' });
  expect(answer.wide).toBeGreaterThanOrEqual(width);
  expect(await fillOf(WORDS.prompt.opening), 'it looks busy').not.toBe(fill);
  expect((await who.dialog.boundingBox())!.height, 'still the prompt').toBe(place!.height);
  send();
  await who.dialog.getByRole('heading', { name: TITLES.form }).waitFor();
  expect(who.problems).toEqual([]);
  await who.context.close();
});

it('“暂不认证” says itself that the notice is loading', async () => {
  const who = await visit(browser, demo.portal);
  const send = await holdWords(who.page);
  await who.logIn(accountOf(ACCOUNTS.legalRepresentative).title);
  await who.button(WORDS.prompt.cancel).click();
  const buttons = who.dialog.locator('.actions').getByRole('button');
  await expect.poll(() => buttons.allInnerTexts()).toEqual([WORDS.prompt.opening, WORDS.prompt.confirm]);
  for (const button of await buttons.all()) expect(await button.getAttribute('aria-disabled')).toBe('true');
  send();
  await who.dialog.getByText(WORDS.results.notice.menu()).waitFor();
  await who.button(WORDS.results.acknowledge).click();
  await who.dialog.waitFor({ state: 'detached' });
  expect(who.problems).toEqual([]);
  await who.context.close();
});
