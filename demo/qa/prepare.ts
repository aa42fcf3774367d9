/** Brings a tester's unit into the state that the scenario begins with: by the public API and command line. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PortalClient, SiteUser } from '../../bff/portal-client/index.ts';
import { claimOf, type Run } from './runs.ts';
import type { Preparation } from './scenarios.ts';
import { type DemoPerson, requestOf } from '../data/accounts.ts';
import type { UnitRecord } from '../partner/scripted-units.ts';

export interface Service {
  /** Where browsers find the portal and the certification service, without a trailing slash. */
  url: string;
  bffUrl: string;
  portal: PortalClient;
  /** Runs a command of the public command line. */
  command: (...words: string[]) => Promise<unknown>;
  /** The clock, in milliseconds. */
  now: () => number;
}

const HEADINGS = {
  registry: '企业名称,统一社会信用代码,法定代表人,法定代表人证件号码,成立日期,登记状态',
  handlers: '统一社会信用代码,经办人姓名,经办人证件号码,最近办理日期',
};

/** Attempts a day of one user at one unit (the service's default). */
const ATTEMPTS = 5;

/** Sends it as this user. Throws unless the service answers with an outcome. */
async function post(service: Service, user: SiteUser, body: object): Promise<void> {
  const token = await service.portal.token(user);
  const answer = await fetch(`${service.bffUrl}/v1/certification`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      Origin: service.url,
      'Content-Type': 'application/json',
      'Idempotency-Key': `"${randomUUID()}"`,
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The certification service answered ${answer.status} to a preparation.`);
}

const submit = (service: Service, user: SiteUser, record: UnitRecord, agent?: DemoPerson): Promise<void> =>
  post(service, user, requestOf(claimOf('', record, agent)));

const importRow = (service: Service, row: UnitRecord): Promise<void> => {
  const { name, code, representative, foundedOn, status } = row;
  const cells = [name, code, representative.name, representative.idNumber, foundedOn, status];
  return importCells(service, 'registry', cells);
};

/** One row; the rest of the data stays as it is. */
async function importCells(
  { command }: Service,
  what: keyof typeof HEADINGS,
  cells: string[],
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'qa-'));
  try {
    const file = join(folder, `${what}.csv`);
    await writeFile(file, `${HEADINGS[what]}\n${cells.join(',')}\n`);
    await command('import', what, file, '--force');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Another administrator of the unit, so that the tester's own attempts are not used up. */
const colleagueOf = ({ user }: Run): SiteUser => ({ ...user, id: `${user.id}-colleague` });

export const certifyByColleague = (service: Service, run: Run): Promise<void> =>
  submit(service, colleagueOf(run), run.unit.record);

async function changeRegistry(service: Service, run: Run, change: Partial<UnitRecord>): Promise<void> {
  await importRow(service, run.unit.record);
  run.unit.record = { ...run.unit.record, ...change };
  await importRow(service, run.unit.record);
}

/** Imports the person whom the tester has typed as the unit's representative. */
export const followRegistry = (service: Service, run: Run): Promise<void> =>
  changeRegistry(service, run, { representative: run.unit.stranger });

const STEPS: Record<Preparation, (service: Service, run: Run) => Promise<void>> = {
  certify: certifyByColleague,
  async 'certify-by-agent'(service, run) {
    const { stranger: agent, record } = run.unit;
    await importRow(service, record);
    await importCells(service, 'handlers', [record.code, agent.name, agent.idNumber, '2026-10-12']);
    await submit(service, colleagueOf(run), record, agent);
  },
  'agent-withdraws': (service, run) =>
    post(service, colleagueOf(run), { intent: 'withdraw', agent: run.unit.stranger }),
  submit: (service, run) => submit(service, run.user, run.unit.record),
  async exhaust(service, run) {
    const wrong = { ...run.unit.record, representative: run.unit.stranger };
    // The same data again would not count.
    for (let attempt = 0; attempt < ATTEMPTS; attempt++)
      await submit(service, run.user, { ...wrong, foundedOn: `1999-01-0${attempt + 1}` });
  },
  'representative-changed': followRegistry,
  'registration-changed': (service, run) => changeRegistry(service, run, { foundedOn: '2003-03-03' }),
  'unit-not-active': (service, run) => changeRegistry(service, run, { status: '注销' }),
  async revoked(service, run) {
    await service.command('unit', 'revoke', run.user.unit.code, '--reason', '测试：撤销认证');
  },
};

export async function prepare(service: Service, run: Run): Promise<void> {
  for (const step of run.scenario.before ?? []) await STEPS[step](service, run);
}
