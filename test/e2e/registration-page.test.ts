/**
 * The registration page around the element: what its script and the portal's server make of `unit-registered`. The event is
 * fired here with a real assertion, as the contract has it; the element's own part is in `registration.test.ts`.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_REGISTRATIONS } from '../../demo/data/registrations.ts';
import { launchBrowser } from '../support/chromium.ts';
import { loadAxe } from './support/axe.ts';
import { startDemo, type Demo } from './support/demo.ts';
import { assertionFor, messagesOf, type Registrant } from './support/registrant.ts';
import { DESKTOP, PHONE, visit, type Visit } from './support/visit.ts';

const xinhe = DEMO_REGISTRATIONS[0]!;
const fengqiao = DEMO_REGISTRATIONS[1]!;
/** Of the registry, without an account and without a place on the page. */
const clinic: Registrant = {
  unit: { code: '12320199MB1DEM131L', name: '云川市南桥社区卫生服务中心' },
  phone: '13900000013',
  email: 'office@nanqiao.example',
  claims: [
    {
      outcome: '注册成功',
      legalRepresentative: { name: '谢望春', idNumber: '320199196604220338' },
      foundedOn: '1994-02-28',
    },
  ],
};

let folder: string;
let demo: Demo;
let browser: Browser;
let violations: Awaited<ReturnType<typeof loadAxe>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registration-page-'));
  violations = await loadAxe();
  [demo, browser] = await Promise.all([startDemo({ DATA_DIR: folder }), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

const accounts = async () =>
  JSON.parse(await readFile(join(folder, 'portal/accounts.json'), 'utf8')) as {
    unit: { code: string };
    loginName: string;
  }[];

const field = (page: Page, label: string) => page.getByLabel(label, { exact: false });

async function fillOwn(page: Page, loginName: string, password = 'lotus2026'): Promise<void> {
  await field(page, '登录名').fill(loginName);
  await field(page, '登录密码').fill(password);
  await field(page, '再次输入密码').fill(password);
}

/** What the element tells once the service has registered the unit. */
const registered = (page: Page, { unit }: Registrant, assertion: string) =>
  page
    .locator('unit-registration')
    .evaluate(
      (element, detail) =>
        element.dispatchEvent(new CustomEvent('unit-registered', { detail, bubbles: true, composed: true })),
      { unit, assertion },
    );

const open = async (viewport = DESKTOP): Promise<Visit> => {
  const who = await visit(browser, demo.portal, viewport);
  await who.page.goto(`${demo.portal}/login`);
  await who.page.getByRole('link', { name: '单位用户注册' }).click();
  await who.page.getByRole('heading', { name: '单位用户注册' }).waitFor();
  return who;
};

it('an account is made, the main page says so, and the new password opens it', async () => {
  const { page, state, context } = await open();
  await fillOwn(page, 'xinhe2026');
  await registered(page, xinhe, await assertionFor(demo, xinhe));
  await page.getByText('注册成功，单位已完成手机认证和实名认证').waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
  await expect.poll(() => state.innerText()).toBe('已实名认证');
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByLabel('统一社会信用代码').fill('xinhe2026');
  await page.getByLabel('密码').fill('lotus2026');
  await page.getByRole('checkbox', { name: '点击完成验证' }).click();
  await page.getByText('验证通过').waitFor();
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByRole('heading', { name: xinhe.unit.name }).waitFor();
  await context.close();
});

describe.each([DESKTOP, PHONE])('the portal’s own fields, %o', (viewport) => {
  it('tell what is wrong when they are left, and the page stays accessible', async () => {
    const { page, context, picture } = await open(viewport);
    expect(await violations(page), 'empty').toEqual([]);
    await fillOwn(page, '9lives', 'short');
    await page.keyboard.press('Tab');
    await page.getByText('登录名为 4 至 20 位').waitFor();
    await page.getByText('密码至少 8 位').waitFor();
    expect(await violations(page), 'with errors').toEqual([]);
    await picture('registration/own-fields');
    await field(page, '登录名').fill('nine_lives');
    expect(await page.getByText('登录名为 4 至 20 位').isVisible()).toBe(false);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider).toBe(0);
    await context.close();
  });
});

it('a taken login name is told at the field and corrected; the unit is proven once, with one message', async () => {
  const who = await open();
  const { page, context, picture } = who;
  await fillOwn(page, 'Xinhe2026');
  await registered(page, fengqiao, await assertionFor(demo, fengqiao));
  await page.getByText('这个登录名已经有人使用，请换一个').waitFor();
  const sent = (await messagesOf(demo)).length;
  expect(await violations(page), 'taken').toEqual([]);
  await picture('registration/login-name-taken');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('loginName');
  expect(await field(page, '登录密码').inputValue()).toBe('lotus2026');
  await field(page, '登录名').fill('fengqiao');
  await field(page, '再次输入密码').fill('lotus2027');
  await page.getByRole('button', { name: '完成注册' }).click();
  await page.getByText('两次输入的密码不一致').waitFor();
  await field(page, '再次输入密码').fill('lotus2026');
  await page.getByRole('button', { name: '完成注册' }).click();
  await page.getByRole('heading', { name: fengqiao.unit.name }).waitFor();
  expect((await messagesOf(demo)).length).toBe(sent);
  expect(who.problems).toEqual([]);
  await context.close();
});

it('cut off on the way back, the same is sent again and makes one account', async () => {
  const { page, context, picture } = await open(PHONE);
  await fillOwn(page, 'nanqiao');
  let cuts = 0;
  await page.route('**/register', async (route) => {
    if (route.request().method() !== 'POST' || cuts > 0) return route.continue();
    cuts += 1;
    // It arrives, the server makes the account, and the answer is lost.
    await route.fetch();
    return route.abort('connectionreset');
  });
  await registered(page, clinic, await assertionFor(demo, clinic));
  await page.getByText('网络连接中断，填写的内容都在').waitFor();
  expect((await accounts()).filter(({ unit }) => unit.code === clinic.unit.code)).toHaveLength(1);
  expect(await violations(page), 'cut off').toEqual([]);
  await picture('registration/cut-off');
  await page.getByRole('button', { name: '完成注册' }).click();
  await page.getByRole('heading', { name: clinic.unit.name }).waitFor();
  expect((await accounts()).filter(({ unit }) => unit.code === clinic.unit.code)).toHaveLength(1);
  await context.close();
});

it('a unit that has an account is led to the login', async () => {
  const { page, context, picture } = await open();
  await fillOwn(page, 'nanqiao2');
  const again = { ...clinic, phone: '13900000023' };
  await registered(page, again, await assertionFor(demo, again));
  await page.getByText('该单位已经有账号').waitFor();
  expect(await page.getByRole('button', { name: '完成注册' }).isVisible()).toBe(false);
  await picture('registration/has-account');
  await page.getByRole('link', { name: '去登录' }).click();
  await page.getByRole('button', { name: '提交' }).waitFor();
  await context.close();
});

it.each([DESKTOP, PHONE])('the phone is accessible, %o', async (viewport) => {
  const { page, context, picture } = await visit(browser, demo.portal, viewport);
  await page.goto(`${demo.portal}/phone`);
  await page.locator('.code').first().waitFor();
  expect(await violations(page)).toEqual([]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wider).toBe(0);
  await picture('registration/phone');
  await context.close();
});
