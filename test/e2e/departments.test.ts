/** Two sites of one certification service: what is certified or lapses for one, does so for both at once. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../demo/data/accounts.ts';
import { changedRegistry } from './support/registry.ts';
import { freshStage } from './support/stage.ts';
import { accountOf, visit } from './support/visit.ts';

const { demo, browser } = await freshStage();
const registry = await changedRegistry(demo);

/** A row of the registry changes, and is imported by the operator. */
async function importChange(from: string, to: string): Promise<unknown> {
  await registry.change(from, to);
  return registry.importAgain('--force');
}

/** Logs in at the department, in a tab of this context. */
async function atDepartment(page: Page, title: string): Promise<void> {
  const { unit, loginCode = unit.code } = accountOf(title);
  await page.goto(`${demo.department}/login`);
  await page.getByLabel(/统一社会信用代码/).fill(loginCode);
  await page.getByLabel('密码').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL(`${demo.department}/`);
}

const stateAt = (page: Page) => page.locator('header .state').innerText();

/** What the certification service tells this site about the logged-in unit's last attempt. */
const lastAt = async (page: Page, site: string) => {
  const asked = await page.request.get(`${site}/session/certification-token`);
  const { token } = (await asked.json()) as { token: string };
  const answer = await fetch(`${demo.bff}/v1/certification`, {
    headers: { Authorization: `Bearer ${token}`, Origin: site },
  });
  const { kinds } = (await answer.json()) as { kinds: { kind: string; last?: unknown }[] };
  return kinds.find(({ kind }) => kind === 'real-name')?.last;
};

/** What the operator of the service sees of a unit. */
const unitShown = async (code: string) =>
  JSON.parse(await demo.cli('unit', 'show', code, '--json')) as unknown;

describe('a unit at two departments', () => {
  it('certified at one is certified at the other at once; each knows its own attempts only', async () => {
    const account = accountOf('信息不一致');
    const [former, present] = account.claims;
    const who = await visit(browser, demo.portal);
    await who.logIn(account.title);
    await who.certify(former!);
    await who.dialog.getByRole('heading', { name: '认证未通过' }).waitFor();

    const other = await who.context.newPage();
    await atDepartment(other, account.title);
    await other.getByRole('dialog').getByRole('heading', { name: '请完成单位实名认证' }).waitFor();
    await other.screenshot({ path: 'test/.output/screenshots/department-prompt.png' });
    expect(await stateAt(other)).toContain('未实名认证');
    expect(await lastAt(who.page, demo.portal)).toMatchObject({ reason: 'registry-mismatch' });
    expect(await lastAt(other, demo.department)).toBeUndefined();

    await who.button('返回修改').click();
    await who.fill(present!);
    await who.button('提交').click();
    await who.dialog.getByRole('heading', { name: '认证成功' }).waitFor();

    await other.reload();
    await expect.poll(() => stateAt(other)).toContain('已实名认证');
    expect(await other.getByRole('dialog').count()).toBe(0);
    await other.getByRole('link', { name: '公积金缴存登记' }).click();
    await other.getByLabel('缴存职工人数').fill('12');
    await other.getByLabel('缴存比例（%）').fill('8');
    await other.getByRole('button', { name: '提交登记' }).click();
    await other.getByRole('heading', { name: '登记已提交' }).waitFor();
    expect(await other.locator('main').innerText()).toMatch(/GJJ-\d{6}[^]*12/);

    // The other language, for the page and for the widget in it.
    await other.getByRole('link', { name: '首页' }).click();
    await other.getByRole('link', { name: 'English' }).click();
    await other.getByRole('link', { name: 'Contribution registration' }).waitFor();
    expect(await other.locator('html').getAttribute('lang')).toBe('en');
    await expect.poll(() => stateAt(other)).toBe('Verified');
    expect(who.problems).toEqual([]);

    // Its representative changes in the registry: it lapses for both, and the portal is told.
    const changed = await importChange('韩立新,320199196809211179', '韩立业,320199197010150736');
    expect(changed).toMatchObject({ lapsed: 1, errors: [] });
    await other.reload();
    await expect.poll(() => stateAt(other)).toBe('Verify again');
    // The longest of the states, and the header is one row all the same.
    expect(await other.locator('header').evaluate((header) => header.clientHeight)).toBeLessThan(80);
    await who.page.goto(demo.portal);
    await expect.poll(() => who.state.innerText()).toBe('需重新认证');
    await who.page.goto(`${demo.portal}/settings/certification`);
    const events = who.page.locator('[data-event]');
    await expect
      .poll(async () => {
        await who.page.reload();
        return events.evaluateAll((entries) => entries.map((entry) => entry.getAttribute('data-event')));
      })
      .toEqual(['unit.lapsed', 'unit.certified', 'unit.rejected']);
    await who.context.close();
  });
});

describe('the portal’s server', () => {
  it('takes no business from an uncertified unit, even past the gate, and takes it from a certified one', async () => {
    const account = accountOf('多位负责人');
    const who = await visit(browser, demo.portal);
    await who.logIn(account.title);
    const submit = () =>
      who.page.request.post(`${demo.portal}/services/payment-certificate`, {
        headers: { Origin: demo.portal },
        form: { purpose: '招投标', action: 'submit' },
      });
    const refused = await submit();
    expect(refused.status()).toBe(403);
    expect(await refused.text()).toContain('/settings/certification?continue=/services/payment-certificate');
    await who.certify(account.claims[0]!);
    await who.dialog.getByRole('heading', { name: '认证成功' }).waitFor();
    const taken = await submit();
    expect(taken.status()).toBe(200);
    expect(await taken.text()).toMatch(/申报已提交[^]*招投标[^]*提交申报/);
    await who.context.close();
  });
});

describe('the center of the portal', () => {
  it('shows by itself that the site has been told', async () => {
    const account = accountOf('法人认证成功');
    const who = await visit(browser, demo.portal);
    await who.logIn(account.title);
    await who.page.goto(`${demo.portal}/settings/certification`);
    const nothing = who.page.getByText('还没有收到认证服务的通知');
    await nothing.waitFor();
    await who.page.getByRole('button', { name: '立即认证' }).click();
    await who.fill(account.claims[0]!);
    await who.button('提交').click();
    await who.dialog.getByRole('heading', { name: '认证成功' }).waitFor();
    await who.button('完成').click();
    await who.page.locator('[data-event="unit.certified"]').getByText('通过实名认证').waitFor();
    expect(await nothing.isVisible()).toBe(false);
    await who.picture('center-told');
    expect(who.problems).toEqual([]);
    await who.context.close();
  });
});

describe('a claim that the registry does not know yet', () => {
  it('is certified by the import that makes it true, without the user, and the portal is told', async () => {
    const account = accountOf('同单位的管理员');
    const [present] = account.claims;
    // As the license says since this morning; the registry lags behind.
    const successor = { name: '江知南', idNumber: '320199197602030113' };
    const who = await visit(browser, demo.portal);
    await who.logIn(account.title);
    await who.certify({ ...present!, legalRepresentative: successor });
    await who.dialog.getByRole('heading', { name: '认证未通过' }).waitFor();
    await who.button('申请自动复核').click();
    await who.picture('recheck-consent');
    await who.button('同意并申请').click();
    await who.dialog.getByRole('heading', { name: '已申请自动复核' }).waitFor();
    await who.picture('recheck-kept');
    await who.button('完成').click();
    expect(await unitShown(account.unit.code)).toMatchObject({ waiting: [{ purpose: 'recheck' }] });

    const { name, idNumber } = present!.legalRepresentative;
    await importChange(`${name},${idNumber}`, `${successor.name},${successor.idNumber}`);
    await expect
      .poll(() => unitShown(account.unit.code), { timeout: 20_000, interval: 500 })
      .toMatchObject({ status: 'certified', waiting: [] }); // and the claim is not kept any longer
    await who.page.goto(`${demo.portal}/settings/certification`);
    await expect
      .poll(
        async () => {
          await who.page.reload();
          return who.page.locator('[data-event="unit.certified"]').count();
        },
        { timeout: 10_000 },
      )
      .toBe(1);
    await expect.poll(() => who.state.innerText()).toBe('已实名认证');
    await who.context.close();
  });
});
