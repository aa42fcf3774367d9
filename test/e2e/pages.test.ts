/** The portal's own pages: usable by everybody, in light and dark, on a phone, by keyboard. */
import { describe, expect, it } from 'vitest';
import { loadAxe } from './support/axe.ts';
import { sharedStage } from './support/stage.ts';
import { DESKTOP, PHONE, visit } from './support/visit.ts';

const { demo, browser } = await sharedStage();
const violations = await loadAxe();

/** 1280 pixels at 400 % (WCAG 2.2, 1.4.10). */
const NARROW = { width: 320, height: 640 };

const PAGES = ['/', '/settings/certification', '/services/staff-changes', '/privacy', '/nowhere'];

describe.each([
  ['light', 'standard', DESKTOP],
  ['dark', 'standard', DESKTOP],
  ['light', 'standard', PHONE],
  ['light', 'large', NARROW],
  ['dark', 'large', DESKTOP],
] as const)('in the %s scheme, %s type, %o', (colorScheme, appearance, viewport) => {
  it('pages are accessible, and nothing is wider than the screen', async () => {
    const who = await visit(browser, demo.portal, viewport);
    await who.page.emulateMedia({ colorScheme });
    await who.context.addCookies([{ name: 'appearance', value: appearance, url: demo.portal }]);
    const inspect = async (path: string) => {
      await who.page.goto(demo.portal + path);
      await who.settled();
      expect(await violations(who.page), path).toEqual([]);
      const width = await who.page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, path).toBe(viewport.width);
    };
    await inspect('/login');
    await who.page.getByRole('button', { name: '提交' }).click();
    await who.page.getByText('请先点击完成验证').waitFor();
    expect(await violations(who.page), 'the login refused').toEqual([]);
    await who.picture(`login-refused-${colorScheme}-${appearance}`);
    await who.page.getByText('演示账号', { exact: true }).click();
    expect(await violations(who.page), 'the accounts').toEqual([]);
    for (const path of ['/login/personal', '/register', '/phone']) await inspect(path);
    await who.logIn('已认证');
    for (const path of PAGES) await inspect(path);
    await who.page.goto(`${demo.portal}/services/staff-changes`);
    await who.page.getByRole('button', { name: '提交申报' }).click();
    await who.page.getByText('请填写新增人数').waitFor();
    expect(await violations(who.page), 'the business refused').toEqual([]);
    await who.page.goto(demo.portal);
    await expect.poll(() => who.state.innerText()).toBe('已实名认证');
    await who.page.getByRole('button', { name: '单位设置' }).click();
    expect(await violations(who.page), 'the menu').toEqual([]);
    await who.picture(`main-${colorScheme}-${appearance}`);
    await who.page.getByRole('button', { name: '退出' }).click();
    await who.logIn('经办人登录');
    await who.dialog.waitFor();
    await who.page.keyboard.press('Escape');
    await who.dialog.waitFor({ state: 'detached' });
    for (const path of ['/', '/services/staff-changes', '/settings/certification']) await inspect(path);
    await who.context.close();
  });
});

it('the settings menu works by keyboard', async () => {
  const who = await visit(browser, demo.portal);
  await who.logIn('已认证');
  const menu = who.page.getByRole('button', { name: '单位设置' });
  const entry = who.page.getByRole('link', { name: '认证中心' });
  const focused = () => who.page.evaluate(() => document.activeElement?.textContent?.trim());
  await menu.focus();
  expect(await menu.getAttribute('aria-expanded')).toBe('false');
  expect(await entry.isVisible()).toBe(false);
  await who.page.keyboard.press('Enter');
  expect(await menu.getAttribute('aria-expanded')).toBe('true');
  await who.page.keyboard.press('Tab');
  expect(await focused()).toBe('认证中心');
  await who.page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('个人信息处理说明');
  await who.page.keyboard.press('Escape');
  expect(await focused()).toBe('单位设置');
  expect(await entry.isVisible()).toBe(false);
  await who.page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('认证中心');
  await who.page.keyboard.press('Shift+Tab');
  await who.page.keyboard.press('Shift+Tab');
  expect(await entry.isVisible()).toBe(false); // the focus has left the menu
  await who.context.close();
});

it('a person without a mouse logs in', async () => {
  const who = await visit(browser, demo.portal);
  await who.page.goto(`${demo.portal}/login`);
  await who.page.getByLabel('统一社会信用代码 / 组织机构代码').focus();
  await who.page.keyboard.type('91320199-ma1dem0152');
  await who.page.keyboard.press('Tab');
  await who.page.keyboard.type('Yunchuan2026');
  // Past 「显示密码」 and the role to the captcha.
  for (let stops = 0; stops < 3; stops++) await who.page.keyboard.press('Tab');
  await who.page.keyboard.press('Space');
  await who.page.getByText('验证通过').waitFor();
  await who.page.keyboard.press('Enter');
  await who.page.waitForURL(`${demo.portal}/`);
  await expect.poll(() => who.state.innerText()).toBe('已实名认证');
  await who.context.close();
});
