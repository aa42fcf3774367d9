/** The examples of `docs` that are pages and their parts, in a real browser with the built scripts. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page, Route } from 'playwright-core';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { fieldsOf } from '../../bff/contract/forms.ts';
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import { readExample } from '../docs/support/examples.ts';
import { launchBrowser } from '../support/chromium.ts';
import { TITLES, WORDS } from '../support/words.ts';

const built = fileURLToPath(new URL('../../dist/', import.meta.url));
const PORTAL = 'https://portal.example';

const status: CertificationStatus = {
  unit: { code: '91320100MA1DEM015L', name: '江苏示例科技有限公司' },
  canSubmit: true,
  kinds: [{ kind: 'real-name', status: 'uncertified' }],
  attempts: { remaining: 5, resetsAt: null },
  form: { fields: fieldsOf('market').map(({ id }) => id), source: 'market' },
};

const browser = await launchBrowser();
afterAll(() => browser.close());

/** The certification service: built scripts and one status. */
async function answerAsService(route: Route): Promise<void> {
  const { pathname } = new URL(route.request().url());
  const headers = { 'access-control-allow-origin': '*' };
  if (pathname === '/v1/certification') return route.fulfill({ headers, json: status });
  const body = await readFile(`${built}${pathname}`);
  return route.fulfill({ headers, body, contentType: 'text/javascript' });
}

/** Opens a page of a portal that has this content. */
async function open(content: string): Promise<Page> {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.route('https://bff.example/**', answerAsService);
  await page.route(`${PORTAL}/session/*`, (route) => route.fulfill({ json: { token: 'opaque' } }));
  await page.route(`${PORTAL}/`, (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="zh-CN"><title>门户</title>${content}</html>`,
    }),
  );
  await page.goto(`${PORTAL}/`);
  return page;
}

const SCRIPT = '<script type="module" src="https://bff.example/widget/unit-certification.js"></script>';

it('configure.html is all that the prompt needs', async () => {
  const page = await open(SCRIPT + readExample('configure.html'));
  await page.getByRole('heading', { name: TITLES.prompt }).waitFor();
});

it('gate.html intercepts the link and names the business', async () => {
  const page = await open(SCRIPT + readExample('gate.html'));
  await page.getByRole('link', { name: '去缴费' }).click();
  await page.getByRole('heading', { name: TITLES.gate }).waitFor();
  await page.getByText('“社保缴费”').waitFor();
});

it('theming.css colors the buttons', async () => {
  const style = `<style>${readExample('theming.css')}</style>`;
  const page = await open(style + SCRIPT + readExample('configure.html'));
  const button = page.getByRole('button', { name: WORDS.prompt.confirm });
  const color = () => button.evaluate((element) => getComputedStyle(element).backgroundColor);
  await expect.poll(color).toBe('rgb(164, 38, 44)');
});

it('registration.html and registration.js send the assertion, show a refusal at the field, and accept the correction', async () => {
  const script = `<script>${readExample('registration.js')}</script>`;
  const page = await open(readExample('registration.html') + script);
  const sent: unknown[] = [];
  await page.route(`${PORTAL}/register`, (route) => {
    sent.push(route.request().postDataJSON());
    return sent.length === 1
      ? route.fulfill({ status: 409, body: '这个登录名已被占用', contentType: 'text/plain; charset=utf-8' })
      : route.fulfill({ status: 204 });
  });
  const register = () =>
    page.locator('unit-registration').evaluate((element) => {
      const detail = { assertion: 'opaque' };
      element.dispatchEvent(new CustomEvent('unit-registered', { detail }));
    });
  const login = page.getByLabel('登录名');
  await login.fill('hehua');
  await page.getByLabel('密码').fill('a-long-secret');
  await register();
  const problem = () => login.evaluate((field: HTMLInputElement) => field.validationMessage);
  await expect.poll(problem).toBe('这个登录名已被占用');
  await login.fill('hehua2');
  expect(await problem()).toBe('');
  await Promise.all([page.waitForEvent('framenavigated'), register()]);
  const password = 'a-long-secret';
  expect(sent).toEqual(
    ['hehua', 'hehua2'].map((loginName) => ({ assertion: 'opaque', loginName, password })),
  );
});
