/** The demo as a visitor takes it: nothing has to be typed, and larger type is one switch away. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_REGISTRATIONS } from '../../demo/data/registrations.ts';
import { launchBrowser } from '../support/chromium.ts';
import { startDemo, type Demo } from './support/demo.ts';
import { fieldOf, messagesOf } from './support/registrant.ts';
import { accountOf, PHONE, visit, type Visit } from './support/visit.ts';

const LAPTOP = { width: 1366, height: 625 };
const SMALL = { width: 360, height: 640 };

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

const FILL = '填入演示数据';

/** The form that the element of this view has open. */
const fillForm = (page: Page, view: ':not([view])' | '[view=gate]' | '[view=center]') =>
  page.locator(`unit-certification${view} [data-claims]`).dispatchEvent('click');

const headed = ({ dialog }: Visit, name: string) =>
  dialog.getByRole('heading', { name, exact: true }).waitFor();

const textbox = ({ dialog }: Visit, name: string) => dialog.getByRole('textbox', { name, exact: true });

const onScreen = async (what: Locator, { height }: { height: number }) => {
  const box = (await what.boundingBox())!;
  return box.y >= 0 && box.y + box.height <= height;
};

/** Puts off the prompt. */
const later = async (who: Visit) => {
  await who.button('取消').click();
  await who.button('确定').click();
  await who.dialog.waitFor({ state: 'detached' });
};

describe('the login', () => {
  it('is whole on a laptop’s first screen, with the handle of the drawer below it', async () => {
    for (const address of [demo.portal, demo.department]) {
      const { page, context } = await visit(browser, demo.portal, LAPTOP);
      await page.goto(`${address}/login`);
      for (const name of ['unitCode', 'password'])
        expect(await onScreen(page.locator(`#${name}`), LAPTOP)).toBe(true);
      const send = page.locator('form[action="/login"] .primary');
      const handle = page.getByText('演示账号', { exact: true });
      expect(await onScreen(send, LAPTOP)).toBe(true);
      expect(await onScreen(handle, LAPTOP)).toBe(true);
      expect((await handle.boundingBox())!.y).toBeGreaterThan((await send.boundingBox())!.y);
      expect(await page.getByRole('button', { name: /^法人认证成功/ }).isVisible()).toBe(false);
      await context.close();
    }
  });

  it('is filled by one tap, and done by the captcha and 「提交」', async () => {
    const { page, context } = await visit(browser, demo.portal, LAPTOP);
    await page.goto(`${demo.portal}/login`);
    await page.getByRole('button', { name: FILL }).click();
    await page.getByRole('checkbox', { name: '点击完成验证' }).click();
    await page.getByText('验证通过').waitFor();
    await page.getByRole('button', { name: '提交' }).click();
    await page.waitForURL(`${demo.portal}/`);
    await context.close();
  });

  it('is done by one tap on a demo account at the department, in either language', async () => {
    const { page, context } = await visit(browser, demo.portal, PHONE);
    await page.goto(`${demo.department}/login?lang=en`);
    await page.getByText('Demo accounts', { exact: true }).click();
    await page.getByRole('button', { name: /^Verified / }).click();
    await page.waitForURL(`${demo.department}/`);
    await page.getByText('Welcome, administrator').waitFor();
    await context.close();
  });

  it.each(['portal', 'department'] as const)(
    'shows the password at the %s for as long as it is wanted',
    async (site) => {
      const { page, context } = await visit(browser, demo.portal, SMALL);
      await page.goto(`${demo[site]}/login`);
      const password = page.locator('#password');
      const button = page.getByRole('button', { name: /显示\s*密码/ });
      await password.fill('Yunchuan2026');
      expect(await password.getAttribute('type')).toBe('password');
      await button.click();
      expect(await password.getAttribute('type')).toBe('text');
      expect(await button.getAttribute('aria-pressed')).toBe('true');
      await button.press('Enter');
      expect(await password.getAttribute('type')).toBe('password');
      expect(await password.inputValue()).toBe('Yunchuan2026');
      await context.close();
    },
  );
});

describe('an uncertified unit', () => {
  it('certifies from the main page’s banner without typing, and the banner goes', async () => {
    const who = await visit(browser, demo.portal, LAPTOP);
    await who.logIn('代理人无办理记录');
    await later(who);
    const banner = who.page.getByRole('region', { name: '单位实名认证' });
    expect(await onScreen(banner, LAPTOP)).toBe(true);
    await who.picture('tour/hall-uncertified');
    await banner.getByRole('button', { name: '立即认证' }).click();
    await headed(who, '单位用户实名认证');

    const [stranger, colleague] = accountOf('代理人无办理记录').claims;
    await fillForm(who.page, ':not([view])');
    await expect.poll(() => textbox(who, '代理人姓名').inputValue()).toBe(stranger!.agent!.name);
    expect(await textbox(who, '成立日期').inputValue()).toBe(stranger!.foundedOn);
    expect(await who.dialog.getByRole('radio', { name: '代理人', exact: true }).isChecked()).toBe(true);
    await who.picture('tour/form-filled');
    await who.button('提交').click();
    await headed(who, '认证未通过');

    // The account has a second part to show: after the refusal it is the colleague's turn.
    await who.button('返回修改').click();
    await fillForm(who.page, ':not([view])');
    await expect.poll(() => textbox(who, '代理人姓名').inputValue()).toBe(colleague!.agent!.name);
    await who.button('提交').click();
    await headed(who, '认证成功');
    await who.button('完成').click();
    await expect.poll(() => banner.isVisible()).toBe(false);
    expect(who.problems).toEqual([]);
    await who.context.close();
  });

  it('in larger type, where the fields come one after the other, needs one tap all the same', async () => {
    const who = await visit(browser, demo.portal, SMALL);
    await who.page.goto(`${demo.portal}/login`);
    await who.page.getByRole('button', { name: '长辈版' }).click();
    await who.logIn('代理人认证成功');
    await who.page.goto(`${demo.portal}/settings/certification`);
    await who.page.getByRole('button', { name: '立即认证' }).click();
    const [claim] = accountOf('代理人认证成功').claims;
    await textbox(who, '法人姓名').waitFor();
    await fillForm(who.page, '[view=center]');
    expect(await textbox(who, '法人姓名').inputValue()).toBe(claim!.legalRepresentative.name);
    await who.button('下一步').click();
    await textbox(who, '法人证件号').waitFor();
    while (!(await who.button('提交').isVisible())) await who.button('下一步').click();
    expect(await textbox(who, '代理人证件号').inputValue()).not.toBe('');
    await who.button('提交').click();
    await headed(who, '认证成功');
    await who.context.close();
  });

  it('at a business opened by its address is told first, and fills that without typing once it is certified', async () => {
    const who = await visit(browser, demo.portal, LAPTOP);
    await who.logIn('多位负责人');
    await later(who);
    await who.page.goto(`${demo.portal}/services/job-stability`);
    const told = who.page.getByRole('region', { name: '单位实名认证' });
    await told.getByText('办理“稳岗返还申请”前，请先完成实名认证').waitFor();
    await told.getByRole('button', { name: '立即认证' }).click();
    await headed(who, '单位用户实名认证');
    await fillForm(who.page, ':not([view])');
    await who.button('提交').click();
    await headed(who, '认证成功');
    await who.button('完成').click();
    await expect.poll(() => told.isVisible()).toBe(false);
    await who.page.locator('form.business').getByRole('button', { name: FILL }).click();
    expect(await who.page.getByLabel('收款账户名称').inputValue()).toBe(accountOf('多位负责人').unit.name);
    await who.page.getByRole('button', { name: '提交申报' }).click();
    await who.page.getByRole('heading', { name: '申报已提交' }).waitFor();
    await who.context.close();
  });

  it('does the same at the department', async () => {
    const who = await visit(browser, demo.portal, SMALL);
    const { page } = who;
    await page.goto(`${demo.department}/login`);
    await page.getByText('演示账号', { exact: true }).click();
    await page.getByRole('button', { name: /^组织机构代码登录/ }).click();
    await page.waitForURL(`${demo.department}/`);
    await later(who);
    await page.getByRole('region').getByRole('button', { name: '立即认证' }).click();
    await headed(who, '单位用户实名认证');
    await fillForm(page, ':not([view])');
    await who.button('提交').click();
    await headed(who, '认证成功');
    await who.button('完成').click();
    await page.getByRole('link', { name: '职工账户转移' }).click();
    await page.getByRole('button', { name: FILL }).click();
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByRole('heading', { name: '申请已提交' }).waitFor();
    const number = /GJJ-\d{6}/.exec(await page.locator('main').innerText())![0];
    await page.getByRole('link', { name: '办理其他业务' }).click();
    await page.getByText(number).waitFor();
    expect(who.problems).toEqual([]);
    await who.context.close();
  });
});

it('an operator reads whom to ask, and takes the words along', async () => {
  const who = await visit(browser, demo.portal, LAPTOP);
  await who.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: demo.portal });
  await who.logIn('经办人登录');
  await who.dialog.waitFor();
  await who.page.keyboard.press('Escape');
  await who.dialog.waitFor({ state: 'detached' });
  const advice = who.page.getByRole('region', { name: '单位实名认证' });
  await advice.getByText('请管理员先完成单位实名认证').waitFor();
  expect(await who.page.getByRole('button', { name: '立即认证' }).count()).toBe(0);
  await advice.getByRole('button', { name: '复制给管理员的话' }).click();
  await advice.getByText('已复制，可以发给管理员').waitFor();
  expect(await who.page.evaluate(() => navigator.clipboard.readText())).toContain('“单位设置”→“认证中心”');
  await who.picture('tour/operator');
  await who.context.close();
});

describe('a new unit', () => {
  it('registers without typing: the unit by one tap, the code by another when its message has come', async () => {
    const { page, context, problems } = await visit(browser, demo.portal, SMALL);
    const [{ unit, loginName }] = DEMO_REGISTRATIONS as [(typeof DEMO_REGISTRATIONS)[0]];
    await page.goto(`${demo.portal}/register`);
    await page.getByRole('button', { name: '注册', exact: true }).waitFor();
    await page.locator('.register').getByRole('button', { name: FILL }).click();
    expect(await fieldOf(page, '登录名').inputValue()).toBe(loginName);
    expect(await fieldOf(page, '单位名称').inputValue()).toBe(unit.name);
    await page.getByRole('button', { name: '获取验证码' }).click();
    const notification = page.getByRole('button', { name: '填入验证码' });
    await notification.click();
    await page.getByText('手机号码已验证').waitFor();
    expect(await notification.isVisible()).toBe(false);
    await page.getByRole('button', { name: '注册', exact: true }).click();
    await page.getByText('注册成功，单位已完成手机认证和实名认证').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('takes the code from the demo’s phone in another tab', async () => {
    const { page, context } = await visit(browser, demo.portal, PHONE);
    await page.goto(`${demo.portal}/register`);
    await page.getByText('代理人注册').click();
    await page.locator('.side').getByRole('button', { name: FILL }).nth(1).click();
    await expect.poll(() => fieldOf(page, '代理人姓名').inputValue()).not.toBe('');
    await page.getByRole('button', { name: '获取验证码' }).click();
    await expect
      .poll(async () => (await messagesOf(demo))[0]?.phone, { timeout: 20_000 })
      .toBe('13900000015');
    const phone = await context.newPage();
    await phone.goto(`${demo.portal}/phone`);
    await phone.getByRole('button', { name: '填入验证码' }).first().click();
    await phone.getByText('已填入注册页面').waitFor();
    await page.getByText('手机号码已验证').waitFor();
    await page.close();
    await phone.getByRole('button', { name: '填入验证码' }).first().click();
    await phone.getByText('没有打开的注册页面').waitFor();
    await context.close();
  });
});

describe('「长辈版」', () => {
  it.each(['portal', 'department'] as const)(
    'makes type and targets of the %s larger at once, in the product too, and is remembered',
    async (site) => {
      const who = await visit(browser, demo.portal, LAPTOP);
      const { page } = who;
      await page.goto(`${demo[site]}/login`);
      const button = page.getByRole('button', { name: '长辈版' });
      const sizes = () =>
        page.evaluate(() => ({
          type: parseFloat(getComputedStyle(document.body).fontSize),
          target: document.querySelector('form[action="/login"] .primary')!.getBoundingClientRect().height,
        }));
      const standard = await sizes();
      expect(standard.type).toBe(16);
      expect(standard.target).toBeGreaterThanOrEqual(44);
      await button.press('Space');
      expect(await button.getAttribute('aria-pressed')).toBe('true');
      const large = await sizes();
      expect(large.type).toBe(20);
      expect(large.target).toBeGreaterThanOrEqual(56);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(LAPTOP.width);

      await page.getByText('演示账号', { exact: true }).click();
      await page.getByRole('button', { name: /^信息不一致/ }).click();
      await page.waitForURL(`${demo[site]}/`);
      await headed(who, '请完成单位实名认证');
      expect(await page.locator('unit-certification').first().getAttribute('appearance')).toBe('large');
      const prompt = who.dialog.getByText('因系统升级');
      expect(await prompt.evaluate((text) => parseFloat(getComputedStyle(text).fontSize))).toBe(20);
      await later(who);
      await button.click();
      for (const element of await page.locator('unit-certification').all())
        expect(await element.getAttribute('appearance')).toBe('standard');
      await page.reload();
      expect(await button.getAttribute('aria-pressed')).toBe('false');
      await who.context.close();
    },
  );
});
