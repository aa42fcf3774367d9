/**
 * A registration without the element: what it asks of the service, a client here asks. The portal's server verifies the real
 * assertion by the service's real keys, and the code comes by the demo's SMS gateway.
 */
import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_REGISTRATIONS } from '../../demo/data/registrations.ts';
import { launchBrowser } from '../support/chromium.ts';
import { preparedData, startDemo, type Demo } from './support/demo.ts';
import { ask, provePhone, requestOf } from './support/registrant.ts';
import { visit } from './support/visit.ts';

const PASSWORD = 'lotus2026';
const xinhe = DEMO_REGISTRATIONS[0]!;

let folder: string;
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  const { ports, dataDir } = await preparedData();
  folder = dataDir;
  [demo, browser] = await Promise.all([startDemo({ DATA_DIR: folder }, ports), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function register(fields: Record<string, string>): Promise<{ status: number; told: object }> {
  const answer = await fetch(`${demo.portal}/register`, {
    method: 'POST',
    headers: { Origin: demo.portal },
    body: new URLSearchParams(fields),
  });
  return { status: answer.status, told: (await answer.json()) as object };
}

it('a registered unit has an account by the service’s assertion, one only, and after a restart too', async () => {
  const { unit, phone, loginName } = xinhe;
  const request = requestOf(xinhe, await provePhone(demo, phone));
  const key = randomUUID();
  const assertion = async () => {
    const answer = await ask<{ outcome: string; assertion: string }>(demo, '', request, key);
    expect(answer.outcome).toBe('certified');
    return answer.assertion;
  };
  const own = { loginName, password: PASSWORD, passwordAgain: PASSWORD };
  expect(await register({ ...own, assertion: await assertion() })).toEqual({
    status: 200,
    told: { location: '/' },
  });
  // The answer was lost, the same is sent again, with the fresh assertion that the service gives for it.
  expect(await register({ ...own, assertion: await assertion() })).toMatchObject({ status: 200 });
  const thief = { loginName: 'other', password: 'other2026', passwordAgain: 'other2026' };
  expect(await register({ ...thief, assertion: await assertion() })).toMatchObject({ status: 422 });

  await demo.stop();
  demo = await startDemo({ DATA_DIR: folder }, demo.ports);
  expect((await stat(join(folder, 'portal/accounts.json'))).mode & 0o777).toBe(0o600);
  const who = await visit(browser, demo.portal);
  await who.page.goto(`${demo.portal}/login`);
  await who.page.getByLabel('统一社会信用代码').fill(unit.code);
  await who.page.getByLabel('密码').fill(PASSWORD);
  await who.page.getByRole('checkbox', { name: '点击完成验证' }).click();
  await who.page.getByText('验证通过').waitFor();
  await who.page.getByRole('button', { name: '提交' }).click();
  await who.page.waitForURL(`${demo.portal}/`);
  await expect.poll(() => who.state.innerText()).toBe('已实名认证');
  expect(await who.page.getByRole('heading', { level: 1 }).innerText()).toBe(unit.name);
  await who.context.close();
});

it('the phone shows a message while its page is open', async () => {
  const who = await visit(browser, demo.portal);
  await who.page.goto(`${demo.portal}/phone`);
  await who.page.getByText('还没有短信').waitFor();
  await provePhone(demo, '13900000099');
  await who.page.getByText('发给 139 0000 0099').waitFor();
  expect(await who.page.locator('.code').innerText()).toMatch(/^\d{6}$/);
  await who.picture('registration/phone');
  expect(who.problems).toEqual([]);
  await who.context.close();
});
