/** One visit with one stack (prompt, form, result) in a new profile without cache. */
import type { Browser, CDPSession, Page } from 'playwright-core';
import { FOUNDED, ZHANG } from '../../test/support/people.ts';
import type { PageServer } from './page-server.ts';
import { installProbe, type Target } from './probe.ts';
import type { Variant } from './variants.ts';

/** Milliseconds, except bytes, heap (KB) and layout shift. CPU and heap are those of the whole page; the caller subtracts an empty one. */
export interface Figures {
  bytes: number;
  prompt: number;
  form: number;
  result: number;
  cpu: number;
  heap: number;
  shift: number;
}

const CONFIRM: Target = { button: '确认' };
const SUBMIT: Target = { button: '提交' };
const DONE: Target = { button: '完成' };
const FIRST_FIELD: Target = { field: 0 };
const TYPED = [ZHANG.name, ZHANG.idNumber, FOUNDED];

/** An old office PC on a slow line. */
const SLOW_LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 };
const SLOW_CPU = 4;

export async function visit(
  browser: Browser,
  server: PageServer,
  variant: Variant | undefined,
  slow: boolean,
): Promise<Figures> {
  const context = await browser.newContext({ locale: 'zh-CN' });
  try {
    const page = await context.newPage();
    const devTools = await context.newCDPSession(page);
    await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.addInitScript(installProbe);
    await page.goto(server.url, { waitUntil: 'networkidle' });
    if (slow) {
      await devTools.send('Network.enable');
      await devTools.send('Network.emulateNetworkConditions', SLOW_LINE);
      await devTools.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU });
    }
    server.takeBytes();
    const times = variant ? await goThrough(page, variant) : { prompt: 0, form: 0, result: 0 };
    await page.waitForLoadState('networkidle');
    return {
      ...times,
      bytes: server.takeBytes(),
      cpu: (await metric(devTools, 'TaskDuration')) * 1000,
      heap: await heapOf(devTools),
      shift: await page.evaluate(() => window.probe.shift()),
    };
  } finally {
    await context.close();
  }
}

async function goThrough(page: Page, variant: Variant): Promise<Pick<Figures, 'prompt' | 'form' | 'result'>> {
  const { tag, scripts, styles } = variant;
  const prompt = await page.evaluate(
    ([target, body, modules, sheets]) => {
      const start = performance.now();
      for (const href of sheets)
        document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
      document.body.insertAdjacentHTML('beforeend', body);
      for (const src of modules)
        document.head.append(Object.assign(document.createElement('script'), { type: 'module', src }));
      return window.probe.usable(target, start);
    },
    [CONFIRM, tag, scripts, styles] as const,
  );
  const form = await press(page, CONFIRM, FIRST_FIELD);
  for (const [index, text] of TYPED.entries()) {
    await page.mouse.click(...(await middle(page, { field: index })));
    await page.keyboard.type(text);
    await page.keyboard.press(index === 2 ? variant.dateKey : 'Tab');
  }
  await page.evaluate((target) => window.probe.usable(target, 0), SUBMIT); // a calendar may still be closing above it
  return { prompt, form, result: await press(page, SUBMIT, DONE) };
}

async function middle(page: Page, target: Target): Promise<[number, number]> {
  const { x, y } = await page.evaluate((element) => window.probe.middle(element), target);
  return [x, y];
}

/** Milliseconds from the click on one thing until another is usable. */
async function press(page: Page, button: Target, next: Target): Promise<number> {
  const point = await middle(page, button);
  await page.evaluate((target) => {
    (window as unknown as { pressed: Promise<number> }).pressed = window.probe.afterClick(target);
  }, next);
  await page.mouse.click(...point);
  return page.evaluate(() => (window as unknown as { pressed: Promise<number> }).pressed);
}

async function metric(devTools: CDPSession, name: string): Promise<number> {
  const { metrics } = await devTools.send('Performance.getMetrics');
  return metrics.find((one) => one.name === name)!.value;
}

async function heapOf(devTools: CDPSession): Promise<number> {
  await devTools.send('HeapProfiler.collectGarbage');
  return (await metric(devTools, 'JSHeapUsedSize')) / 1024;
}
