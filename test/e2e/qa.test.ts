/** Every scenario of the testers' pages: its dialog, and the events that the page gets. */
import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect, it, type TestContext } from 'vitest';
import { REFUSAL_REASONS, type RefusalReason } from '../../bff/contract/reasons.ts';
import type { Fill } from '../../demo/qa/runs.ts';
import { SCENARIOS } from '../../demo/qa/scenarios.ts';
import { codeFor } from './support/registrant.ts';
import { sharedStage } from './support/stage.ts';
import { fillClaim, visit, type Visit } from './support/visit.ts';
import { CERTIFIED, REGISTRATION_WORDS, TITLES, WORDS, labelOf } from '../support/words.ts';
import { BUSINESS } from '../support/demo-words.ts';

/** High enough for the whole frame. */
const SCREEN = { width: 1366, height: 1300 };

const { demo, browser } = await sharedStage();

interface Expected {
  /** Fill the form with the values that the page lists, and send it. */
  submit?: true;
  /** A button of the stage to press. */
  press?: string;
  /** The dialog's heading; absent: there is no dialog. */
  heading?: string;
  /** Other text of the dialog. */
  text?: string | RegExp;
  /** A text of the page. */
  shows?: string;
  /** The last event of each name, and a part of its detail. */
  events: [name: string, detail: object][];
  /** The button to press then, and the next heading; none: the dialog closes. */
  then?: [button: string, heading?: string];
}

const MISMATCH = WORDS.results.rejected['registry-mismatch'].said;
const realName = (status: string, reason?: string) => ({
  kinds: expect.arrayContaining([
    expect.objectContaining({ kind: 'real-name', status, ...(reason && { reason }) }),
  ]) as unknown,
});
const status = (state: string, reason?: string): [string, object] => [
  'certification-status',
  realName(state, reason),
];
const error = (code: string, retryable: boolean): [string, object] => [
  'certification-error',
  { code, retryable },
];
const submitted = (outcome: string, reason?: string): [string, object] => [
  'certification-submitted',
  { outcome, ...(reason && { reason }) },
];
const lapsed = (reason: string, heading = WORDS.again.title): Expected => ({
  heading,
  events: [status('lapsed', reason)],
});
const refusedFor = (reason: RefusalReason): Expected => ({
  submit: true,
  heading: TITLES.rejected,
  text: WORDS.results.rejected[reason].said,
  events: [submitted('rejected', reason)],
});

const EXPECTED: Record<string, Expected> = {
  ...Object.fromEntries(REFUSAL_REASONS.map((reason) => [reason, refusedFor(reason)])),
  certified: { events: [status('certified')] },
  uncertified: { heading: TITLES.prompt, events: [status('uncertified')] },
  pending: { heading: TITLES.pending, events: [status('pending')] },
  'by-agent': { events: [status('certified')], shows: WORDS.center.replace.text },
  due: { events: [status('certified')], shows: WORDS.again.causes['agent-withdrew']! },
  'ended-terms': { events: [status('certified')], shows: WORDS.center.terms },
  'lapsed-representative-changed': lapsed('representative-changed'),
  'lapsed-registration-changed': lapsed('registration-changed'),
  'lapsed-unit-not-active': lapsed('unit-not-active', WORDS.results.inactive.title),
  'lapsed-revoked': lapsed('revoked', WORDS.again.revoked.title),
  operator: {
    heading: TITLES.operator,
    events: [['certification-status', { canSubmit: false }]],
    then: [WORDS.results.acknowledge],
  },
  success: {
    submit: true,
    heading: TITLES.certified,
    text: CERTIFIED,
    events: [submitted('certified')],
  },
  'registry-mismatch': {
    submit: true,
    heading: TITLES.rejected,
    text: new RegExp(`${MISMATCH}[^]*${WORDS.results.attemptsLeft(4)}`),
    events: [submitted('rejected', 'registry-mismatch')],
  },
  'unit-not-found': {
    submit: true,
    heading: TITLES.rejected,
    text: MISMATCH,
    events: [submitted('rejected', 'registry-mismatch')],
  },
  // No form, because it could not be sent.
  'limits-exhausted': {
    heading: TITLES.tooManyAttempts,
    text: WORDS.results.usedUpAfter(WORDS.results.rejected['registry-mismatch'].said, '')[0]!,
    events: [status('uncertified')],
  },
  'too-many-requests': {
    submit: true,
    heading: TITLES.tooManyRequests,
    text: /请在\d+秒后点击/,
    events: [error('too-many-requests', true)],
    then: [WORDS.prompt.retry, TITLES.certified],
  },
  'already-certified': {
    submit: true,
    heading: TITLES.alreadyCertified,
    text: CERTIFIED,
    events: [status('certified')],
  },
  'key-reused': {
    submit: true,
    heading: TITLES.unavailable,
    text: WORDS.results.typedStays,
    events: [error('key-reused', true)],
    then: [WORDS.prompt.retry, TITLES.certified],
  },
  'session-ends': {
    submit: true,
    heading: TITLES.sessionExpired,
    text: WORDS.results.trouble['session-expired'].text[0]!,
    events: [error('session-expired', true)],
    then: [WORDS.results.loggedIn, TITLES.certified],
  },
  offline: {
    submit: true,
    heading: TITLES.unreachable,
    text: WORDS.results.typedStays,
    events: [error('network', true)],
    then: [WORDS.prompt.retry, TITLES.certified],
  },
  gateway: {
    submit: true,
    heading: TITLES.unavailable,
    text: WORDS.results.typedStays,
    events: [error('unavailable', true)],
  },
  slow: { submit: true, heading: TITLES.certified, events: [submitted('certified')] },
  'no-session': { heading: TITLES.sessionExpired, events: [error('session-expired', true)] },
  'wrong-token': { heading: TITLES.misconfigured, events: [error('token-invalid', false)] },
  'no-token': { heading: TITLES.unreachable, events: [error('network', true)] },
  'partner-slow': { submit: true, heading: TITLES.certified, events: [submitted('certified')] },
  'partner-verdict': {
    submit: true,
    heading: TITLES.pending,
    text: new RegExp(`${WORDS.results.pending.said}\\s+${WORDS.results.pending.next}`),
    events: [submitted('pending', 'registry-unavailable')],
  },
  center: {
    shows: WORDS.center.status['not-open'],
    press: WORDS.center.certify,
    heading: TITLES.form,
    events: [status('uncertified')],
  },
  gate: { press: BUSINESS.saveDraft, heading: TITLES.gate, events: [status('uncertified')] },
};

/** Those with a test of their own, below: what changes while the page is open. */
const CHANGING = ['recheck', 'another-unit', 'idle', 'two-tabs', 'registration'];

/**
 * To the service these are no answer either, as `partner-verdict` is. `test/demo/qa.test.ts` plays
 * them; `outcomes.test.ts` has a unit whose claim waits until it is certified.
 */
const UNANSWERED = ['partner-busy', 'partner-garbage', 'partner-outage'];

it('every scenario has an expectation', () => {
  expect(new Set([...Object.keys(EXPECTED), ...CHANGING, ...UNANSWERED])).toEqual(
    new Set(SCENARIOS.map(({ id }) => id)),
  );
});

/** “填入表单”, beside the stage. */
const fillIn = (page: Page) => page.getByRole('button', { name: '填入表单' }).click();

/** The values of the form's fields. */
const givenBy = async (page: Page) => {
  const given = await page.locator('[data-fill]').getAttribute('data-fill');
  return JSON.parse(given!) as Fill;
};

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

const headingIn = (stage: FrameLocator, name: string) =>
  stage.getByRole('dialog').getByRole('heading', { name, exact: true });

/** The events of this name that the page lists, oldest first. */
const listed = (page: Page, name: string) =>
  page.evaluate(
    (wanted) =>
      (window as unknown as { qaEvents?: { name: string; detail: unknown }[] }).qaEvents
        ?.filter((event) => event.name === wanted)
        .map(({ detail }) => detail) ?? [],
    name,
  );

/** `end`: the page had no problems. */
async function open(query: string): Promise<Visit & { stage: FrameLocator; end: () => Promise<void> }> {
  const who = await visit(browser, demo.portal, SCREEN);
  // Some scenarios run commands first, which are slow on a busy machine.
  await who.page.goto(`${demo.portal}/qa/run?${query}`, { timeout: 60_000 });
  const end = async () => {
    expect(who.problems).toEqual([]);
    await who.context.close();
  };
  return { ...who, stage: who.page.frameLocator('iframe'), end };
}

async function play(id: string, expected: Expected, { expect }: TestContext): Promise<void> {
  const { page, stage, settled, end } = await open(`scenario=${id}`);
  const dialog = stage.getByRole('dialog');
  if (expected.press) {
    await settled(); // until its part has loaded, the gate stops nothing
    await stage.getByRole('button', { name: expected.press, exact: true }).click();
  }
  if (expected.submit) {
    await dialog.getByRole('button', { name: WORDS.form.submit, exact: true }).waitFor();
    if (id === 'session-ends') await page.waitForTimeout(5_000); // until the token has expired
    await fillIn(page);
    await dialog.getByRole('button', { name: WORDS.form.submit, exact: true }).click();
  }
  if (expected.heading) await headingIn(stage, expected.heading).waitFor();
  if (expected.text) await expect.poll(() => dialog.innerText()).toMatch(expected.text);
  for (const [name, detail] of expected.events) {
    await expect.poll(async () => (await listed(page, name)).at(-1)).toMatchObject(detail);
    await page.locator('[data-events] strong', { hasText: name }).first().waitFor();
  }
  if (expected.shows) await stage.getByText(expected.shows).first().waitFor();
  if (!expected.heading) expect(await dialog.count()).toBe(0);
  if (expected.then) {
    const [button, heading] = expected.then;
    if (id === 'offline') await page.waitForTimeout(3_500); // until the connection is back
    if (id === 'session-ends') {
      const run = await page.locator('[data-run]').getAttribute('data-run');
      const headers = { Origin: demo.portal };
      await page.request.post(`${demo.portal}/qa/act/${run}/log-in-again`, { headers });
    }
    // The button may first count down, ten seconds at most.
    await dialog.getByRole('button', { name: button, exact: true }).click();
    if (heading) await headingIn(stage, heading).waitFor();
    else await dialog.waitFor({ state: 'detached' });
  }
  await end();
}

describe('the scenario', () => {
  // In parallel, because each has its own unit and page, and many wait for something.
  it.concurrent.for(Object.entries(EXPECTED))('%s', ([id, expected], context) => play(id, expected, context));
});

describe('changes while the page is open', () => {
  const submitIn = (stage: FrameLocator) =>
    stage.getByRole('dialog').getByRole('button', { name: WORDS.form.submit }).click();

  it('a re-check certifies the unit when the registry is updated', async () => {
    const { page, stage, end } = await open('scenario=recheck');
    const dialog = stage.getByRole('dialog');
    await dialog.getByRole('textbox').first().waitFor();
    await fillIn(page);
    await submitIn(stage);
    await dialog.locator('summary').click();
    await dialog.getByRole('button', { name: WORDS.results.ways.refused.recheck.button }).click();
    await dialog.getByRole('button', { name: WORDS.kept.agree }).click();
    await headingIn(stage, TITLES.recheckKept).waitFor();
    await press(page, '登记机关更新');
    const certified = () =>
      stage.locator('unit-certification').evaluate(async (element) => {
        const { kinds } = await (
          element as HTMLElement & { refresh(): Promise<{ kinds: { kind: string; status: string }[] }> }
        ).refresh();
        return kinds.find(({ kind }) => kind === 'real-name')!.status;
      });
    await expect.poll(certified, { timeout: 20_000, interval: 500 }).toBe('certified');
    await end();
  });

  it('a certification in the second tab is shown in the first', async () => {
    const { page, stage, context, end } = await open('scenario=two-tabs');
    await stage.getByRole('button', { name: WORDS.center.certify }).waitFor();
    const { claim } = await givenBy(page);
    const [second] = await Promise.all([context.waitForEvent('page'), press(page, '打开第二个标签页')]);
    await second.getByRole('button', { name: WORDS.center.certify }).click();
    await fillClaim(second.getByRole('dialog'), claim);
    await second.getByRole('dialog').getByRole('button', { name: WORDS.form.submit, exact: true }).click();
    await second.getByRole('dialog').getByRole('heading', { name: TITLES.certified }).waitFor();
    await stage
      .getByRole('listitem')
      .filter({ hasText: WORDS.center.kinds['real-name'] })
      .getByText(WORDS.center.status.certified)
      .waitFor();
    await end();
  });

  it('a unit registers, with the code of the demo’s phone', async () => {
    const { page, stage, end } = await open('scenario=registration');
    await stage.getByRole('button', { name: REGISTRATION_WORDS.submit, exact: true }).waitFor();
    await fillIn(page);
    await stage.getByRole('button', { name: REGISTRATION_WORDS.getCode }).click();
    const { phone } = (await givenBy(page)).values;
    let code = '';
    await expect
      .poll(async () => (code = await codeFor(demo, phone).catch(() => '')), { timeout: 20_000 })
      .not.toBe('');
    await stage.getByLabel(labelOf('code'), { exact: true }).fill(code);
    await stage.getByText(REGISTRATION_WORDS.proven).waitFor();
    await stage.getByRole('button', { name: REGISTRATION_WORDS.submit, exact: true }).click();
    await page.locator('[data-events] strong', { hasText: 'unit-registered' }).waitFor();
    await end();
  });

  it.each([
    ['in the place of the former one', ['另一个单位登录']],
    ['after a logout', ['退出登录', '另一个单位登录']],
  ])('when another unit logs in %s, nothing of the former unit stays', async (_, acts) => {
    const { page, stage, end } = await open('scenario=another-unit');
    const name = stage.getByRole('textbox', { name: labelOf('legalRepresentative.name') });
    await name.waitFor();
    await fillIn(page);
    const { legalRepresentative } = (await givenBy(page)).claim;
    expect(await name.inputValue()).toBe(legalRepresentative.name);
    for (const act of acts) await press(page, act);
    await expect.poll(() => listed(page, 'certification-status')).toHaveLength(2);
    const [first, second] = (await listed(page, 'certification-status')) as { unit: { code: string } }[];
    expect(second!.unit.code).not.toBe(first!.unit.code);
    // A user who was filling in the form is told that it was cleared; after a logout there is no message.
    if (acts.length === 1)
      await stage
        .getByRole('dialog')
        .getByRole('button', { name: WORDS.results.proceed('') })
        .click();
    await stage
      .locator('unit-certification')
      .evaluate((element) => (element as HTMLElement & { open(): void }).open());
    await name.waitFor();
    expect(await name.inputValue()).toBe('');
    await end();
  });

  it('document numbers are cleared after ten idle minutes, which are ten seconds here', async () => {
    const { page, stage, end } = await open('scenario=idle');
    const number = stage.getByRole('textbox', { name: labelOf('legalRepresentative.idNumber') });
    await number.waitFor();
    await fillIn(page);
    expect(await number.inputValue()).not.toBe('');
    await expect.poll(() => number.inputValue(), { timeout: 15_000 }).toBe('');
    expect(
      await stage.getByRole('textbox', { name: labelOf('legalRepresentative.name') }).inputValue(),
    ).not.toBe('');
    await end();
  });
});

describe('the testers’ page', () => {
  it('lists every scenario, and opens one with another theme by its address', async () => {
    const who = await visit(browser, demo.portal, SCREEN);
    await who.page.goto(`${demo.portal}/qa?locale=en&appearance=large&theme=dark&width=360`);
    expect(await who.page.locator('.scenarios a').count()).toBe(SCENARIOS.length);
    await who.page.getByRole('link', { name: WORDS.center.status.uncertified, exact: true }).click();
    const stage = who.page.frameLocator('iframe');
    await stage.getByRole('dialog').getByRole('heading').waitFor();
    expect(await stage.getByRole('dialog').getAttribute('lang')).toBe('en');
    const size = await who.page.locator('iframe').evaluate((frame) => frame.clientWidth);
    expect(size).toBe(360);
    expect(await stage.locator('unit-certification').getAttribute('appearance')).toBe('large');
    await who.context.close();
  });

  it('lets a certified unit submit the stage’s form, and shows what was sent', async () => {
    const { stage, end } = await open('scenario=certified&view=gate');
    await stage.getByRole('button', { name: BUSINESS.saveDraft }).click();
    await stage.getByText('已收到：{"contact":"张工","action":"draft"}').waitFor();
    await end();
  });

  it('shows the requests without the typed values', async () => {
    const { page, stage, end } = await open('scenario=success&theme=brand&width=768');
    const dialog = stage.getByRole('dialog');
    await dialog.getByRole('button', { name: WORDS.form.submit, exact: true }).waitFor();
    const { claim } = await givenBy(page);
    await fillIn(page);
    await dialog.getByRole('button', { name: WORDS.form.submit, exact: true }).click();
    await headingIn(stage, TITLES.certified).waitFor();
    const sent = page.locator('[data-sent]');
    await sent.getByText(/POST \/v1\/certification → 200/).waitFor();
    await sent
      .getByText(/GET \/v1\/certification → 200/)
      .first()
      .waitFor();
    const logs = `${await sent.innerText()} ${await page.locator('[data-events]').innerText()}`;
    expect(logs).toContain('"applicant":"legal-representative"');
    for (const typed of [claim.legalRepresentative.name, claim.legalRepresentative.idNumber, claim.foundedOn])
      expect(logs).not.toContain(typed);
    await end();
  });
});
