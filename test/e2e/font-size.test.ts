/** The widget follows the larger type that a person has set in the browser, even if the page sets its own size. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldsOf } from '../../bff/contract/forms.ts';
import { launchBrowser } from '../support/chromium.ts';
import { withNext } from '../support/next.ts';

const WIDGET = fileURLToPath(new URL('../../dist/widget/', import.meta.url));
const PAGE = `<!doctype html><html lang="zh-CN" style="font-size: 50px"><title>门户</title>
  <script type="module" src="/widget/unit-certification.js"></script>
  <unit-certification known-status="uncertified" token-url="/token" style="font-size: 9px"></unit-certification>`;

const ANSWERS: Record<string, object> = {
  '/token': { token: 'opaque' },
  '/v1/certification': withNext({
    unit: { code: '91320100MA1DEM015L', name: '江苏示例科技有限公司' },
    canSubmit: true,
    kinds: [{ kind: 'real-name', status: 'uncertified' }],
    attempts: { remaining: 5, resetsAt: null },
    form: { fields: fieldsOf('market').map(({ id }) => id), source: 'market' },
  }),
};

const server = createServer((request, response) => {
  const [, file] = /^\/widget\/([\w./-]+\.js)$/.exec(request.url ?? '') ?? [];
  if (request.url === '/')
    return void response.setHeader('Content-Type', 'text/html; charset=utf-8').end(PAGE);
  const answer = ANSWERS[request.url ?? ''];
  if (answer) return void response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answer));
  if (!file) return void response.writeHead(404).end();
  readFile(WIDGET + file).then(
    (script) => response.setHeader('Content-Type', 'text/javascript').end(script),
    () => response.writeHead(404).end(),
  );
});

async function sizeOfPrompt(browser: Browser, appearance = 'standard'): Promise<string> {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  await page.locator('unit-certification').evaluate((element, value) => {
    element.setAttribute('appearance', value);
  }, appearance);
  const size = await page.getByRole('dialog').evaluate((dialog) => getComputedStyle(dialog).fontSize);
  await page.close();
  return size;
}

describe.each([
  [16, '16px', '20px'],
  [24, '24px', '30px'],
  [12, '16px', '20px'],
] as const)('a browser whose type is %i pixels', (own, standard, large) => {
  let browser: Browser;
  beforeAll(async () => {
    if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening');
    browser = await launchBrowser({ args: [`--blink-settings=defaultFontSize=${own}`] });
  });
  afterAll(() => browser.close());

  it(`shows the prompt in ${standard}, ${large} in large`, async () => {
    expect(await sizeOfPrompt(browser)).toBe(standard);
    expect(await sizeOfPrompt(browser, 'large')).toBe(large);
  });
});

afterAll(() => server.close());
