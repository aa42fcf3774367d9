/** The demo as a visitor takes it: units certify and do their business without typing anything. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { freshStage } from './support/stage.ts';
import { accountOf, visit, type Visit } from './support/visit.ts';

const LAPTOP = { width: 1366, height: 625 };
const SMALL = { width: 360, height: 640 };

const { demo, browser } = await freshStage();

const FILL = '填入演示数据';

/** The form that the element of this view has open. */
const fillForm = (page: Page, view: ':not([view])' | '[view=gate]' | '[view=center]') =>
  page.locator(`unit-certification${view} [data-claims]`).click();

const headed = ({ dialog }: Visit, name: string) =>
  dialog.getByRole('heading', { name, exact: true }).waitFor();

const textbox = ({ dialog }: Visit, name: string) => dialog.getByRole('textbox', { name, exact: true });

describe('an uncertified unit', () => {
  it('certifies from the main page’s banner without typing, and banner and guide go', async () => {
    const who = await visit(browser, demo.portal, LAPTOP);
    await who.logIn('代理人无办理记录');
    await who.putOff();
    const banner = who.page.getByRole('region', { name: '单位实名认证' });
    const { y, height } = (await banner.boundingBox())!;
    expect(y + height).toBeLessThan(LAPTOP.height);
    const guide = who.page.getByRole('region', { name: '怎样完成实名认证' });
    expect(await guide.isVisible()).toBe(true);
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
    const told = who.page.locator('unit-certification:not([view]) .demo-help [role=status]');
    expect(await told.textContent()).toBe('');
    await fillForm(who.page, ':not([view])');
    expect(await told.textContent()).toContain('认证成功');
    await expect.poll(() => textbox(who, '代理人姓名').inputValue()).toBe(colleague!.agent!.name);
    await who.button('提交').click();
    await headed(who, '认证成功');
    await who.button('完成').click();
    await expect.poll(() => banner.isVisible()).toBe(false);
    expect(await guide.isVisible()).toBe(false);
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
    await who.putOff();
    await who.page.goto(`${demo.portal}/services/job-stability`);
    const notice = who.page.getByRole('region', { name: '单位实名认证' });
    await notice.getByText('办理“稳岗返还申请”，请先完成实名认证').waitFor();
    const { y, height } = (await notice.boundingBox())!;
    expect(y + height).toBeLessThan((await who.page.locator('form.business').boundingBox())!.y);
    await who.page.getByLabel('上年度裁员人数').fill('7');
    await notice.getByRole('button', { name: '立即认证' }).click();
    await headed(who, '单位用户实名认证');
    await fillForm(who.page, ':not([view])');
    await who.button('提交').click();
    await headed(who, '认证成功');
    await who.button('完成').click();
    await expect.poll(() => notice.isVisible()).toBe(false);
    // What was typed before is still there.
    expect(await who.page.getByLabel('上年度裁员人数').inputValue()).toBe('7');
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
    await who.putOff();
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
