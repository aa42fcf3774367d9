/** The desk as `npm start` runs it, in a real browser: a case from the API to two officers; accessible in light, dark, on a phone and by keyboard. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../support/demo-words.ts';
import { launchBrowser } from '../support/chromium.ts';
import { loadAxe } from './support/axe.ts';
import { startDemo, type Demo } from './support/demo.ts';
import { accountOf } from './support/visit.ts';

const SCREEN = { width: 1366, height: 625 };
const browser = await launchBrowser();
const violations = await loadAxe();
const dataDir = await mkdtemp(join(tmpdir(), 'demo-'));
let demo: Demo;

beforeAll(async () => {
  demo = await startDemo({ DATA_DIR: dataDir, COUNTER: 'true' });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await demo.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const ask = (token: string, path: string, init: RequestInit = {}) =>
  fetch(`${demo.bff}/v1/certification${path}`, {
    ...init,
    headers: { Authorization: `Bearer ${token}`, Origin: demo.portal, 'Content-Type': 'application/json' },
  });

/** A person of the staff, logged in. */
async function staff(
  subject: string,
  options: { colorScheme?: 'light' | 'dark'; viewport?: typeof SCREEN } = {},
) {
  const context = await browser.newContext({ viewport: SCREEN, ...options });
  const page = await context.newPage();
  await page.goto(demo.desk);
  await page.getByRole('link', { name: '登录' }).click();
  await page.getByRole('button', { name: subject }).click();
  await page.getByRole('heading', { name: '工作台' }).waitFor();
  return page;
}

const mistakesOf = async (page: Page) => ({
  axe: await violations(page),
  wide: await page.evaluate(() => document.documentElement.scrollWidth > innerWidth),
});
const NONE = { axe: [], wide: false };

/** Opens a case of the unit with data that differ from the registry; gives its reference. */
async function openCase(title: string) {
  const { unit, claims } = accountOf(title);
  const token = (await demo.cli('token', '--site', 'portal', '--unit', unit.code)).trim();
  const { legalRepresentative } = claims[0]!;
  const claim = {
    legalRepresentative,
    foundedOn: '1999-01-01',
    applicant: 'legal-representative',
    consent: true,
  };
  const answer = await ask(token, '/case', { method: 'POST', body: JSON.stringify(claim) });
  expect(answer.status).toBe(202);
  return { token, unit, reference: ((await answer.json()) as { reference: string }).reference };
}

it('takes a case to a certification by two officers', async () => {
  const { token, unit, reference } = await openCase(ACCOUNTS.legalRepresentative);
  const first = await staff('officer-1');
  await first.getByRole('link', { name: '人工核验' }).first().click();
  await first.getByRole('heading', { name: '人工核验' }).waitFor();
  expect(await mistakesOf(first)).toEqual(NONE);
  await first.getByRole('row', { name: unit.code }).getByRole('link').click();
  await first.getByRole('button', { name: '提交初核' }).waitFor();
  expect(await mistakesOf(first)).toEqual(NONE);
  await first.screenshot({ path: 'test/.output/desk-case.png' });
  await first.getByRole('radio', { name: '通过（' }).check();
  await first.getByRole('button', { name: '提交初核' }).click();
  await first.getByText('没有看到：').waitFor();
  expect(await mistakesOf(first)).toEqual(NONE);
  for (const check of await first.getByRole('checkbox').all()) await check.check();
  await first.getByRole('button', { name: '提交初核' }).click();
  await first.getByText('初核已提交').waitFor();
  expect(await first.getByRole('button', { name: '确认通过' }).count()).toBe(0);
  const second = await staff('officer-2');
  await second.goto(`${demo.desk}/cases/${reference}`);
  expect(await mistakesOf(second)).toEqual(NONE);
  await second.getByRole('button', { name: '确认通过' }).click();
  await second.getByText('已确认通过').waitFor();
  const status = (await (await ask(token, '')).json()) as { kinds: { kind: string }[] };
  expect(status.kinds.find(({ kind }) => kind === 'real-name')).toMatchObject({
    status: 'certified',
    method: 'counter',
  });
});

describe.each([
  ['light', SCREEN],
  ['dark', SCREEN],
  ['light', { width: 360, height: 740 }],
] as const)('in the %s scheme on %o', (colorScheme, viewport) => {
  it('pages are accessible, and not wider than the screen', async () => {
    const { unit } = accountOf(ACCOUNTS.certified);
    const pages: [string, string[]][] = [
      [
        'hotline-1',
        ['/', '/units', `/units?query=${unit.code}`, '/units?query=K7M29QXX', '/cases', '/nowhere'],
      ],
      ['auditor-1', ['/', '/events', '/seals']],
    ];
    for (const [subject, paths] of pages) {
      const page = await staff(subject, { colorScheme, viewport });
      for (const path of paths) {
        await page.goto(demo.desk + path);
        expect(await mistakesOf(page), path).toEqual(NONE);
        if (viewport === SCREEN)
          await page.screenshot({
            path: `test/.output/desk-${colorScheme}-${path.replace(/\W+/g, '-')}.png`,
          });
      }
      await page.context().close();
    }
  });
});

it('is worked by keyboard: the hotline looks a unit up', async () => {
  const page = await staff('hotline-1');
  await page.goto(`${demo.desk}/units`);
  await page.locator('input:focus').waitFor(); // `autofocus` comes with the first rendering
  await page.keyboard.type(accountOf(ACCOUNTS.certified).unit.code);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '最近的提交' }).waitFor();
});

it('logs out here and at the login', async () => {
  const page = await staff('auditor-1');
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('button', { name: '退出统一登录' }).click();
  await page.getByRole('heading', { name: '已退出' }).waitFor();
  await page.goto(demo.desk);
  await page.getByText('请先登录').waitFor();
});

it('is served by its own listener alone', async () => {
  for (const path of ['/units', '/cases', '/events', '/login', '/desk.css'])
    expect((await fetch(demo.bff + path)).status).toBe(404);
  for (const path of ['/v1/certification', '/widget/unit-certification.js', '/openapi.json', '/readyz'])
    expect((await fetch(demo.desk + path)).status).toBe(404);
  expect((await fetch(demo.desk.replace('localhost', '127.0.0.1'))).status).toBe(421);
});
