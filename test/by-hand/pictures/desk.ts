/** The pictures of docs/zh/desk.md and docs/zh/desk/. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { sendClaim } from '../../e2e/support/claims.ts';
import type { Demo } from '../../e2e/support/demo.ts';
import { logInStaff } from '../../e2e/support/staff.ts';
import { accountOf } from '../../e2e/support/visit.ts';
import { ACCOUNTS } from '../../support/demo-words.ts';
import { keeper, type Keep } from './kept.ts';
import { atDemo, type Wanted } from './stage.ts';

const viewport = { width: 1366, height: 800 };

export const takeDesk = (isWanted: Wanted): Promise<void> =>
  atDemo(async (demo, browser) => {
    /** Takes no message, so that it is given up at once. */
    const gone = createServer((_, response) => void response.writeHead(410).end());
    await once(gone.listen(0, 'localhost'), 'listening');
    try {
      await takeAll(demo, browser, keeper(browser, isWanted), (gone.address() as AddressInfo).port);
    } finally {
      gone.close();
    }
  });

/** `gonePort`: of a receiver of webhooks that takes none. */
async function takeAll(demo: Demo, browser: Browser, keep: Keep, gonePort: number): Promise<void> {
  const refused = await sendClaim(demo, ACCOUNTS.mismatch);
  const reference = await sendClaim(demo, ACCOUNTS.mismatch, { intent: 'counter', consent: true });
  await sendClaim(demo, ACCOUNTS.noSource, { intent: 'counter', consent: true, foundedOn: undefined });
  const person = (subject: string) => logInStaff(browser, demo.desk, subject, { viewport });

  const stranger = await browser.newPage({ viewport: { width: 1366, height: 500 } });
  await stranger.goto(demo.desk);
  await keep(stranger, 'desk-login');

  const hotline = await person('hotline-1');
  await keep(hotline, 'desk-start-hotline');
  await hotline.goto(`${demo.desk}/units?query=${refused}`);
  await keep(hotline, 'desk-hotline');
  for (let day = 1; day <= 5; day++)
    await sendClaim(demo, ACCOUNTS.legalRepresentative, { foundedOn: `2001-08-0${day}` });
  await hotline.goto(`${demo.desk}/units?query=${accountOf(ACCOUNTS.legalRepresentative).unit.code}`);
  await hotline.getByLabel('解除限制的原因').fill('打回单位电话核实，今天要缴费');
  await keep(
    hotline.locator('section', { has: hotline.getByRole('button', { name: '解除限制' }) }),
    'desk-unlock',
  );

  const first = await person('officer-1');
  await first.goto(`${demo.desk}/cases`);
  await keep(first, 'desk-queue');
  await first.goto(`${demo.desk}/cases/${reference}`);
  await keep(first, 'desk-case');
  await first.getByRole('radio', { name: '通过（' }).check();
  for (const check of await first.getByRole('checkbox').all()) await check.check();
  await first.getByRole('button', { name: '提交初核' }).click();
  await first.getByText('初核已提交').waitFor();
  const { code } = accountOf(ACCOUNTS.certifiedByAgent).unit;
  await first.goto(`${demo.desk}/certifications/${code}`);
  await first.getByLabel('撤销的原因').fill('登记机关来函：认证所用的证件系伪造');
  await keep(first, 'desk-revoke');
  await first.getByLabel('撤销的原因').press('Enter');
  await first.getByText('提议已提交').waitFor();

  const second = await person('officer-2');
  await keep(second, 'desk-start');
  await second.goto(`${demo.desk}/cases/${reference}`);
  for (const check of await second.getByRole('checkbox').all()) await check.check();
  await keep(second, 'desk-confirm');
  await second.getByRole('button', { name: '确认通过' }).click();
  await second.getByText('已确认通过').waitFor();
  await keep(second, 'desk-done');
  await second.goto(`${demo.desk}/certifications/${code}`);
  await keep(second, 'desk-certification');
  await second.getByText('有疑问，退回提议').click();
  await second.getByLabel('退回的原因').fill('来函已撤回');
  await second.getByRole('button', { name: '退回，认证仍然有效' }).click();
  await second.getByText('已退回').waitFor();

  await demo.cli('site', 'webhook', 'portal', '--webhook', `http://localhost:${gonePort}/`);
  await second.getByLabel('代为撤回的原因').fill('单位来函：已离职');
  const left = second.getByRole('button', { name: '代理人已离职，代为撤回' });
  await keep(second.locator('form', { has: left }), 'desk-agent');
  await left.click();
  await second.getByText('已代为撤回').waitFor();
  await second.goto(`${demo.desk}/due`);
  await keep(second, 'desk-due');
  const dead = second.getByRole('checkbox');
  do await second.goto(`${demo.desk}/deliveries`);
  while ((await dead.count()) === 0);
  await dead.first().check();
  await second.getByLabel('原因').fill('门户已恢复');
  await keep(second, 'desk-deliveries');
  await second.goto(`${demo.desk}/figures`);
  await keep(second, 'desk-figures');

  const auditor = await person('auditor-1');
  await auditor.goto(`${demo.desk}/events?type=case.`);
  await keep(auditor, 'desk-events');
  const exported = auditor.locator('details', { hasText: '导出' }).last();
  await exported.locator('summary').click();
  await keep(exported, 'desk-export');
  await auditor.goto(`${demo.desk}/seals`);
  await keep(auditor, 'desk-seals');
}
