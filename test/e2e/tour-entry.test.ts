/** The demo as a visitor comes into it: the login, the registration, and larger type, without typing anything. */
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMO_REGISTRATIONS } from '../../demo/data/registrations.ts';
import { loadAxe } from './support/axe.ts';
import { freshStage } from './support/stage.ts';
import { fieldOf, messagesOf } from './support/registrant.ts';
import { PHONE, visit } from './support/visit.ts';

const LAPTOP = { width: 1366, height: 625 };
const SMALL = { width: 360, height: 640 };
const FILL = '填入演示数据';

const { demo, browser } = await freshStage();
const violations = await loadAxe();

const onScreen = async (what: Locator, { height }: { height: number }) => {
  const box = (await what.boundingBox())!;
  return box.y >= 0 && box.y + box.height <= height;
};

/** How far the second begins below the end of the first. */
const gap = async (upper: Locator, lower: Locator) => {
  const [above, below] = [(await upper.boundingBox())!, (await lower.boundingBox())!];
  return below.y - above.y - above.height;
};

describe('the login', () => {
  it('is whole on a laptop’s first screen, and not squeezed, with the handle of the drawer below it', async () => {
    for (const address of [demo.portal, demo.department]) {
      const { page, context } = await visit(browser, demo.portal, LAPTOP);
      await page.goto(`${address}/login`);
      for (const name of ['unitCode', 'password'])
        expect(await onScreen(page.locator(`#${name}`), LAPTOP)).toBe(true);
      const send = page.locator('form[action="/login"] .primary');
      const handle = page.getByText('演示账号', { exact: true });
      expect(await onScreen(send, LAPTOP)).toBe(true);
      expect((await handle.boundingBox())!.y).toBeGreaterThan((await send.boundingBox())!.y);
      if (address === demo.portal) expect(await gap(send, page.locator('.below'))).toBeGreaterThanOrEqual(16);
      expect(await page.getByRole('button', { name: /^法人认证成功/ }).isVisible()).toBe(false);
      await context.close();
    }
  });

  it('is filled by one tap, and done by the captcha and “提交”', async () => {
    const { page, context } = await visit(browser, demo.portal, LAPTOP);
    await page.goto(`${demo.portal}/login`);
    await page.getByRole('button', { name: FILL }).click();
    await page.getByRole('checkbox', { name: '点击完成验证' }).click();
    await page.getByText('验证通过').waitFor();
    await page.getByRole('button', { name: '提交' }).click();
    await page.waitForURL(`${demo.portal}/`);
    await context.close();
  });

  it('says that the captcha has failed, and logs in by the next tap', async () => {
    const { page, context } = await visit(browser, demo.portal, LAPTOP);
    await page.goto(`${demo.portal}/login`);
    await page.route('**/login/captcha', (route) => route.fulfill({ status: 503 }), { times: 1 });
    await page.getByText('演示账号', { exact: true }).click();
    const account = page.getByRole('button', { name: /^已认证 / });
    await account.click();
    await page.getByText('没有登录：验证没有成功，请再试一次').waitFor();
    await account.click();
    await page.waitForURL(`${demo.portal}/`);
    await context.close();
  });

  it.each([
    ['portal', LAPTOP],
    ['portal', SMALL],
    ['department', LAPTOP],
    ['department', SMALL],
  ] as const)(
    'at the %s, %o, opens its drawer onto the screen, and is done by one tap there',
    async (site, viewport) => {
      const { page, context } = await visit(browser, demo.portal, viewport);
      await page.goto(`${demo[site]}/login`);
      const handle = page.getByText('演示账号', { exact: true });
      const account = page.getByRole('button', { name: /^已认证 / });
      const first = page.getByRole('button', { name: /^法人认证成功 / });
      expect(await first.isVisible()).toBe(false);
      await handle.click();
      for (const what of [handle, first]) expect(await onScreen(what, viewport)).toBe(true);
      const { x, width } = (await first.boundingBox())!;
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(viewport.width);
      await account.click();
      await page.waitForURL(`${demo[site]}/`);
      await page.getByText('已实名认证').first().waitFor();
      await context.close();
    },
  );

  it('is done by one tap on a demo account at the department, in English too', async () => {
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

describe('a new unit', () => {
  it('registers without typing: the unit by one tap, the code by another when its message has come', async () => {
    const { page, context, problems } = await visit(browser, demo.portal, SMALL);
    const [{ unit, loginName }] = DEMO_REGISTRATIONS as [(typeof DEMO_REGISTRATIONS)[0]];
    await page.goto(`${demo.portal}/register`);
    await page.getByRole('button', { name: '注册', exact: true }).waitFor();
    await page.locator('.register').getByRole('button', { name: FILL }).click();
    expect(await onScreen(page.getByRole('button', { name: '获取验证码' }), SMALL)).toBe(true);
    expect(await fieldOf(page, '登录名').inputValue()).toBe(loginName);
    expect(await fieldOf(page, '单位名称').inputValue()).toBe(unit.name);
    await page.getByRole('button', { name: '获取验证码' }).click();
    const notification = page.getByRole('button', { name: '填入验证码' });
    await notification.waitFor();
    expect(await violations(page)).toEqual([]);
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
      await who.dialog.getByRole('heading', { name: '请完成单位实名认证' }).waitFor();
      expect(await page.locator('unit-certification').first().getAttribute('appearance')).toBe('large');
      const prompt = who.dialog.getByText('因系统升级');
      expect(await prompt.evaluate((text) => parseFloat(getComputedStyle(text).fontSize))).toBe(20);
      await who.putOff();
      await button.click();
      for (const element of await page.locator('unit-certification').all())
        expect(await element.getAttribute('appearance')).toBe('standard');
      await page.reload();
      expect(await button.getAttribute('aria-pressed')).toBe('false');
      await who.context.close();
    },
  );
});
