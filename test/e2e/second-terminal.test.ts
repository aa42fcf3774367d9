/** While `npm start` runs, commands in a second terminal have an effect in the browser. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createPortalClient } from '../../bff/portal-client/index.ts';
import { readExample } from '../docs/support/examples.ts';
import { freePorts } from './support/demo.ts';
import { changedRegistry } from './support/registry.ts';
import { freshStage } from './support/stage.ts';
import { accountOf, visit } from './support/visit.ts';
import { TITLES, WORDS } from '../support/words.ts';
import { ACCOUNTS, STATES } from '../support/demo-words.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { demo, browser } = await freshStage();
const registry = await changedRegistry(demo);

/** Resolves when the service has read a site that was added, within a second. */
async function known(site: string, secret: string): Promise<void> {
  const { unit } = accountOf(ACCOUNTS.certified);
  const client = createPortalClient({ bff: demo.bff, site, key: { secret } });
  await expect.poll(async () => (await client.status(unit.code)).ok).toBe(true);
}

it('another department is added, and asks for the status with its own token', async () => {
  const { unit } = accountOf(ACCOUNTS.certified);
  const origin = 'http://127.0.0.1:8789';
  const added = JSON.parse(
    await demo.cli('site', 'add', 'dept', '--origin', origin, '--hs256', '--json'),
  ) as { id: string; secret: string };
  expect(added.id).toBe('dept');
  expect(Buffer.byteLength(added.secret)).toBeGreaterThanOrEqual(32);
  await known('dept', added.secret);
  const sites = JSON.parse(await demo.cli('site', 'list', '--json')) as { id: string }[];
  expect(sites.map(({ id }) => id).sort()).toEqual(['department', 'dept', 'portal']);

  const department = createPortalClient({ bff: demo.bff, site: 'dept', key: { secret: added.secret } });
  const token = await department.token({ id: 'u-1', unit: { code: unit.code }, role: 'administrator' });
  const ask = (from: string) =>
    fetch(`${demo.bff}/v1/certification`, { headers: { Authorization: `Bearer ${token}`, Origin: from } });
  const answer = (await (await ask(origin)).json()) as { kinds: { kind: string; status: string }[] };
  expect(answer.kinds.find(({ kind }) => kind === 'real-name')?.status).toBe('certified');
  expect((await ask(demo.portal)).status).toBe(403);
});

it('a changed registry is imported: a claim that was refused is now certified', async () => {
  const account = accountOf(ACCOUNTS.mismatch);
  const [former] = account.claims;
  const who = await visit(browser, demo.portal);
  await who.logIn(account.title);
  await who.certify(former!);
  await who.dialog.getByRole('heading', { name: TITLES.rejected }).waitFor();

  const { name, idNumber } = former!.legalRepresentative;
  await registry.change('韩立新,320199196809211179', `${name},${idNumber}`);
  expect(await registry.importAgain()).toMatchObject({ read: 11, imported: 11, lapsed: 0, errors: [] });

  await who.button(WORDS.results.back).click();
  await who.button(WORDS.form.submit).click();
  await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();
  await who.context.close();
});

it('certified units are removed from the registry: they lapse when the operator imports with --force', async () => {
  const { title } = accountOf(ACCOUNTS.certified);
  const who = await visit(browser, demo.portal);
  await who.logIn(title);
  await expect.poll(() => who.state.innerText()).toBe(STATES.certified);

  await registry.change('2003-06-18,存续', '2003-06-18,注销');
  await registry.change('1999-11-08,在业', '1999-11-08,吊销');
  await expect(registry.importAgain()).rejects.toThrow(/--force/); // both of two, which is more than 1 %
  await who.page.reload();
  await expect.poll(() => who.state.innerText()).toBe(STATES.certified);

  expect(await registry.importAgain('--force')).toMatchObject({ lapsed: 2 });
  await who.page.reload();
  await expect.poll(() => who.state.innerText()).toBe(WORDS.center.status.lapsed);
  await who.dialog.getByRole('heading').waitFor();
  await who.context.close();
});

const portals = temporaryFolder('quick-start-');

/** Starts the portal of the quick start as a site, with its addresses on free ports; resolves to its URL. */
async function startQuickPortal(site: string, lang: string): Promise<string> {
  const [port] = await freePorts(1);
  const url = `http://localhost:${port}`;
  const added = await demo.cli('site', 'add', site, '--origin', url, '--hs256', '--json');
  const { secret } = JSON.parse(added) as { secret: string };
  const folder = join(portals, site);
  await mkdir(folder);
  const code = readExample('portal.mjs')
    .replaceAll('9000', String(port))
    .replace('lang="zh-CN"', `lang="${lang}"`);
  await writeFile(join(folder, 'portal.mjs'), code);
  const portal = spawn(process.execPath, ['portal.mjs'], {
    cwd: folder,
    env: { ...process.env, BFF: demo.bff, SITE_ID: site, SITE_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void portal.kill());
  await once(portal.stdout, 'data'); // it prints its address when it listens
  await known(site, secret);
  return url;
}

it('a stranger follows the quick start: a portal of one file, prompt, certification, gate, status', async () => {
  const { claims } = accountOf(ACCOUNTS.legalRepresentative);
  const who = await visit(browser, demo.portal);
  const portal = await startQuickPortal('my-portal-zh', 'zh-CN');
  const business = async () => (await fetch(`${portal}/business`)).text();
  expect(await business()).toContain('请完成单位实名认证');
  await who.page.goto(portal);
  await who.certify(claims[0]!);
  await who.dialog.getByRole('heading', { name: TITLES.certified }).waitFor();

  await who.page.goto(await startQuickPortal('my-portal-en', 'en'));
  await who.page.getByRole('link', { name: '社保缴费' }).click();
  await who.page.waitForURL('**/business'); // certified for all sites
  await who.context.close();

  expect(await business()).toContain('社保缴费');
});
