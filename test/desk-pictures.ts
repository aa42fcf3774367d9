/** `node test/desk-pictures.ts`: takes the pictures of docs/zh/desk.md again, from a fresh demo, into docs/pictures. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from './e2e/support/demo.ts';
import { logInStaff } from './e2e/support/staff.ts';
import { accountOf } from './e2e/support/visit.ts';
import { launchBrowser } from './support/chromium.ts';
import { ACCOUNTS } from './support/demo-words.ts';
import { keepPicture } from './support/pictures.ts';

const viewport = { width: 1366, height: 800 };
const dataDir = await mkdtemp(join(tmpdir(), 'desk-'));
const demo = await startDemo({ DATA_DIR: dataDir });
const browser = await launchBrowser();

/** Sends the account's first claim with a date that differs; the reference of the answer. */
async function send(title: string, path: string, more: object): Promise<string> {
  const { unit, claims } = accountOf(title);
  const token = (await demo.cli('token', '--site', 'portal', '--unit', unit.code)).trim();
  const { legalRepresentative } = claims[0]!;
  const claim = { legalRepresentative, foundedOn: '2001-09-01', applicant: 'legal-representative', ...more };
  const answer = await fetch(`${demo.bff}/v1/certification${path}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      Origin: demo.portal,
      'Content-Type': 'application/json',
      'Idempotency-Key': `"${randomUUID()}"`,
    },
    body: JSON.stringify(claim),
  });
  return ((await answer.json()) as { reference: string }).reference;
}

try {
  const refused = await send(ACCOUNTS.mismatch, '', {});
  const reference = await send(ACCOUNTS.mismatch, '/case', { consent: true });
  const person = (subject: string) => logInStaff(browser, demo.desk, subject, { viewport });

  const hotline = await person('hotline-1');
  await hotline.goto(`${demo.desk}/units?query=${refused}`);
  await keepPicture(browser, hotline.screenshot(), 'desk-hotline');

  const first = await person('officer-1');
  await first.goto(`${demo.desk}/cases/${reference}`);
  await keepPicture(browser, first.screenshot(), 'desk-case');
  await first.getByRole('radio', { name: '通过（' }).check();
  for (const check of await first.getByRole('checkbox').all()) await check.check();
  await first.getByRole('button', { name: '提交初核' }).click();
  await first.getByText('初核已提交').waitFor();
  const { code } = accountOf(ACCOUNTS.certifiedByAgent).unit;
  await first.goto(`${demo.desk}/certifications/${code}`);
  await first.getByLabel('撤销的原因').fill('登记机关来函：认证所用的证件系伪造');
  await first.getByRole('button', { name: '提交提议' }).click();
  await first.getByText('提议已提交').waitFor();

  const second = await person('officer-2');
  await second.goto(`${demo.desk}/cases/${reference}`);
  await keepPicture(browser, second.screenshot(), 'desk-confirm');
  await second.goto(`${demo.desk}/certifications/${code}`);
  await keepPicture(browser, second.screenshot(), 'desk-certification');
  await second.goto(`${demo.desk}/figures`);
  await keepPicture(browser, second.screenshot(), 'desk-figures');

  const auditor = await person('auditor-1');
  await auditor.goto(`${demo.desk}/events?type=case.`);
  await keepPicture(browser, auditor.screenshot(), 'desk-events');
} finally {
  await browser.close();
  await demo.stop();
  await rm(dataDir, { recursive: true, force: true });
}
