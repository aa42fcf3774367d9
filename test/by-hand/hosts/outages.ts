/**
 * `npm run test:outages [-- NAME…]`: the pages of `hosts.ts`, with the script by `async` as the guides have it, while the service refuses
 * connections, is late or hangs. No time is compared: the service answers only after the page has started. Writes `outages.json`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Frame, Route } from 'playwright-core';
import { buildWidget } from '../../support/build-widget.ts';
import { launchBrowser } from '../../support/chromium.ts';
import { HOSTS, type Host } from './hosts.ts';
import { installLibraries } from './libraries.ts';
import { startPortal, type Portal } from './portal.ts';
import { documentOf } from './visit.ts';

const OUTAGES = ['refused', 'late', 'hanging'] as const;
type Outage = (typeof OUTAGES)[number];

/** Milliseconds to the start of the page, for the reader; or what was wrong. */
type Starts = Record<'without' | Outage, number | string>;

/** Longer than a page takes on a slow machine, and than the ten seconds after which a guard lets pass. */
const PATIENCE = 40_000;
/** The limit of a whole visit: a script in a page has no timeout of its own. */
const DEADLINE = 90_000;
const file = fileURLToPath(new URL('outages.json', import.meta.url));

/** A package is in the page's own bundle, so only the service's API is away. */
const isOfService = ({ embeds }: Host, { pathname }: URL): boolean =>
  (embeds?.includes('package') ? /\/v1\// : /\/(v1|widget)\//).test(pathname);

/** Until the page's own script has run, and its application is shown. */
async function started(frame: Frame, { logins, apps }: Host, unit: string): Promise<void> {
  await frame.waitForLoadState('domcontentloaded');
  if (!logins) return;
  await frame.waitForFunction(() => 'logIn' in window);
  await frame.evaluate((code) => {
    void (window as unknown as { logIn: (unit: string) => unknown }).logIn(code); // it may wait for the status
  }, unit);
  await frame.locator('#home').waitFor();
  if (!apps) return;
  await frame.evaluate(() => {
    // Then `logIn` waits for the status first.
    if (!document.querySelector('unit-certification')) return;
    void (window as unknown as { showApp: (app: string) => unknown }).showApp('pay');
  });
  await frame.locator('#app #pay').waitFor();
}

/** The page's guard, if it has one before the script comes. */
const passes = (frame: Frame): Promise<boolean | undefined> =>
  frame.evaluate(() =>
    (
      window as { UnitCertification?: { requireCertified?: (business: string) => Promise<boolean> } }
    ).UnitCertification?.requireCertified?.('社保缴费'),
  );

async function meet(
  browser: Browser,
  portal: Portal,
  host: Host,
  outage: Outage | undefined,
): Promise<number> {
  const unit = await portal.renew();
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  context.setDefaultTimeout(PATIENCE);
  const late = setTimeout(() => void context.close({ reason: 'The visit was not over in time' }), DEADLINE);
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const answer: Record<Outage, (route: Route) => Promise<void>> = {
    refused: (route) => route.abort('connectionrefused'),
    late: (route) => released.then(() => route.continue()),
    hanging: (route) => released.then(() => route.abort()),
  };
  try {
    if (outage) await context.route((url) => isOfService(host, url), answer[outage]);
    const page = await context.newPage();
    const attributes = {
      'token-url': host.logins ? '/session/certification-token' : `session/token?unit=${unit}`,
      'privacy-url': '/privacy',
    };
    const began = performance.now();
    await page.goto(portal.addressOf({ host, attributes: outage && attributes, async: true }), {
      waitUntil: 'domcontentloaded',
    });
    const frame = await documentOf(page, host);
    await started(frame, host, unit);
    const took = Math.round(performance.now() - began);
    if (outage === 'late') {
      release();
      await frame.locator('unit-certification dialog:modal').first().waitFor();
    }
    if (outage && outage !== 'late' && (await passes(frame)) === false)
      throw new Error('the guard stops the business');
    return took;
  } finally {
    clearTimeout(late);
    release();
    await context.close();
  }
}

const write = (record: Record<string, Starts>): void => {
  const rows = HOSTS.filter(({ name }) => record[name]).map(
    ({ name }) => `${JSON.stringify(name)}: ${JSON.stringify(record[name])}`,
  );
  writeFileSync(file, `{\n${rows.join(',\n')}\n}\n`);
};

buildWidget();
const names = process.argv.slice(2);
const chosen = HOSTS.filter(({ name }) => !names.length || names.includes(name));
const record = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Starts>;
const portal = await startPortal(await installLibraries(), HOSTS);
const browser = await launchBrowser();
let failed = 0;
try {
  for (const host of chosen) {
    const starts = {} as Starts;
    for (const outage of [undefined, ...OUTAGES])
      starts[outage ?? 'without'] = await meet(browser, portal, host, outage).catch(
        (error: unknown) => String(error).split('\n')[0]!,
      );
    record[host.name] = starts;
    const isWrong = Object.values(starts).some((start) => typeof start === 'string');
    if (isWrong) failed++;
    write(record);
    console.log(`${isWrong ? '✗' : '✓'} ${host.name} ${JSON.stringify(starts)}`);
  }
} finally {
  await browser.close();
  await portal.close();
}
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
