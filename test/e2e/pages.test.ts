/** The demo's own pages are accessible: in light and dark, in larger type, on a phone, by keyboard. */
import { describe, expect, it } from 'vitest';
import { loadAxe } from './support/axe.ts';
import { sharedStage } from './support/stage.ts';
import { DESKTOP, PHONE, visit } from './support/visit.ts';
import { ACCOUNTS, BUSINESS, PORTAL } from '../support/demo-words.ts';

const { demo, browser } = await sharedStage();
const violations = await loadAxe();

/** 1280 pixels at 400 % (WCAG 2.2, 1.4.10). */
const NARROW = { width: 320, height: 640 };

describe.each([
  ['light', 'standard', DESKTOP],
  ['light', 'standard', PHONE],
  ['light', 'large', NARROW],
  ['dark', 'large', DESKTOP],
] as const)('in the %s scheme, %s type, %o', (colorScheme, appearance, viewport) => {
  it('pages are accessible, and not wider than the screen', async () => {
    const who = await visit(browser, demo.portal, viewport);
    const { page } = who;
    await page.emulateMedia({ colorScheme });
    for (const url of [demo.portal, demo.department])
      await who.context.addCookies([{ name: 'appearance', value: appearance, url }]);
    const inspect = async (what: string) => {
      await who.settled();
      expect(await violations(page), what).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBe(viewport.width);
    };
    const visitAll = async (site: string, paths: string[]) => {
      for (const path of paths) {
        await page.goto(site + path);
        await inspect(path);
      }
    };
    await visitAll(demo.portal, ['/register', '/phone', '/privacy', '/qa', '/qa/playground', '/login']);
    await page.getByRole('button', { name: PORTAL.logIn }).click();
    await page.getByText('请填写密码').waitFor();
    await inspect('the login refused');
    await who.logIn(ACCOUNTS.certified);
    await visitAll(demo.portal, ['/', '/settings/certification', '/nowhere', '/services/staff-changes']);
    await page.getByRole('button', { name: BUSINESS.submit }).click();
    await page.getByText('请填写新增人数').waitFor();
    await page.getByText(PORTAL.settings).click();
    await inspect('the business refused, and the menu');
    await who.logIn(ACCOUNTS.legalRepresentative);
    await who.putOff();
    await inspect('the main page of an uncertified unit');
    await visitAll(demo.department, ['/login']);
    await page.getByRole('button', { name: 'Already verified' }).click();
    await page.waitForURL(`${demo.department}/`);
    await visitAll(demo.department, ['/', '/certification', '/business/contributions']);
    await who.context.close();
  });
});

it('the main page says what the unit waits for, and when something is possible again', async () => {
  const who = await visit(browser, demo.portal);
  await who.logIn(ACCOUNTS.legalRepresentative);
  await who.putOff();
  const resetsAt = '2026-12-20T08:30:00Z';
  const left = { remaining: 3, resetsAt: null };
  const none = { remaining: 0, resetsAt };
  const refused = { state: 'refused', reason: 'papers-missing' };
  const known = {
    kinds: [{ kind: 'real-name', status: 'uncertified' }],
    ...{ canSubmit: true, attempts: left, form: { fields: [], source: 'market', counter: true } },
  };
  const onlyCounter = { fields: [], source: 'counter', counter: true };
  const said = async (change: object): Promise<string> => {
    await who.page.evaluate(
      (detail) => document.dispatchEvent(new CustomEvent('certification-status', { detail })),
      { ...known, ...change },
    );
    return (await who.page.locator('.call:visible').innerText()).replace(/\s+/g, ' ');
  };
  const again = '12月20日 16:30后可再';
  expect(await said({})).toMatch(/约2分钟.*立即认证/);
  const inactive = { outcome: 'rejected', reason: 'unit-not-active' };
  expect(await said({ kinds: [{ kind: 'real-name', status: 'uncertified', last: inactive }] })).toBe(
    '请先核实登记状态 登记信息显示本单位状态异常，暂不能认证。 查看认证状态',
  );
  expect(await said({ recheck: { until: '2026-12-24T08:00:00Z' } })).toBe(
    '实名认证自动复核中 最晚12月24日有结果，登记信息一致后自动通过，无需重复提交。 查看复核进度',
  );
  expect(await said({ case: refused, caseAttempts: left })).toContain(
    '人工核验未通过 材料不全或已过期。 处理后可以重新申请人工核验。 也可以网上提交。',
  );
  const used = await said({ case: refused, caseAttempts: none });
  expect(used).toContain(`人工核验的申请次数已用完，${again}申请。 也可以网上提交。`);
  expect(used).not.toContain('处理后');
  expect(await said({ case: refused, caseAttempts: none, attempts: none })).toMatch(
    new RegExp(`人工核验的申请次数已用完，${again}申请。 网上提交次数已用完，${again}提交。 查看核验结果$`),
  );
  expect(await said({ form: onlyCounter, caseAttempts: left })).toContain('先在网上填写，再带证件到窗口核验');
  expect(await said({ form: onlyCounter, caseAttempts: none })).toMatch(/已用完，.*申请。 查看认证状态$/);
  await who.context.close();
});

it.each([
  ['/', 'unit-certification'],
  ['/services/staff-changes', 'unit-certification'],
  ['/settings/certification', 'unit-certification-center'],
])('without the product’s script %s says so, and has a button to try again', async (path, script) => {
  const who = await visit(browser, demo.portal, PHONE);
  await who.logIn(ACCOUNTS.legalRepresentative);
  await who.putOff();
  const { page } = who;
  const file = `**/widget/${script}.js`;
  await page.route(file, (route) => route.abort('connectionfailed'));
  await page.goto(demo.portal + path);
  const said = page.getByText('认证功能没有加载出来').filter({ visible: true });
  await said.waitFor();
  expect(await violations(page)).toEqual([]);
  const [help, certify] = [page.locator('[slot=help]'), page.locator('[data-certify]')];
  for (const useless of [help, certify]) expect(await useless.filter({ visible: true }).count()).toBe(0);
  await page.unroute(file);
  await page.getByRole('button', { name: '刷新', exact: true }).click();
  await page.getByRole('button', { name: PORTAL.certify }).waitFor();
  expect(await said.count()).toBe(0);
  await who.context.close();
});

it('a person without a mouse logs in, opens and closes the menu, and does the business', async () => {
  const who = await visit(browser, demo.portal);
  const { page } = who;
  const { keyboard } = page;
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  const tabTo = async (text: string) => {
    for (let stops = 0; stops < 30 && (await focused()) !== text; stops++) await keyboard.press('Tab');
    expect(await focused()).toBe(text);
    expect(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).toBe('solid');
  };
  await page.goto(`${demo.portal}/login`);
  await keyboard.press('Tab');
  expect(await focused()).toBe('跳到主要内容');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await keyboard.type('91320199-ma1dem0152');
  await keyboard.press('Tab');
  await keyboard.type('Yunchuan2026');
  await keyboard.press('Tab');
  const [a, b] = (await page.locator('label[for=captcha]').innerText()).match(/\d+/g)!.map(Number);
  await keyboard.type(String(a! + b!));
  await keyboard.press('Enter');
  await page.waitForURL(`${demo.portal}/`);

  await tabTo(PORTAL.settings);
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  expect(await focused()).toBe(PORTAL.center);
  await keyboard.press('Escape');
  expect(await focused()).toBe(PORTAL.settings);

  await page.goto(`${demo.portal}/services/staff-changes`);
  await tabTo(PORTAL.fillIn);
  await keyboard.press('Space');
  await keyboard.press('Shift+Tab');
  expect(await focused()).toBe(BUSINESS.saveDraft);
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: BUSINESS.draftSaved }).waitFor();
  await who.context.close();
});
