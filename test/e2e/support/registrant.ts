/** A person who registers a unit on the page, and reads the code on the demo's phone. */
import type { Page } from 'playwright-core';
import type { DemoRegistration } from '../../../demo/data/registrations.ts';
import type { RunningDemo } from './demo.ts';
import { type Claimed, fillClaim } from './visit.ts';
import type { RegistrationFieldId } from '../../../bff/contract/registration-fields.ts';
import { REGISTRATION_IDS } from '../../support/fields.ts';
import { REGISTRATION_WORDS, labelOf } from '../../support/words.ts';
import { PORTAL } from '../../support/demo-words.ts';

export interface Message {
  phone: string;
  text: string;
}

/** The messages on the demo's phone, newest first. */
export async function messagesOf(demo: RunningDemo): Promise<Message[]> {
  const { messages } = (await (await fetch(`${demo.portal}/phone/messages`)).json()) as {
    messages: Message[];
  };
  return messages;
}

/** The newest code for this number. */
export async function codeFor(demo: RunningDemo, phone: string): Promise<string> {
  const message = (await messagesOf(demo)).find((each) => each.phone === phone);
  if (!message) throw new Error(`Nothing has arrived for ${phone}.`);
  return /\d{6}/.exec(message.text)![0];
}

export type Registrant = Pick<DemoRegistration, 'values' | 'claims'>;

/** The values to type into the registration page. Fields of absent values are not changed. */
export interface Typed {
  loginName?: string;
  password?: string;
  claim?: Claimed;
  own?: Partial<Record<RegistrationFieldId, string>>;
}

/** The field of this name. The star after a label is not part of the name. */
export const fieldOf = (page: Page, name: string) => page.getByLabel(new RegExp(`^\\s*${name}\\s*\\*?\\s*$`));

/** Fills the page as a person does: a field is clicked first. */
export async function fillRegistration(page: Page, typed: Typed): Promise<void> {
  const type = async (label: string, text: string | undefined) => {
    if (text === undefined) return;
    const field = fieldOf(page, label);
    await field.click();
    await field.fill(text);
  };
  await type(PORTAL.loginName, typed.loginName);
  await type(PORTAL.password, typed.password);
  for (const id of REGISTRATION_IDS) await type(labelOf(id), typed.own?.[id]);
  if (typed.claim) await fillClaim(page.locator('unit-registration'), typed.claim);
}

/** 「获取验证码」, and waits until the message has arrived; resolves to the code in it. */
export async function requestCode(demo: RunningDemo, page: Page, phone: string): Promise<string> {
  const before = (await messagesOf(demo)).length;
  await page.getByRole('button', { name: REGISTRATION_WORDS.getCode }).click();
  for (const deadline = Date.now() + 20_000; (await messagesOf(demo)).length === before;) {
    if (Date.now() > deadline) throw new Error(`No message has come for ${phone}.`);
    await page.waitForTimeout(100);
  }
  return codeFor(demo, phone);
}

/** Asks for the code, types it, and waits until the number is proven. */
export async function proveOnPage(demo: RunningDemo, page: Page, phone: string): Promise<void> {
  const code = await requestCode(demo, page, phone);
  await fieldOf(page, labelOf('code')).fill(code);
  await page.getByText(REGISTRATION_WORDS.proven).waitFor();
}
