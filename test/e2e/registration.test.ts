/**
 * A new unit registers (manual, steps 11 to 13): from the login page to the main page, logged in. Every refusal is shown in its
 * place and can be corrected without a second message. A cut connection does not make a second account.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMO_REGISTRATIONS } from '../../demo/data/registrations.ts';
import { newUnitCode, unitOf } from '../../demo/partner/scripted-units.ts';
import { loadAxe } from './support/axe.ts';
import { fieldOf, fillRegistration, messagesOf, proveOnPage, type Registrant } from './support/registrant.ts';
import { sharedStage } from './support/stage.ts';
import { LEGAL_FIELDS, REGISTRATION_IDS, registrationTexts } from '../support/fields.ts';
import { DESKTOP, logInByHand, PHONE, visit, type Visit } from './support/visit.ts';
import {
  REGISTRATION_WORDS,
  TITLES,
  WORDS,
  labelOf,
  registrationError,
  requiredOf,
} from '../support/words.ts';
import { PORTAL, STATES } from '../support/demo-words.ts';

const PASSWORD = 'lotus2026';
const xinhe = DEMO_REGISTRATIONS[0]!;
const fengqiao = DEMO_REGISTRATIONS[1]!;
/** A unit of the registry that has no account and is not listed on the page. */
const clinic: Registrant = {
  values: {
    unit: { code: '12320199MB1DEM131L', name: '云川市南桥社区卫生服务中心' },
    phone: '13900000013',
    email: 'office@nanqiao.example',
  },
  claims: [
    {
      outcome: '注册成功',
      legalRepresentative: { name: '谢望春', idNumber: '320199196604220338' },
    },
  ],
};

const { demo, browser } = await sharedStage();
const violations = await loadAxe();

/** Logs out, and in again with the account that was made. */
const logInAgain = async (page: Page, userName: string): Promise<void> => {
  await page.getByRole('button', { name: PORTAL.logOut }).click();
  await page.waitForURL('**/login');
  await logInByHand(page, demo.portal, userName, PASSWORD);
};

const open = async (viewport = DESKTOP): Promise<Visit> => {
  const who = await visit(browser, demo.portal, viewport);
  await who.page.goto(`${demo.portal}/login`);
  await who.page.getByRole('link', { name: PORTAL.newUnit }).click();
  await who.page.getByRole('button', { name: REGISTRATION_WORDS.submit, exact: true }).waitFor();
  return who;
};

const register = (page: Page) =>
  page.getByRole('button', { name: REGISTRATION_WORDS.submit, exact: true }).click();
const group = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
const own = (loginName: string) => ({ loginName, password: PASSWORD });
const typedOf = ({ values, claims }: Registrant) => ({
  own: registrationTexts(values),
  claim: claims.at(-1)!,
});

it('by touch, each error in the summary is high enough to press', async () => {
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto(`${demo.portal}/register`);
  await register(page);
  const links = page.locator('unit-registration .summary button');
  await links.first().waitFor();
  const heights = await links.evaluateAll((all) => all.map((link) => link.getBoundingClientRect().height));
  expect(heights.length).toBeGreaterThan(5);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  await context.close();
});

it('11-13: a legal representative registers, is refused twice, and lands on the main page; logs out, logs in', async () => {
  const { page, context, picture, problems, state } = await open();
  expect(await violations(page), 'empty').toEqual([]);
  await picture('registration/11-page-2.1');
  const claim = xinhe.claims[0]!;
  await fillRegistration(page, {
    ...own('xinhe_2026'),
    own: { ...registrationTexts(xinhe.values), 'unit.name': '云川市新河文化传媒有限公司' },
    claim: { ...claim, foundedOn: '2026-03-08' },
  });

  // The code is read on the demo's phone, which opens beside the page.
  const [phone] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: '在新标签页打开' }).click(),
  ]);
  await page.bringToFront();
  await page.getByRole('button', { name: REGISTRATION_WORDS.getCode }).click();
  await page.getByText(REGISTRATION_WORDS.codeSent('139 0000 0014')).waitFor();
  await phone.bringToFront();
  const message = phone.getByRole('listitem').filter({ hasText: xinhe.values.phone });
  const code = await message.locator('b').innerText();
  await page.bringToFront();
  await fieldOf(page, labelOf('code')).fill(code);
  await page.getByText(REGISTRATION_WORDS.proven).waitFor();

  await register(page);
  await group(page, REGISTRATION_WORDS.unit).getByText(TITLES.unitRejected).waitFor();
  expect(
    await group(page, REGISTRATION_WORDS.realName).getByText(WORDS.center.refused(undefined)).count(),
  ).toBe(0);
  expect(await violations(page), 'unit refused').toEqual([]);
  await picture('registration/12-unit-mismatch');
  await fillRegistration(page, { own: { 'unit.name': xinhe.values.unit.name } });
  await register(page);
  await group(page, REGISTRATION_WORDS.realName).getByText(TITLES.peopleRejected).waitFor();
  expect(await group(page, REGISTRATION_WORDS.unit).getByText(WORDS.center.refused(undefined)).count()).toBe(
    0,
  );
  await picture('registration/12-registry-mismatch');
  await fillRegistration(page, { claim });
  await register(page);

  await page.getByText(PORTAL.registered).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
  await expect.poll(() => state.innerText()).toBe(STATES.certified);
  await picture('registration/13-main-page');
  const sent = (await messagesOf(demo)).filter((each) => each.phone === xinhe.values.phone);
  expect(sent).toHaveLength(1);
  await logInAgain(page, xinhe.values.unit.code);
  await page.getByRole('heading', { name: xinhe.values.unit.name }).waitFor();
  expect(await page.getByText(PORTAL.registered).count()).toBe(0);
  await page.goto(`${demo.portal}/settings/certification`);
  await page
    .locator('unit-certification-center')
    .getByRole('listitem')
    .filter({ hasText: WORDS.center.kinds.phone })
    .getByText(WORDS.center.status.certified)
    .waitFor();
  expect(problems).toEqual([]);
  await context.close();
});

it('an agent registers: another agent, another login name, one message', async () => {
  const { page, context, picture, problems } = await open();
  const [stranger, agent] = fengqiao.claims;
  const { unit } = fengqiao.values;
  await fillRegistration(page, {
    ...own('Xinhe_2026'),
    // With ASCII brackets, as many keyboards type them.
    own: {
      ...registrationTexts(fengqiao.values),
      'unit.name': unit.name.replace('（', '(').replace('）', ')'),
    },
    claim: stranger!,
  });
  await proveOnPage(demo, page, fengqiao.values.phone);
  const sent = (await messagesOf(demo)).length;
  await register(page);
  await group(page, REGISTRATION_WORDS.realName)
    .getByText(REGISTRATION_WORDS.refused['agent-without-record'].said)
    .waitFor();
  await picture('registration/12-agent-without-record');
  await fillRegistration(page, { claim: agent! });
  await register(page);

  await page.getByText('这个登录名已经有人使用，请换一个').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('loginName');
  expect(await fieldOf(page, PORTAL.password).inputValue()).toBe(PASSWORD);
  expect(await violations(page), 'login name taken').toEqual([]);
  await picture('registration/12-login-name-taken');
  await register(page); // the unchanged form is not sent
  await fieldOf(page, PORTAL.loginName).fill('fengqiao');
  expect(await page.getByText('这个登录名已经有人使用').isVisible()).toBe(false);
  await register(page);
  await page.getByText(PORTAL.registered).waitFor();
  expect((await messagesOf(demo)).length).toBe(sent);
  await logInAgain(page, 'FengQiao');
  await page.getByRole('heading', { name: unit.name }).waitFor();
  expect(problems).toEqual([]);
  await context.close();
});

describe.each([DESKTOP, PHONE])('what is missing or wrong, %o', (viewport) => {
  it('is shown at the fields, also at the portal’s own, before anything is sent', async () => {
    const { page, context, picture } = await open(viewport);
    // The summary has the same text, so select by id.
    const own = (name: string) => page.locator(`#${name}-error`);
    const asked: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && asked.push(request.url()));
    await register(page);
    await own('loginName').getByText('请填写登录名').waitFor();
    await group(page, REGISTRATION_WORDS.unit).getByText(requiredOf('unit.name')).waitFor();
    const summary = group(page, WORDS.form.summary(LEGAL_FIELDS + REGISTRATION_IDS.length + 3));
    await summary.getByRole('button', { name: '请填写登录名' }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('loginName');
    expect(await violations(page), 'all missing').toEqual([]);
    await picture('registration/12-missing');
    await fillRegistration(page, {
      loginName: '9lives',
      password: 'short',
      own: { 'unit.code': '91320199MA1DEM1460' },
    });
    await page.keyboard.press('Tab');
    await own('loginName').getByText('登录名为4至20位').waitFor();
    await own('password').getByText('登录密码为至少8位').waitFor();
    await group(page, REGISTRATION_WORDS.unit)
      .getByText(registrationError('unit.code', 'bad-check-digit'))
      .waitFor();
    expect(await violations(page), 'wrong').toEqual([]);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider).toBe(0);
    expect(asked).toEqual([]);
    await context.close();
  });
});

it('the connection is cut at the last click, at the service and then at the portal: the retry makes one account', async () => {
  const { page, context, picture } = await open(PHONE);
  await fillRegistration(page, { ...typedOf(clinic), ...own('nanqiao') });
  await proveOnPage(demo, page, clinic.values.phone);
  const cutOnce = async (address: string) => {
    let cut = false;
    await page.route(address, async (route) => {
      if (route.request().method() !== 'POST' || cut) return route.continue();
      cut = true;
      await route.fetch(); // the request is carried out, but its answer is lost
      return route.abort('connectionreset');
    });
  };
  await cutOnce(`${demo.bff}/v1/registrations`);
  await cutOnce(`${demo.portal}/register`);
  await register(page);
  await page.getByText(TITLES.unreachable).waitFor();
  await picture('registration/12-cut-at-the-service');
  await page.getByRole('button', { name: WORDS.prompt.retry }).click();
  await page.getByText('网络连接中断，内容都在。恢复后再点“注册”，不会重复注册').waitFor();
  expect(await page.getByRole('button', { name: WORDS.prompt.retry }).count()).toBe(0); // no second button for the same action
  expect(await violations(page), 'cut off').toEqual([]);
  await picture('registration/12-cut-at-the-portal');
  await register(page);
  await page.getByText(PORTAL.registered).waitFor();
  await page.getByRole('heading', { name: clinic.values.unit.name }).waitFor();
  await context.close();
});

it('a unit that has an account is referred to the login', async () => {
  const { page, context, picture } = await open();
  await fillRegistration(page, {
    ...own('xinhe_2027'),
    claim: xinhe.claims[0]!,
    own: { ...registrationTexts(xinhe.values), phone: '13900000024' },
  });
  await proveOnPage(demo, page, '13900000024');
  await register(page);
  await page.getByText('该单位已经有账号').waitFor();
  await picture('registration/12-has-account');
  await page.getByRole('link', { name: '去登录' }).click();
  await page.getByRole('button', { name: PORTAL.logIn }).waitFor();
  await context.close();
});

it('an error of the portal has another message than a cut connection, and “注册” tries again', async () => {
  const code = newUnitCode('truthful');
  const { record } = unitOf(code);
  const { page, context } = await open(PHONE);
  await fillRegistration(page, {
    ...own('zhijian_2'),
    claim: { legalRepresentative: record.representative, foundedOn: record.foundedOn },
    own: registrationTexts({
      unit: { code, name: record.name },
      email: 'office@zhijian.example',
      phone: '13900000052',
    }),
  });
  await proveOnPage(demo, page, '13900000052');
  const answers = [
    { status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' },
    { status: 200, contentType: 'application/json', body: 'null' },
  ];
  await page.route(`${demo.portal}/register`, (route) => {
    const answer = route.request().method() === 'POST' ? answers.shift() : undefined;
    return answer ? route.fulfill(answer) : route.continue();
  });
  const said = page.getByText('暂时没有办成，内容都在，请稍后再点“注册”');
  for (let left = answers.length; left > 0; left--) {
    await register(page);
    await expect.poll(() => answers.length, { timeout: 10_000 }).toBe(left - 1);
    await said.waitFor();
  }
  await register(page);
  await page.getByText(PORTAL.registered).waitFor();
  await context.close();
});

it.each([
  ['script', '**/widget/unit-registration.js', '注册表单没有加载出来', '刷新'],
  ['words', /\/chunks\/registration-zh-Hans-[\w-]{6}\.js/, TITLES.unreachable, WORDS.prompt.retry],
])(
  'without the product’s %s the page says so, and has a button to try again',
  async (what, file, words, button) => {
    const { page, context } = await visit(browser, demo.portal, PHONE);
    await page.route(file, (route) => route.abort('connectionfailed'));
    await page.goto(`${demo.portal}/register`);
    await page.getByText(words).waitFor();
    expect(await violations(page)).toEqual([]);
    if (what === 'script') expect(await page.getByRole('button', { name: PORTAL.fillIn }).count()).toBe(0);
    await page.unroute(file);
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByRole('button', { name: REGISTRATION_WORDS.submit, exact: true }).waitFor();
    await context.close();
  },
);
