/** The user manual, steps 1 to 10 in its own order (docs/manual.md), a picture of each figure. */
import { describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../demo/data/accounts.ts';
import { freshStage } from './support/stage.ts';
import { accountOf, logInByHand, openSettings, visit, type Visit } from './support/visit.ts';
import { ACCOUNTS, BUSINESS, STATES } from '../support/demo-words.ts';

const { demo, browser } = await freshStage();

const headed = ({ dialog }: Visit, name: string) =>
  dialog.getByRole('heading', { name, exact: true }).waitFor();

/** The row of a kind in the center. */
const row = ({ page }: Visit, kind: string) => page.getByRole('listitem').filter({ hasText: kind });

const figure = (who: Visit, name: string) => who.picture(`manual/${name}`);

/** Marks the page, so that a reload would be noticed. */
const mark = ({ page }: Visit) => page.evaluate(() => void document.body.setAttribute('data-marked', ''));
const marked = ({ page }: Visit) => page.evaluate(() => document.body.hasAttribute('data-marked'));

describe('the manual', () => {
  it('A and B: logs in, is prompted, is refused, cancels, and certifies in the center', async () => {
    const account = accountOf(ACCOUNTS.agentWithoutRecord);
    const [stranger] = account.claims;
    const who = await visit(browser, demo.portal);
    const { page } = who;

    // 1. Login (1.1) at the manual's address: “单位登录”, as administrator, with the unit's code, password, captcha, “提交”.
    await page.goto(`${demo.portal}/index.action`);
    await page.getByRole('link', { name: '个人登录' }).click();
    await page.getByText('本大厅只办理单位业务').waitFor();
    await page.getByRole('navigation').getByRole('link', { name: '单位登录' }).click();
    await page.getByText('请使用管理员身份登录。').waitFor();
    await figure(who, '01-login-1.1');
    await logInByHand(page, demo.portal, account.unit.code, DEMO_PASSWORD);

    // 2. The prompt (1.2).
    await headed(who, '请完成单位实名认证');
    await figure(who, '02-prompt-1.2');

    // 3. The form (1.3), with its fields in the manual's order, and the agent's (1.4).
    await who.button('确认').click();
    await headed(who, '单位用户实名认证');
    await figure(who, '03-form-1.3');
    const text = await who.dialog.innerText();
    const order = ['法人姓名', '法人证件号', '成立日期', '认证身份', '提交'].map((label) =>
      text.indexOf(label),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(Math.min(...order)).toBeGreaterThan(-1);
    expect(await who.dialog.getByRole('radio', { name: '法人', exact: true }).isChecked()).toBe(true);
    await who.fill(stranger!);
    await figure(who, '03-agent-1.4');

    // 4. and 5. An agent who never handled the unit's insurance fails, with a dialog of its own; nothing is lost.
    await who.button('提交').click();
    await headed(who, '认证未通过');
    expect(await who.dialog.innerText()).toContain('没有查到代理人在本单位办理社保业务的记录');
    await figure(who, '05-refused');
    await who.button('返回修改').click();
    const agent = who.dialog.getByRole('textbox', { name: '代理人姓名', exact: true });
    expect(await agent.inputValue()).toBe(stranger!.agent!.name);
    await page.keyboard.press('Escape');

    // 6. At the login of a unit that was not refused: 「取消」, the notice (1.5), the main page (1.6), uncertified and not prompted again.
    const other = accountOf(ACCOUNTS.agent);
    await who.context.clearCookies();
    await who.logIn(other.title);
    await who.button('取消').click();
    await headed(who, '可以稍后认证');
    await figure(who, '06-notice-1.5');
    await who.button('确定').click();
    await who.dialog.waitFor({ state: 'detached' });
    await expect.poll(() => who.state.innerText()).toBe(STATES.uncertified);
    await figure(who, '06-main-page-1.6');

    // 7. “单位设置” → “认证中心” (1.7), at the top on the right as the notice says, on a phone and in larger type too.
    const { width: desktop, height } = page.viewportSize()!;
    for (const appearance of ['large', 'standard']) {
      await page.getByRole('button', { name: '长辈版' }).click();
      await page.locator(`html[data-appearance=${appearance}]`).waitFor();
      for (const width of [360, desktop]) {
        await page.setViewportSize({ width, height });
        const [name, menu] = await Promise.all(
          ['.brand', '.menu summary'].map(async (part) => (await page.locator(part).boundingBox())!),
        );
        expect(menu!.y, `${appearance} ${width}`).toBeLessThan(name!.y + name!.height);
        expect(menu!.x, `${appearance} ${width}`).toBeGreaterThan(width / 2);
      }
    }
    const center = await openSettings(page);
    await figure(who, '07-settings-1.7');
    await center.click();
    await page.waitForURL('**/settings/certification');

    // 8. The center (1.8): three kinds with their states.
    await row(who, '手机认证').getByText('已认证').waitFor();
    await row(who, '实名认证').getByText('未认证').waitFor();
    await row(who, '实人认证').getByText('暂未开通').waitFor();
    expect(await who.dialog.count()).toBe(0);
    await figure(who, '08-center-1.8');

    // 9. 「立即认证」 opens the same form (1.9, 1.10); the row turns to 「已认证」 without a reload.
    await mark(who);
    await page.getByRole('button', { name: '立即认证' }).click();
    await headed(who, '单位用户实名认证');
    await figure(who, '09-form-1.9');
    await who.fill(other.claims[0]!);
    await figure(who, '09-agent-1.10');
    await who.button('提交').click();
    await headed(who, '认证成功');
    await figure(who, '09-certified');
    await who.button('完成').click();
    await row(who, '实名认证').getByText('已认证').waitFor();
    expect(await page.getByRole('button', { name: '立即认证' }).count()).toBe(0);
    expect(await marked(who)).toBe(true);
    await expect.poll(() => who.state.innerText()).toBe(STATES.certified);
    await figure(who, '09-center-certified');
    expect(who.problems).toEqual([]);
    await who.context.close();
  });

  it('C: starts a business, is stopped, certifies in the center, and is back at the business', async () => {
    const account = accountOf(ACCOUNTS.legalRepresentative);
    const who = await visit(browser, demo.portal);
    const { page } = who;
    await who.logIn(account.title);
    await who.button('取消').click();
    await who.button('确定').click();
    await who.dialog.waitFor({ state: 'detached' });

    // 10. The gate (1.11) → the center → back to the business that was blocked.
    await page.getByRole('link', { name: BUSINESS.name }).click();
    await headed(who, '办理前请先完成单位实名认证');
    expect(await who.dialog.innerText()).toContain(`“${BUSINESS.name}”需要单位通过实名认证`);
    await figure(who, '10-gate-1.11');
    await who.button('确定').click();
    await page.waitForURL('**/settings/certification?continue=*');
    await page.getByText(`您正在办理“${BUSINESS.name}”，单位完成实名认证后即可继续。`).waitFor();
    expect(await page.getByRole('link', { name: /继续办理/ }).isVisible()).toBe(false);
    await page.getByRole('button', { name: '立即认证' }).click();
    await who.fill(account.claims[0]!);
    await who.button('提交').click();
    await headed(who, '认证成功');
    await figure(who, '10-continue');
    await who.button(`继续办理：${BUSINESS.name}`).click();
    await page.waitForURL(`${demo.portal}/services/staff-changes`);
    await page.getByLabel('新增人数').fill('3');
    await page.getByLabel('减少人数').fill('1');
    await page.getByLabel('联系电话').fill('025-00000000');
    await page.getByRole('button', { name: BUSINESS.submit }).click();
    await page.getByRole('heading', { name: BUSINESS.submitted }).waitFor();
    await figure(who, '10-business-done');
    expect(who.problems).toEqual([]);
    await who.context.close();
  });
});
