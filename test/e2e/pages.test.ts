/** The demo's own pages are accessible: in light and dark, in larger type, on a phone, by keyboard. */
import { describe, expect, it } from 'vitest';
import type { CaseRefusal } from '../../bff/contract/cases.ts';
import type { RefusalReason } from '../../bff/contract/reasons.ts';
import type { KindView } from '../../bff/contract/wire.ts';
import { loadAxe } from './support/axe.ts';
import { sharedStage } from './support/stage.ts';
import { DESKTOP, PHONE, visit } from './support/visit.ts';
import { ACCOUNTS, BUSINESS, PORTAL } from '../support/demo-words.ts';
import { type Written, withNext } from '../support/next.ts';
import { WORDS } from '../support/words.ts';

const { demo, browser } = await sharedStage();
const violations = await loadAxe();

/** 1280 pixels at 400 % (WCAG 2.2, 1.4.10). */
const NARROW = { width: 320, height: 640 };

describe.each([
  ['standard', DESKTOP, undefined],
  ['standard', PHONE, undefined],
  ['large', NARROW, DESKTOP],
] as const)('in %s type, %o, in the dark on %o', (appearance, viewport, darkViewport) => {
  it('pages are accessible, and not wider than the screen', async () => {
    const who = await visit(browser, demo.portal, viewport);
    const { page } = who;
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    for (const url of [demo.portal, demo.department])
      await who.context.addCookies([{ name: 'appearance', value: appearance, url }]);
    const inspect = async (what: string) => {
      await who.settled();
      expect(await violations(page), what).toEqual([]);
      expect(await width(), what).toBe(viewport.width);
      if (!darkViewport) return;
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize(darkViewport);
      expect(await violations(page, 'colors'), `${what} in the dark`).toEqual([]);
      expect(await width(), `${what} in the dark`).toBe(darkViewport.width);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize(viewport);
    };
    const visitAll = async (site: string, paths: string[]) => {
      for (const path of paths) {
        await page.goto(site + path);
        await inspect(path);
      }
    };
    await visitAll(demo.portal, [
      '/register',
      '/phone',
      '/privacy',
      '/qa',
      '/qa/playground',
      '/login/personal',
      '/login',
    ]);
    await page.getByRole('button', { name: PORTAL.logIn }).click();
    await page.getByText('请填写密码').waitFor();
    await inspect('the login refused');
    await who.logIn(ACCOUNTS.certified);
    await visitAll(demo.portal, ['/', '/settings/certification', '/nowhere', '/services/staff-changes']);
    await page.getByRole('button', { name: BUSINESS.submit }).click();
    await page.getByText('请填写新增人数').waitFor();
    await page.getByText(PORTAL.settings, { exact: true }).click();
    await inspect('the business refused, and the menu');
    await who.logIn(ACCOUNTS.legalRepresentative);
    await who.putOff();
    await inspect('the main page of an uncertified unit');
    await visitAll(demo.department, ['/privacy', '/nowhere', '/login']);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('Enter the password').waitFor();
    await inspect('the login of the department refused');
    await page.getByRole('button', { name: 'Already verified' }).click();
    await page.waitForURL(`${demo.department}/`);
    await visitAll(demo.department, ['/', '/certification', '/business/contributions']);
    await who.context.close();
  });
});

describe('the call on the main page', () => {
  const resetsAt = '2026-12-20T08:30:00Z';
  const until = '2026-12-28T16:00:00Z';
  const left = { remaining: 3, resetsAt: null };
  const none = { remaining: 0, resetsAt };
  const reference = 'K7M29QXH';
  const [openedAt, at] = ['2026-11-19T08:00:00Z', '2026-11-20T08:00:00Z'];
  const open = { state: 'open', reference, openedAt, until } as const;
  const refused = (reason: CaseRefusal): Partial<Written> => ({
    case: { ...open, state: 'refused', endedAt: at, reason },
  });
  const realName = (view: Partial<KindView>): Partial<Written> => ({
    kinds: [{ kind: 'real-name', status: 'uncertified', ...view }],
  });
  const onlyCounter: Partial<Written> = { form: { fields: [], source: 'counter', counter: true } };
  const noCounter: Partial<Written> = { form: { fields: [], source: 'market' } };
  const rejected = (reason: RefusalReason) =>
    realName({ last: { outcome: 'rejected', reference, reason, at: '2026-11-21T08:00:00Z' } });
  const submission = { reference, at };
  const due = { at: '2026-12-05T16:00:00Z', reason: 'agent-withdrew' } as const;
  const known: Written = {
    unit: { code: '91320199MA1DEM0152', name: '云川示例科技有限公司' },
    kinds: [{ kind: 'real-name', status: 'uncertified' }],
    ...{ canSubmit: true, attempts: left, caseAttempts: left },
    form: { fields: [], source: 'market', counter: true },
  };
  const HELD = '暂时不能在网上办理 请咨询服务热线12333（工作日9:00至17:00）。';

  /** Title, text and buttons, the main one first and in brackets. */
  const CALLS: [Partial<Written>, string][] = [
    [{}, '本单位尚未完成实名认证 约2分钟，认证后就可以办理业务。 [立即认证]'],
    [
      realName({ status: 'lapsed', reason: 'representative-changed' }),
      '实名认证已失效 法定代表人已变更。重新认证后恢复办理业务。 [重新认证]',
    ],
    [
      realName({ status: 'lapsed', reason: 'revoked' }),
      '实名认证已失效 认证已被撤销，原因请咨询服务热线12333（工作日9:00至17:00）。重新认证后恢复办理业务。 [重新认证]',
    ],
    [
      realName({ status: 'certified', due }),
      '单位需要重新认证 办理认证的代理人已撤回认证。请最晚在2026年12月5日重新认证，到期前业务照常办理。 [重新认证]',
    ],
    [rejected('unit-not-active'), '请先核实登记信息 单位登记状态异常。请向市场监管部门核实。 查看认证状态'],
    [
      { ...rejected('unit-not-active'), attempts: none },
      '请先核实登记信息 单位登记状态异常。请向市场监管部门核实。 查看认证状态',
    ],
    [realName({ status: 'pending', submission }), '正在核验 核验完成后自动更新，无需重复提交。 查看核验进度'],
    [
      { recheck: { reference, until } },
      '实名认证自动复核中 最晚2026年12月28日有结果。填写无误的，无需重复提交。 查看复核进度',
    ],
    [
      { case: open },
      '请带材料原件到办事窗口核验 请最晚在2026年12月28日到办事窗口，报受理编号K7M2-9QXH。 查看办理进度',
    ],
    [
      { case: { ...open, seen: true } },
      '人工核验中 受理编号K7M2-9QXH，材料已经看过，正在复核，请等待结果。 查看办理进度',
    ],
    [
      { case: { ...open, returned: true } },
      '材料需要再看一遍 请最晚在2026年12月28日带材料原件再到办事窗口，报受理编号K7M2-9QXH。 查看办理进度',
    ],
    [
      refused('papers-missing'),
      '人工核验未通过 材料不齐或已过期，请先备齐。可以重新申请人工核验，也可以网上提交。 [重新申请人工核验] 网上提交',
    ],
    [
      { ...refused('papers-differ'), attempts: none },
      '人工核验未通过 材料与填写的信息不一致，请先核对。可以重新申请人工核验。 [重新申请人工核验]',
    ],
    [
      { ...refused('not-authorized'), ...onlyCounter },
      '人工核验未通过 到场人员没有单位的授权，请先补齐授权。可以重新申请人工核验。 [重新申请人工核验]',
    ],
    [
      { ...refused('papers-missing'), caseAttempts: none },
      '人工核验未通过 材料不齐或已过期，请先备齐。现在可以网上提交，人工核验12月20日 16:30后可再申请。 [网上提交] 查看核验结果',
    ],
    [
      { ...refused('papers-missing'), caseAttempts: none, attempts: none },
      '现在不能提交 材料不齐或已过期，请先备齐。12月20日 16:30后可再提交。 查看认证状态',
    ],
    [
      { ...refused('papers-missing'), caseAttempts: none, ...onlyCounter },
      '现在不能提交 材料不齐或已过期，请先备齐。12月20日 16:30后可再提交。 查看认证状态',
    ],
    [refused('papers-in-doubt'), '请先核实登记信息 材料存疑，未能核实。请向市场监管部门核实。 查看认证状态'],
    [
      { ...refused('papers-missing'), ...rejected('registry-mismatch') },
      '上次认证未通过 填写的信息与登记信息不一致，请核对。可以重新提交，其他办法请看认证中心。 [重新提交] 查看认证状态',
    ],
    [
      rejected('agent-without-record'),
      '上次认证未通过 没有查到代理人的办理记录，请换一位办理过业务的人员。可以重新提交，其他办法请看认证中心。 [重新提交] 查看认证状态',
    ],
    [
      { ...rejected('registry-mismatch'), attempts: none, ...noCounter },
      '现在不能提交 填写的信息与登记信息不一致，请核对。12月20日 16:30后可再提交。 查看认证状态',
    ],
    [
      onlyCounter,
      '本单位需到办事窗口认证 先在网上填写，再带材料原件到办事窗口核验。认证后就可以办理业务。 [申请人工核验]',
    ],
    [{ ...onlyCounter, caseAttempts: none }, '现在不能提交 12月20日 16:30后可再提交。 查看认证状态'],
    [
      { attempts: none },
      '现在不能提交 12月20日 16:30后可再提交，也可以申请人工核验。 [申请人工核验] 查看认证状态',
    ],
    [{ attempts: none, ...noCounter }, '现在不能提交 12月20日 16:30后可再提交。 查看认证状态'],
    [
      { form: { fields: [], reason: 'no-source' } },
      '暂时不能在网上认证 请咨询服务热线12333（工作日9:00至17:00）。',
    ],
    [
      { canSubmit: false, attempts: none },
      '请管理员先完成实名认证 请管理员登录，进入“单位设置”→“认证中心”办理。认证后您就可以办理业务。',
    ],
  ];

  it('has for each state of the unit a sentence and the buttons that the sentence names', async () => {
    const who = await visit(browser, demo.portal);
    await who.logIn(ACCOUNTS.legalRepresentative);
    await who.putOff();
    const said = (status: object): Promise<string> =>
      who.page.evaluate((detail) => {
        document.dispatchEvent(new CustomEvent('certification-status', { detail }));
        const shown = (root: Element, what: string) =>
          [...root.querySelectorAll<HTMLElement>(what)].filter((each) => each.checkVisibility());
        return shown(document.body, '.call')
          .flatMap((call) => shown(call, 'h2, p:not([data-unloaded]), .primary, .secondary'))
          .map((part) => {
            const text = part.innerText.replace(/[\u2060\n]/g, '').trim();
            return part.className === 'primary' ? `[${text}]` : text;
          })
          .join(' ');
      }, status);
    for (const [change, call] of CALLS) expect(await said(withNext({ ...known, ...change }))).toBe(call);
    expect(await said(withNext(known, true))).toBe(HELD);
    expect(await said(withNext({ ...known, ...realName({ status: 'certified' }) }))).toBe('');
    // A newer service may have other reasons.
    const { next } = withNext({ ...known, ...rejected('registry-mismatch') });
    expect(await said({ ...known, next: { ...next, reason: 'a-new-reason' } })).toBe(
      '上次认证未通过 可以重新提交，其他办法请看认证中心。 [重新提交] 查看认证状态',
    );
    await who.context.close();
  });

  it('leads where its buttons say', async () => {
    const who = await visit(browser, demo.portal);
    const { page } = who;
    await who.logIn(ACCOUNTS.noSource);
    await who.button(WORDS.prompt.cancel).click();
    await who.button(WORDS.results.acknowledge).click();
    await page.getByRole('button', { name: '申请人工核验', exact: true }).click();
    await who.dialog.getByRole('heading', { name: '申请人工核验' }).waitFor();
    await page.goto(`${demo.department}/login`);
    await page.getByRole('button', { name: 'Verified as legal representative' }).click();
    await who.button('Not now').click();
    await who.button('OK').click();
    await page.getByRole('button', { name: 'Verify now' }).click();
    await who.dialog.getByRole('heading', { name: 'Verify your organization' }).waitFor();
    await who.context.close();
  });
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
  for (const choice of ['单位登录', '个人登录']) {
    await keyboard.press('Tab');
    expect(await focused()).toBe(choice);
  }
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
