/** The examples of `docs` that are pages and their parts, in a real browser with the built scripts. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page, Route } from 'playwright-core';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { fieldsOf } from '../../bff/contract/forms.ts';
import { readExample } from '../docs/support/examples.ts';
import { launchBrowser } from '../support/chromium.ts';
import { withNext } from '../support/next.ts';
import { TITLES, WORDS } from '../support/words.ts';

const built = fileURLToPath(new URL('../../dist/', import.meta.url));
const PORTAL = 'https://portal.example';

const status = withNext({
  unit: { code: '91320100MA1DEM015L', name: '江苏示例科技有限公司' },
  canSubmit: true,
  kinds: [{ kind: 'real-name', status: 'uncertified' }],
  attempts: { remaining: 5, resetsAt: null },
  form: { fields: fieldsOf('market').map(({ id }) => id), source: 'market' },
});

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
  await page.goto(`${PORTAL}/`, { waitUntil: 'networkidle' }); // until its part has loaded, a gate stops nothing
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

/** The parts of a color, 0 to 255. */
const channels = (color: string): number[] =>
  color
    .match(/[\d.]+/g)!
    .slice(0, 3)
    .map(Number);

/** WCAG's contrast of two colors. */
function contrast(...colors: [string, string]): number {
  const [dark, light] = colors
    .map((color) => {
      const [red, green, blue] = channels(color).map((value) =>
        value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
    })
    .sort((one, other) => one - other);
  return (light! + 0.05) / (dark! + 0.05);
}

/** The prompt's surface and text, and its button's, in a page with this style. */
async function colorsIn(html: string, style: string, colorScheme: 'light' | 'dark' = 'light') {
  const page = await open(`<style>${style}</style>${SCRIPT}${readExample('configure.html')}`);
  await page.emulateMedia({ colorScheme });
  await page.locator('html').evaluate((element, name) => element.setAttribute('class', name), html);
  const button = page.getByRole('button', { name: WORDS.prompt.confirm });
  const of = (each: ReturnType<Page['locator']>) =>
    each.evaluate((element) => {
      const { backgroundColor, color, filter } = getComputedStyle(element);
      return { background: backgroundColor, color, filter };
    });
  return { dialog: await of(page.locator('dialog')), button: await of(button) };
}

const WHITE = 'rgb(255, 255, 255)';
const DARK = 'rgb(24, 33, 43)';

it.each(['light', 'dark'] as const)(
  'theming-dark.css follows the class, in a system that is %s',
  async (scheme) => {
    const style = readExample('theming-dark.css');
    for (const [html, background] of [
      ['', WHITE],
      ['dark', DARK],
    ] as const) {
      const { dialog, button } = await colorsIn(html, style, scheme);
      expect(dialog.background).toBe(background);
      for (const { background, color } of [dialog, button])
        expect(contrast(background, color)).toBeGreaterThan(4.5);
    }
  },
);

it('theming-element-plus.css takes surface and text from Element Plus, in the light and in the dark', async () => {
  const own = ':root { --el-bg-color-overlay: #fff; --el-text-color-primary: #303133 }';
  const dark = 'html.dark { --el-bg-color-overlay: #1d1e1f; --el-text-color-primary: #e5eaf3 }';
  const style = own + dark + readExample('theming-dark.css') + readExample('theming-element-plus.css');
  const light = await colorsIn('', style, 'dark');
  expect(light.dialog).toMatchObject({ background: WHITE, color: 'rgb(48, 49, 51)' });
  const inDark = await colorsIn('dark', style);
  expect(inDark.dialog).toMatchObject({ background: 'rgb(29, 30, 31)', color: 'rgb(229, 234, 243)' });
});

it('theming-layui.css has enough contrast', async () => {
  const { button } = await colorsIn('', readExample('theming-layui.css'));
  expect(button.background).toBe('rgb(12, 107, 98)');
  expect(contrast(button.background, button.color)).toBeGreaterThan(4.5);
});

it('theming-mourning.css reaches the dialog, which is not in the page’s filter', async () => {
  const { dialog } = await colorsIn('', readExample('theming-mourning.css'));
  expect(dialog.filter).toBe('grayscale(1)');
});

it('theming-ant-design.jsx takes its colors from the token', async () => {
  const stub = `export const theme = { useToken: () => ({ token: { colorBgElevated: '#1f1f1f', borderRadius: 6 } }) };`;
  const { outputFiles } = await build({
    stdin: {
      contents: `import { createRoot } from 'react-dom/client';
        import React from 'react';
        import { ThemedCertification } from './theming-ant-design.jsx';
        createRoot(document.body).render(<ThemedCertification token-url="/session/token" />);`,
      loader: 'jsx',
      resolveDir: fileURLToPath(new URL('../../docs/examples', import.meta.url)),
    },
    alias: { antd: `data:text/javascript,${encodeURIComponent(stub)}` },
    jsx: 'automatic',
    bundle: true,
    write: false,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const page = await open(`<body></body>${SCRIPT}<script type="module">${outputFiles[0]!.text}</script>`);
  const surface = () =>
    page.locator('dialog').evaluate((element) => getComputedStyle(element).backgroundColor);
  await expect.poll(surface).toBe('rgb(31, 31, 31)');
});

it('router.js leads to the center and back to the business by the page’s router', async () => {
  const page = await open(
    `<unit-certification></unit-certification><script>window.router = { pushed: [], push: (path) => router.pushed.push(path) };
      ${readExample('router.js')}</script>`,
  );
  const pushed = await page.evaluate(() => {
    const fire = (type: string, url?: string) =>
      document
        .querySelector('unit-certification')!
        .dispatchEvent(new CustomEvent(type, { detail: { url }, bubbles: true, cancelable: true }));
    return [
      fire('certification-center', '/unit/certification?resume=%2Fpay'),
      fire('certification-resume', 'https://portal.example/pay?month=7'),
      fire('certification-center'),
      (window as unknown as { router: { pushed: string[] } }).router.pushed,
    ];
  });
  expect(pushed).toEqual([false, false, true, ['/unit/certification?resume=%2Fpay', '/pay?month=7']]);
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
