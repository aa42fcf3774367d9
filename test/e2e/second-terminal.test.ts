/** While `npm start` runs, a second terminal changes things, and the browser sees the effect. */
import { randomUUID } from 'node:crypto';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/chromium.ts';
import { freshDemo, type Demo } from './support/demo.ts';
import { accountOf, visit } from './support/visit.ts';

const REGISTRY = fileURLToPath(new URL('../../demo/data/registry.csv', import.meta.url));
const changedFile = join(tmpdir(), `registry-${randomUUID()}.csv`);

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  await copyFile(REGISTRY, changedFile);
  [demo, browser] = await Promise.all([freshDemo(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  await rm(changedFile, { force: true });
});

interface Imported {
  read: number;
  imported: number;
  lapsed: number;
  errors: unknown[];
}

/** Something in the registry changes, and stays so. */
async function change(from: string, to: string): Promise<void> {
  const registry = await readFile(changedFile, 'utf8');
  expect(registry).toContain(from);
  await writeFile(changedFile, registry.replace(from, to));
}

const importChanged = async (...options: string[]) =>
  JSON.parse(await demo.cli('import', 'registry', changedFile, '--json', ...options)) as Imported;

it('another department is added, and asks with its own token', async () => {
  const { unit } = accountOf('已认证');
  const origin = 'http://127.0.0.1:8789';
  const added = JSON.parse(
    await demo.cli('site', 'add', 'dept', '--origin', origin, '--hs256', '--json'),
  ) as { id: string; secret: string };
  expect(added.id).toBe('dept');
  expect(Buffer.byteLength(added.secret)).toBeGreaterThanOrEqual(32);
  const sites = JSON.parse(await demo.cli('site', 'list', '--json')) as { id: string }[];
  expect(sites.map(({ id }) => id).sort()).toEqual(['department', 'dept', 'portal']);

  const { token } = JSON.parse(await demo.cli('token', '--site', 'dept', '--unit', unit.code, '--json')) as {
    token: string;
  };
  const ask = (from: string) =>
    fetch(`${demo.bff}/v1/certification`, { headers: { Authorization: `Bearer ${token}`, Origin: from } });
  const answer = (await (await ask(origin)).json()) as { kinds: { kind: string; status: string }[] };
  expect(answer.kinds.find(({ kind }) => kind === 'real-name')?.status).toBe('certified');
  expect((await ask(demo.portal)).status).toBe(403);
});

it('a changed registry is imported: what was refused now passes', async () => {
  const account = accountOf('信息不一致');
  const [former] = account.claims;
  const who = await visit(browser, demo.portal);
  await who.logIn(account.title);
  await who.certify(former!);
  await who.dialog.getByRole('heading', { name: '认证未通过' }).waitFor();

  const { name, idNumber } = former!.legalRepresentative;
  await change('韩立新,320199196809211179', `${name},${idNumber}`);
  expect(await importChanged()).toMatchObject({ read: 15, imported: 15, lapsed: 0, errors: [] });

  await who.button('返回修改').click();
  await who.button('提交').click();
  await who.dialog.getByRole('heading', { name: '认证成功' }).waitFor();
  await who.context.close();
});

it('certified units are struck off the registry: they lapse, once the operator insists', async () => {
  const { title } = accountOf('已认证');
  const who = await visit(browser, demo.portal);
  await who.logIn(title);
  await expect.poll(() => who.state.innerText()).toBe('已实名认证');

  await change('2003-06-18,存续', '2003-06-18,注销');
  await change('1999-11-08,在业', '1999-11-08,吊销');
  await expect(importChanged()).rejects.toThrow(/--force/); // both of two: more than one in a hundred
  await who.page.reload();
  await expect.poll(() => who.state.innerText()).toBe('已实名认证');

  expect(await importChanged('--force')).toMatchObject({ lapsed: 2 });
  await who.page.reload();
  await expect.poll(() => who.state.innerText()).toBe('需重新认证');
  await who.dialog.getByRole('heading').waitFor();
  await who.picture('lapsed');
  await who.context.close();
});
