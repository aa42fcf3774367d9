/**
 * What the demo's registration page does itself: without the product's script, with own fields that have become wrong
 * meanwhile, with a server that does not answer as it should, and when somebody leaves.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { newUnitCode, unitOf, type Script } from '../../demo/qa/units.ts';
import { loadAxe } from './support/axe.ts';
import { fieldOf, fillRegistration, proveOnPage } from './support/registrant.ts';
import { sharedStage } from './support/stage.ts';
import { PHONE, visit, type Visit } from './support/visit.ts';

const DONE = '注册成功，单位已完成手机认证和实名认证';

const { demo, browser } = await sharedStage();
const violations = await loadAxe();

const register = (page: Page) => page.getByRole('button', { name: '注册', exact: true }).click();
const noticeOfSuccess = (page: Page) =>
  page.locator('unit-registration').getByRole('group').filter({ hasText: '注册信息已通过核验' });

/** Everything filled in, the phone proven. */
async function filled(script: Script, loginName: string, phone: string): Promise<Visit> {
  const who = await visit(browser, demo.portal, PHONE);
  await who.page.goto(`${demo.portal}/register`);
  const code = newUnitCode(script);
  const { record } = unitOf(code);
  await fillRegistration(who.page, {
    ...{ loginName, password: 'lotus2026', phone, email: 'office@zhijian.example' },
    unit: { code, name: record.name },
    claim: { legalRepresentative: record.representative, foundedOn: record.foundedOn },
  });
  await proveOnPage(demo, who.page, phone);
  return who;
}

it.each([
  ['script', '**/widget/unit-registration.js', '注册表单没有加载出来', '刷新'],
  ['form', /\/chunks\/registration-[\w-]{6}\.js/, '暂时无法连接', '重试'],
])(
  'without the product’s %s it says so, and there is a button for another try',
  async (what, file, words, button) => {
    const { page, context, picture } = await visit(browser, demo.portal, PHONE);
    await page.route(file, (route) => route.abort('connectionfailed'));
    await page.goto(`${demo.portal}/register`);
    await page.getByText(words).waitFor();
    expect(await page.locator('#loginName').isVisible()).toBe(false);
    expect(await violations(page)).toEqual([]);
    await picture(`registration/11-without-${what}`);
    await page.unroute(file);
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByRole('button', { name: '注册', exact: true }).waitFor();
    expect(await page.getByText(words).isVisible()).toBe(false);
    await context.close();
  },
);

it('own fields that became wrong during the check are told, and nothing is sent; then it goes on', async () => {
  const { page, context, picture } = await filled('busy', 'zhijian_1', '13900000051');
  const posted: string[] = [];
  page.on(
    'request',
    (request) => request.url() === `${demo.portal}/register` && posted.push(request.method()),
  );
  await register(page);
  await page.getByText('正在核验', { exact: true }).waitFor();
  await fieldOf(page, '登录名').fill('zhi');
  await page.keyboard.press('Tab');
  await page.getByText('登录名为4至20位').waitFor();
  await page.getByText('正在核验', { exact: true }).waitFor({ state: 'detached', timeout: 40_000 });
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('loginName');
  expect(posted).toEqual([]);
  expect(await page.getByText('登录名为4至20位').isVisible()).toBe(true);
  await picture('registration/12-wrong-after-the-check');
  await fieldOf(page, '登录名').fill('zhijian_1');
  await register(page);
  await page.getByText(DONE).waitFor();
  expect(posted).toEqual(['POST']);
  await context.close();
});

it('a server that is out of order is not the line: one message, and “注册” again', async () => {
  const { page, context, picture } = await filled('truthful', 'zhijian_2', '13900000052');
  const answers = [
    { status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' },
    { status: 500, body: '' },
    { status: 200, body: '' },
    { status: 200, contentType: 'application/json', body: 'null' },
  ];
  await page.route(`${demo.portal}/register`, async (route) => {
    const answer = route.request().method() === 'POST' ? answers.shift() : undefined;
    if (answer) await noticeOfSuccess(page).waitFor(); // while the portal is asked
    await (answer ? route.fulfill(answer) : route.continue());
  });
  const said = page.getByText('暂时没有办成，内容都在，请稍后再点“注册”重试');
  while (answers.length > 0) {
    const left = answers.length;
    await register(page);
    await expect.poll(() => answers.length).toBe(left - 1);
    await said.waitFor();
    expect(await page.getByText('暂时无法连接').count()).toBe(0);
    expect(await page.getByRole('button', { name: '重试' }).count()).toBe(0);
    await expect.poll(() => noticeOfSuccess(page).count()).toBe(0);
  }
  expect(await violations(page)).toEqual([]);
  await picture('registration/12-portal-out-of-order');
  // The next try fails at the service, which the form says; what the page said of the last one has gone.
  const service = `${demo.bff}/v1/registrations`;
  await page.route(service, (route) => route.abort('connectionreset'));
  await register(page);
  await page.getByText('暂时无法连接').waitFor();
  expect(await said.isVisible()).toBe(false);
  await page.unroute(service);
  await page.getByRole('button', { name: '重试' }).click();
  await page.getByText(DONE).waitFor();
  const kept = JSON.parse(await readFile(join(demo.dataDir, 'portal/accounts.json'), 'utf8')) as {
    loginName: string;
  }[];
  expect(kept.filter(({ loginName }) => loginName === 'zhijian_2')).toHaveLength(1);
  await context.close();
});

it('a login name is told at the field when it looks like a unit code, and read in full width', async () => {
  const { page, context } = await visit(browser, demo.portal, PHONE);
  await page.goto(`${demo.portal}/register`);
  const loginName = fieldOf(page, '登录名');
  const refused = page.getByText('看起来像单位代码');
  await loginName.fill('ma1dem154');
  await page.keyboard.press('Tab');
  await refused.waitFor();
  await loginName.fill('ｌｏｔｕｓ２０２６');
  await page.keyboard.press('Tab');
  await refused.waitFor();
  expect(await loginName.inputValue()).toBe('lotus2026');
  await loginName.fill('ｌｏｔｕｓ＿２０２６');
  await page.keyboard.press('Enter');
  await page.locator('#password-error').getByText('请填写登录密码').waitFor();
  expect(await loginName.inputValue()).toBe('lotus_2026');
  expect(await loginName.getAttribute('aria-invalid')).toBeNull();
  await context.close();
});

it('whoever has typed is asked before leaving; the notice about personal data opens beside the form', async () => {
  const { page, context } = await visit(browser, demo.portal, PHONE);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.goto(`${demo.portal}/register`);
  await page.getByRole('link', { name: '直接登录' }).click();
  await page.waitForURL(`${demo.portal}/login`);
  expect(asked).toEqual([]);
  await page.goto(`${demo.portal}/register`);
  await fieldOf(page, '邮箱').click();
  await page.keyboard.type('office@zhijian.example');
  const [notice] = await Promise.all([
    context.waitForEvent('page'),
    page.locator('footer').getByRole('link', { name: '个人信息处理说明' }).click(),
  ]);
  await notice.getByRole('heading', { name: '个人信息处理说明' }).waitFor();
  await page.bringToFront();
  expect(await fieldOf(page, '邮箱').inputValue()).toBe('office@zhijian.example');
  await page.getByRole('link', { name: '直接登录' }).click();
  await page.waitForURL(`${demo.portal}/login`);
  expect(asked).toEqual(['beforeunload']);
  await context.close();
});
