/** The desk as `npm start` runs it, in a real browser: a case from the widget over two officers to the portal and the center; accessible in light, dark, on a phone and by keyboard. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { CaseOverview } from '../../bff/cases/read.ts';
import { notice } from '../../bff/desk/kit/index.ts';
import { queueBody } from '../../bff/desk/cases/queue.ts';
import { STYLE } from '../../bff/desk/page/style.ts';
import { ACCOUNTS, STATES } from '../support/demo-words.ts';
import { WORDS, wordsFor } from '../support/words.ts';
import { loadAxe } from './support/axe.ts';
import { sendClaim } from './support/claims.ts';
import { logInStaff, SCREEN, staffAt } from './support/staff.ts';
import { freshStage } from './support/stage.ts';
import { accountOf, visit } from './support/visit.ts';

const { demo, browser } = await freshStage();
const violations = await loadAxe();
const staff = staffAt(browser, demo.desk);

const mistakesOf = async (page: Page, rules?: 'colors') => ({
  axe: await violations(page, rules),
  wide: await page.evaluate(() => document.documentElement.scrollWidth > innerWidth),
});
const NONE = { axe: [], wide: false };

/** A4 without its margins. */
const PAPER = { width: 668, height: 900 };

/** Where the parts of each element's text begin that do not break. */
const placesOf = (page: Page, selector: string) =>
  page.evaluate(
    (chosen) =>
      [...document.querySelectorAll(chosen)].map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return [...range.getClientRects()].map(({ left, top }) => ({
          left: Math.round(left),
          top: Math.round(top),
        }));
      }),
    selector,
  );

/** How many lines each of the elements has, of those that are seen. */
const linesOf = async (page: Page, selector: string) =>
  (await placesOf(page, selector)).flatMap((places) => new Set(places.map(({ top }) => top)).size || []);

/** The right edges of the first table and of its card. */
const rightsOf = (page: Page) =>
  page.evaluate(() =>
    ['.wide table', '.card:has(.wide)'].map(
      (one) => document.querySelector(one)!.getBoundingClientRect().right,
    ),
  );

/** The auditor's page of events on paper, where no table is wider than its card. */
async function printedEvents(query = ''): Promise<Page> {
  const page = await staff('auditor-1', { viewport: PAPER });
  await page.goto(`${demo.desk}/events${query}`);
  await page.emulateMedia({ media: 'print' });
  const [table, card] = await rightsOf(page);
  expect(table).toBeLessThanOrEqual(card!);
  return page;
}

/** The unit's certification, from the widget over two officers to the portal's webhook and the center. */
it('takes a case from the widget to a certification by two officers, of which the portal and the center tell', async () => {
  const { unit, claims } = accountOf(ACCOUNTS.noSource);
  const { kept: counter } = wordsFor(unit.code);
  const who = await visit(browser, demo.portal);
  await who.logIn(ACCOUNTS.noSource);
  await who.button(WORDS.prompt.confirm).click();
  await who.dialog.getByText(counter.forms.counter.text!).waitFor();
  await who.fill(claims[0]!);
  await who.button(counter.forms.counter.submit).click();
  await who.dialog.getByRole('heading', { name: counter.consent.counter.title }).waitFor();
  await who.button(counter.agree).click();
  await who.dialog.getByRole('heading', { name: counter.opened }).waitFor();
  expect(await who.dialog.innerText()).toContain(counter.papers.certificate);
  const [reference] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await who.dialog.innerText())!;
  await who.button(WORDS.results.done).click();
  const center = async () => {
    await who.page.goto(`${demo.portal}/settings/certification`);
    return who.page.locator('li[data-event="unit.case"]').count();
  };
  await expect.poll(center, { timeout: 20_000 }).toBe(1);
  await who.page.getByRole('button', { name: counter.show }).waitFor();

  const first = await staff('officer-1');
  await first.getByRole('link', { name: '人工核验' }).first().click();
  await first.getByRole('heading', { name: '人工核验' }).waitFor();
  expect(await mistakesOf(first)).toEqual(NONE);
  await first.getByRole('row', { name: unit.code }).getByRole('link', { name: reference }).click();
  await first.getByRole('button', { name: '提交初核' }).waitFor();
  expect(await first.locator('main').innerText()).toContain(claims[0]!.legalRepresentative.name);
  await first.getByRole('definition').filter({ hasText: unit.name }).getByText('（网站提供）').waitFor();
  expect(await mistakesOf(first)).toEqual(NONE);
  await first.getByRole('radio', { name: '通过（' }).check();
  await first.getByRole('button', { name: '提交初核' }).click();
  await first.locator('#seen-error').getByText('还没有勾选：').waitFor();
  expect(await mistakesOf(first)).toEqual(NONE);
  for (const check of await first.getByRole('checkbox').all()) await check.check();
  await first.getByRole('button', { name: '提交初核' }).click();
  await first.getByText('初核已提交').waitFor();
  expect(await first.getByRole('button', { name: '确认通过' }).count()).toBe(0);
  const second = await staff('officer-2');
  await second.goto(`${demo.desk}/cases/${reference.replace('-', '')}`);
  expect(await mistakesOf(second)).toEqual(NONE);
  await second.getByRole('button', { name: '确认通过' }).click();
  await second.locator('#seen-error').getByText('还没有勾选：').waitFor();
  expect(await mistakesOf(second)).toEqual(NONE);
  for (const check of await second.getByRole('checkbox').all()) await check.check();
  await second.getByRole('button', { name: '确认通过' }).click();
  await second.getByText('已确认通过').waitFor();

  await expect.poll(center, { timeout: 20_000 }).toBe(2);
  await who.page.locator('li[data-event="unit.certified"]').waitFor();
  const certified = who.page.getByText(WORDS.center.status.certified, { exact: true });
  await expect.poll(() => certified.count()).toBe(2); // the phone, and the unit
  await who.page.goto(demo.portal);
  await expect.poll(() => who.state.innerText()).toBe(STATES.certified);
  expect(who.problems).toEqual([]);
  await who.context.close();
});

it('revokes a certification by two officers, and the portal is told', async () => {
  const { unit } = accountOf(ACCOUNTS.certified);
  const first = await staff('officer-1');
  await first.getByRole('link', { name: '认证管理' }).first().click();
  await first.locator('input:focus').waitFor(); // `autofocus` comes with the first rendering
  await first.keyboard.type(unit.code);
  await first.keyboard.press('Enter');
  await first.getByRole('heading', { name: '提议撤销认证' }).waitFor();
  expect(await mistakesOf(first)).toEqual(NONE);
  await first.getByLabel('撤销的原因').fill('登记机关来函');
  await first.getByLabel('撤销的原因').press('Enter');
  await first.getByText('提议已提交').waitFor();
  expect(await mistakesOf(first)).toEqual(NONE);
  expect(await first.getByRole('button', { name: '确认撤销' }).count()).toBe(0);
  const second = await staff('officer-2');
  await second.goto(`${demo.desk}/certifications`);
  expect(await mistakesOf(second)).toEqual(NONE);
  await second.getByRole('link', { name: unit.code }).click();
  await second.getByRole('button', { name: '确认撤销' }).click();
  await second.getByText('认证已撤销').waitFor();
  const who = await visit(browser, demo.portal);
  await who.logIn(ACCOUNTS.certified);
  await expect.poll(() => who.state.innerText()).not.toBe(STATES.certified);
  await who.context.close();
});

it('holds a unit by two officers, and its user is told whom to ask until two lift it', async () => {
  const { unit } = accountOf(ACCOUNTS.certified);
  const decide = async (what: '暂停' | '恢复') => {
    const first = await staff('officer-1');
    await first.goto(`${demo.desk}/certifications/${unit.code}`);
    expect(await mistakesOf(first)).toEqual(NONE);
    await first.getByLabel(`${what}的原因`).fill('登记机关来函');
    await first.getByLabel(`${what}的原因`).press('Enter');
    await first.getByText('提议已提交').waitFor();
    const second = await staff('officer-2');
    await second.goto(`${demo.desk}/certifications/${unit.code}`);
    expect(await mistakesOf(second)).toEqual(NONE);
    await second.getByRole('button', { name: `确认${what}` }).click();
    await second.locator('strong', { hasText: `已${what}认证` }).waitFor();
    expect(await mistakesOf(second)).toEqual(NONE);
  };
  await decide('暂停');
  const who = await visit(browser, demo.portal);
  await who.logIn(ACCOUNTS.certified);
  await who.page.getByText(WORDS.results.trouble['way-closed'].text[0]!).waitFor();
  await who.context.close();
  await decide('恢复');
});

describe.each([
  [SCREEN, 'in the dark too'],
  [{ width: 360, height: 740 }, undefined],
])('on %o, %s', (viewport, dark) => {
  it('pages are accessible, and not wider than the screen', async () => {
    const { unit } = accountOf(ACCOUNTS.certified);
    const pages: [string, string[]][] = [
      [
        'hotline-1',
        ['/', '/units', `/units?query=${unit.code}`, '/units?query=K7M29QXX', '/cases', '/nowhere'],
      ],
      ['auditor-1', ['/', '/events', '/seals', '/deliveries']],
      [
        'officer-1',
        [
          '/',
          '/cases',
          '/certifications',
          `/certifications/${unit.code}`,
          `/certifications/${accountOf(ACCOUNTS.certifiedByAgent).unit.code}`,
          '/due',
          '/deliveries',
          '/figures',
        ],
      ],
    ];
    for (const [subject, paths] of pages) {
      const page = await staff(subject, { viewport });
      for (const path of paths) {
        await page.goto(demo.desk + path);
        expect(await mistakesOf(page), path).toEqual(NONE);
        if (!dark) continue;
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await mistakesOf(page, 'colors'), `${path} in the dark`).toEqual(NONE);
        await page.emulateMedia({ colorScheme: 'light' });
      }
      await page.context().close();
    }
  });
});

it('Back after a form that was not taken shows the page with what was typed', async () => {
  const { unit } = accountOf(ACCOUNTS.certifiedByAgent);
  const page = await staff('officer-1');
  await page.goto(`${demo.desk}/certifications/${unit.code}`);
  const typed = '来电13800138000要求撤销';
  await page.getByLabel('撤销的原因').fill(typed);
  await page.getByLabel('撤销的原因').press('Enter');
  await page.locator('#revoke-reason-error').waitFor();
  expect(await mistakesOf(page)).toEqual(NONE);
  await page.getByRole('link', { name: '到期与失效' }).first().click();
  await page.getByRole('heading', { name: '到期与失效' }).waitFor();
  await page.goBack();
  await page.locator('#revoke-reason-error').waitFor();
  expect(await page.getByLabel('撤销的原因').inputValue()).toBe(typed);
  expect(page.url()).not.toContain('13800138000');
  await page.context().close();
});

describe('the queue of cases', () => {
  const queue = async (viewport: { width: number; height: number }) => {
    await sendClaim(demo, ACCOUNTS.mismatch, { intent: 'counter', consent: true });
    const page = await staff('officer-1', { viewport });
    await page.goto(`${demo.desk}/cases`);
    const lefts = async (cell: string) =>
      (await placesOf(page, `td[data-label="${cell}"]`))[0]!.map(({ left }) => left);
    return { page, lefts };
  };

  it('on a phone has what belongs to a label beside it, at one edge', async () => {
    const { page, lefts } = await queue({ width: 360, height: 740 });
    expect(new Set(await lefts('单位')).size).toBe(1);
    expect((await lefts('状态'))[0]).toBe((await lefts('期限'))[0]);
    await page.context().close();
  });

  it('on paper breaks no number, no unit’s code and no applicant, also beside the longest states', async () => {
    const { page } = await queue(PAPER);
    const found: CaseOverview = {
      reference: 'K7M29QXH',
      unitCode: '91320199MA1DEM066A',
      unitName: '云川市星帆物流有限公司',
      givenName: null,
      siteId: 'demo',
      applicant: 'legal-representative',
      openedAt: '2026-11-28T05:25:00Z',
      until: '2026-12-27T16:00:00Z',
      state: 'open',
      returned: null,
      proposal: null,
      endedAt: null,
      endedBy: null,
    };
    const returns = (['staff:officer-1', 'staff:officer-2'] as const).map((by) => ({
      ...found,
      returned: { id: '', by, to: 'staff:officer-1' as const, seen: [] },
    }));
    const body = queueBody([found, ...returns], undefined, 'staff:officer-2', '', '');
    await page.locator('main').evaluate((main, made) => (main.innerHTML = made), String(body));
    await page.emulateMedia({ media: 'print' });
    const whole = 'tbody .code, td[data-label="申请人"], td[data-label="期限"]';
    expect(new Set(await linesOf(page, whole))).toEqual(new Set([1]));
    expect(await page.locator('thead').textContent()).toContain('期限（含当天）');
    const [table, card] = await rightsOf(page);
    expect(table).toBeLessThanOrEqual(card!);
    await page.context().close();
  });
});

describe('a text without a space', () => {
  const WIDTHS = [1366, 1024, 360];
  const NAME = 'Wolfeschlegelsteinhausen'.repeat(4); // the API takes 100 characters

  /** Elements that are wider than their place, at each width and on paper. */
  const tooWide = async (page: Page) => {
    await page.waitForLoadState(); // a text is there before the style sheet
    const found: object[] = [];
    const onPaper = { media: 'print', width: PAPER.width } as const;
    const places = [...WIDTHS.map((width) => ({ media: 'screen' as const, width })), onPaper];
    for (const { media, width } of places) {
      await page.emulateMedia({ media });
      await page.setViewportSize({ width, height: SCREEN.height });
      const wide = await page.evaluate(() => ({
        page: document.documentElement.scrollWidth > innerWidth,
        tables: [...document.querySelectorAll('table')].filter(
          (one) => one.getBoundingClientRect().right > one.closest('.card')!.getBoundingClientRect().right,
        ).length,
      }));
      if (wide.page || wide.tables > 0) found.push({ media, width, ...wide });
    }
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize(SCREEN);
    return found;
  };

  it('wraps in its cell of a case, where numbers, dates and results stay whole', async () => {
    const { claims } = accountOf(ACCOUNTS.legalRepresentative);
    const legalRepresentative = { ...claims[0]!.legalRepresentative, name: NAME };
    const reference = await sendClaim(demo, ACCOUNTS.legalRepresentative, {
      intent: 'counter',
      consent: true,
      legalRepresentative,
    });
    const page = await staff('officer-1');
    await page.goto(`${demo.desk}/cases/${reference}`);
    await page.getByText(NAME).waitFor();
    expect(await tooWide(page)).toEqual([]);
    expect(await mistakesOf(page)).toEqual(NONE);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: SCREEN.height });
      for (const whole of ['.no-paper .code', 'td[data-label="登记信息"]', '.good-text, .bad-text'])
        expect(new Set(await linesOf(page, `.compared ${whole}`)), `${whole} at ${width}`).toEqual(
          new Set([1]),
        );
    }
    await page.context().close();
  });

  it('as a reason leaves its place to the proposal of a revocation', async () => {
    const { code } = accountOf(ACCOUNTS.due).unit;
    const page = await staff('officer-1');
    for (const reason of [NAME.repeat(2), '登记机关来函，认证所用的证件系伪造。'.repeat(7)]) {
      await page.goto(`${demo.desk}/certifications/${code}`);
      await page.getByLabel('撤销的原因').fill(reason);
      await page.getByLabel('撤销的原因').press('Enter');
      await page.getByText('提议已提交').waitFor();
      expect(await tooWide(page)).toEqual([]);
      await page.goto(`${demo.desk}/certifications`);
      await page.getByText(reason).waitFor();
      expect(await tooWide(page)).toEqual([]);
      expect(await linesOf(page, 'td[data-label="提议人"] .hint')).toEqual([1]);
      await page.goto(`${demo.desk}/certifications/${code}`);
      await page.locator('summary', { hasText: '撤回自己的提议' }).click();
      await page.getByLabel('撤回的原因').fill(NAME.repeat(2));
      await page.getByRole('button', { name: '撤回，认证仍然有效' }).click();
      await page.getByText('提议已撤回').waitFor();
      expect(await tooWide(page)).toEqual([]);
    }
    await page.context().close();
  });
});

it('the events are printed on sheets that lie across', async () => {
  const page = await staff('auditor-1');
  await page.goto(`${demo.desk}/events`);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sizes = [...pdf.matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.filter(([, width, height]) => Number(width) <= Number(height))).toEqual([]);
  await page.context().close();
});

it('on paper the table of events is whole, and the time of an event takes one line', async () => {
  const page = await printedEvents();
  expect(new Set(await linesOf(page, 'td[data-label="时间"]'))).toEqual(new Set([1]));
  await page.context().close();
});

it('on a phone the events begin on the first screen, below a filter that opens by keyboard', async () => {
  const page = await staff('auditor-1', { viewport: { width: 360, height: 640 } });
  const field = page.getByLabel('人员编号');
  const top = async () => (await page.locator('tbody tr').first().boundingBox())!.y;
  await page.goto(`${demo.desk}/events`);
  expect(await top()).toBeLessThan(400);
  expect(await field.isVisible()).toBe(false);
  await page.locator('summary', { hasText: '筛选' }).press('Enter');
  await field.fill('auditor-1');
  await field.press('Enter');
  await page.getByText('筛选：人员：auditor-1。').waitFor();
  await page.waitForLoadState(); // the style sheet may come after the text
  expect(await top()).toBeLessThan(400);
  expect(await mistakesOf(page)).toEqual(NONE);
  await page.locator('summary', { hasText: '筛选' }).press('Enter');
  await page.getByLabel('单位代码').fill('123');
  await page.getByLabel('单位代码').press('Enter');
  await page.locator('#unit-error').waitFor(); // it is open
  await page.setViewportSize(SCREEN);
  await page.goto(`${demo.desk}/events`);
  expect(await field.isVisible()).toBe(true);
  expect(await page.locator('summary', { hasText: '筛选' }).isVisible()).toBe(false);
  await page.context().close();
});

it('on paper the types of events break only after a comma, also beside a user', async () => {
  const page = await printedEvents('?type=certification.');
  const cells = page.locator('td[data-label="类型"]');
  const parts = (await cells.allTextContents()).map((text) => text.split('，').length);
  const places = await placesOf(page, 'td[data-label="类型"]');
  expect(places.map(({ length }, row) => length <= parts[row]!)).toEqual(parts.map(() => true));
  await page.locator('tr:has(td[data-label="类型"])', { hasText: '用户 ' }).first().waitFor();
  await page.context().close();
});

/** How many texts each sheet of a PDF has. */
const textsOf = (pdf: Buffer): number[] =>
  pdf
    .toString('latin1')
    .split(/(?<!end)stream\r?\n/)
    .slice(1)
    .flatMap((part) => {
      const stream = Buffer.from(part.slice(0, part.indexOf('endstream')), 'latin1');
      const isDeflated = stream[0] === 0x78;
      return (isDeflated ? inflateSync(stream).toString('latin1') : '').match(/\bT[jJ]\b/g)?.length ?? [];
    });

it('on paper the events begin on the first sheet', async () => {
  const page = await staff('auditor-1');
  for (let reads = 0; reads < 40; reads++) await page.goto(`${demo.desk}/events`); // each is an event
  const sheets = textsOf(await page.pdf({ format: 'A4' }));
  expect(sheets.length).toBeGreaterThan(1);
  expect(sheets[0]).toBeGreaterThan(Math.max(...sheets) / 2);
  await page.context().close();
});

it('a notice’s title of two lines goes on under its text, not under the icon', async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 740 } });
  await page.setContent(`<style>${STYLE}</style>${String(notice('care', '不要告诉来电人。'.repeat(6)))}`);
  const lefts = (await placesOf(page, 'strong'))[0]!.map(({ left }) => left);
  expect(lefts.length).toBeGreaterThan(1);
  expect(new Set(lefts).size).toBe(1);
  await page.close();
});

it('a mistake at a field moves no button, and the fields are as wide as what is typed', async () => {
  const page = await staff('auditor-1');
  const field = (label: string) => page.getByLabel(label, { exact: true });
  const tops = (button: string, ...labels: string[]) =>
    Promise.all(
      [page.getByRole('button', { name: button }), ...labels.map(field)].map(async (one) =>
        Math.round((await one.boundingBox())!.y),
      ),
    );
  await page.goto(`${demo.desk}/events`);
  const filter = await tops('筛选', '类型', '编号或单位代码', '人员编号');
  expect(new Set(filter).size).toBe(1);
  await field('编号或单位代码').fill('123');
  await page.getByRole('button', { name: '筛选' }).click();
  const error = await page.locator('#unit-error').boundingBox();
  expect(error!.height).toBeLessThan(32); // one line, beyond the field's width
  const opener = await page.locator('summary', { hasText: '导出' }).boundingBox();
  expect(Math.round(opener!.y)).toBe(filter[0]);
  expect(await tops('筛选', '类型', '编号或单位代码', '人员编号')).toEqual(filter);
  await page.locator('summary', { hasText: '导出' }).click();
  expect(new Set(await tops('导出', '从', '到（含当天）')).size).toBe(1);
  await field('从').fill('2026-11-25');
  await field('到（含当天）').fill('2026-11-24');
  await page.getByRole('button', { name: '导出' }).click();
  await page.locator('#to-error').waitFor();
  expect(new Set(await tops('导出', '从', '到（含当天）')).size).toBe(1);
  await page.context().close();
});

it('a long mistake at a field wraps within its card', async () => {
  const page = await staff('auditor-1');
  await page.goto(`${demo.desk}/seals`);
  await page.getByLabel('以前下载的封存凭证').fill('{"position":110');
  await page.getByRole('button', { name: '核对全部记录' }).click();
  const error = page.getByRole('alert');
  expect(await error.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  expect((await error.boundingBox())!.height).toBeGreaterThan(32); // several lines
  await page.context().close();
});

it('the field of a search shows a whole code, on a phone below its label', async () => {
  const page = await staff('hotline-1', { viewport: { width: 360, height: 740 } });
  const { code } = accountOf(ACCOUNTS.certified).unit;
  await page.goto(`${demo.desk}/units?query=${code}`);
  const field = page.getByRole('searchbox');
  await field.fill(code);
  const isWhole = () => field.evaluate((input: HTMLInputElement) => input.scrollWidth <= input.clientWidth);
  expect(await isWhole()).toBe(true);
  const [form, label, box] = await Promise.all(
    [page.getByRole('search'), page.locator('label[for="query"]'), field].map((one) => one.boundingBox()),
  );
  expect(box!.y).toBeGreaterThanOrEqual(label!.y + label!.height);
  expect(box!.width).toBeGreaterThan(form!.width * 0.8);
  await page.setViewportSize(SCREEN);
  expect(await isWhole()).toBe(true);
  expect((await field.boundingBox())!.width).toBeLessThan(320);
  await page.context().close();
});

it('is worked by keyboard: the hotline looks a unit up', async () => {
  const page = await staff('hotline-1');
  await page.goto(`${demo.desk}/units`);
  await page.locator('input:focus').waitFor(); // `autofocus` comes with the first rendering
  await page.keyboard.type(accountOf(ACCOUNTS.certified).unit.code);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '最近的提交' }).waitFor();
  await page.locator('input:focus').waitFor();
  await page.keyboard.type(accountOf(ACCOUNTS.certifiedByAgent).unit.code); // the next caller
  await page.keyboard.press('Enter');
  await page.getByText(accountOf(ACCOUNTS.certifiedByAgent).unit.name).first().waitFor();
});

it('sends a message again that the portal did not take', async () => {
  const { unit } = accountOf(ACCOUNTS.certifiedByAgent);
  const gone = createServer((_, response) => void response.writeHead(410).end());
  await once(gone.listen(0, 'localhost'), 'listening');
  const webhook = (url: string) => demo.cli('site', 'webhook', 'portal', '--webhook', url);
  await webhook(`http://localhost:${(gone.address() as AddressInfo).port}/`);
  await demo.cli('unit', 'revoke', unit.code, '--reason', '来函');
  const officer = await staff('officer-1');
  const row = officer.getByRole('row', { name: unit.code });
  const look = async () => {
    await officer.goto(`${demo.desk}/deliveries`);
    return row.count();
  };
  await expect.poll(look, { timeout: 20_000 }).toBe(1);
  gone.close();
  expect(await mistakesOf(officer)).toEqual(NONE);
  await officer.setViewportSize({ width: 360, height: 740 });
  expect(await mistakesOf(officer)).toEqual(NONE);
  await officer.setViewportSize(SCREEN);
  await webhook(`${demo.portal}/webhooks/certification`);
  await row.getByRole('checkbox').focus();
  await officer.keyboard.press('Space');
  await officer.getByLabel('原因').fill('门户已恢复');
  await officer.keyboard.press('Enter');
  await officer.getByText('1条已安排重发').waitFor();
  const who = await visit(browser, demo.portal);
  await who.logIn(ACCOUNTS.certifiedByAgent);
  const told = async () => {
    await who.page.goto(`${demo.portal}/settings/certification`);
    return who.page.locator('li[data-event="unit.lapsed"]').count();
  };
  await expect.poll(told, { timeout: 20_000 }).toBe(1);
  await who.context.close();
});

it('logs out here and at the login', async () => {
  const page = await logInStaff(browser, demo.desk, 'auditor-1');
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('button', { name: '退出统一登录' }).click();
  await page.getByRole('heading', { name: '已退出' }).waitFor();
  await page.goto(demo.desk);
  await page.getByText('请先登录').waitFor();
});

it('shows nothing by the back button after the logout', async () => {
  const page = await logInStaff(browser, demo.desk, 'hotline-1');
  const { code } = accountOf(ACCOUNTS.certified).unit;
  await page.goto(`${demo.desk}/units?query=${code}`);
  await page.getByRole('heading', { name: '最近的提交' }).waitFor();
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('button', { name: '退出统一登录' }).click();
  await page.getByRole('heading', { name: '已退出' }).waitFor();
  for (let back = 0; back < 5 && !page.url().includes('/units'); back++) await page.goBack();
  expect(page.url()).toContain('/units');
  await page.getByText('请先登录').waitFor();
  expect(await page.content()).not.toContain(code);
});

it('asks for a click where another site’s page leads to a look', async () => {
  const page = await staff('hotline-1');
  const { code } = accountOf(ACCOUNTS.certified).unit;
  await page.goto(demo.portal);
  await page.evaluate((address) => location.assign(address), `${demo.desk}/units?query=${code}`);
  await page.getByRole('heading', { name: '从别的网站打开的页面' }).waitFor();
  expect(await mistakesOf(page)).toEqual(NONE);
  await page.getByRole('link', { name: '打开这一页' }).click();
  await page.getByRole('heading', { name: '最近的提交' }).waitFor();
});

it('leads back after the login to the page that was asked for', async () => {
  const context = await browser.newContext({ viewport: SCREEN });
  const page = await context.newPage();
  await page.goto(`${demo.desk}/units?query=${accountOf(ACCOUNTS.certified).unit.code}`);
  await page.getByRole('link', { name: '用统一登录进入，回到这一页' }).click();
  await page.getByRole('button', { name: 'hotline-1' }).click();
  await page.getByRole('heading', { name: '最近的提交' }).waitFor();
  await context.close();
});

it('is served by its own listener alone', async () => {
  for (const path of ['/units', '/cases', '/events', '/login', '/desk.css'])
    expect((await fetch(demo.bff + path)).status).toBe(404);
});
