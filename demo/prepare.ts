/**
 * Does an operator's work before the first user comes: imports the test units, and adds the two sites.
 * It uses only the public command line and API.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PortalClient } from '../bff/portal-client/index.ts';
import type { Bff } from './bff-process.ts';
import { DEMO_ACCOUNTS, requestOf, type DemoAccount } from './data/accounts.ts';
import type { Settings } from './settings.ts';

type Say = (line: string) => void;
type Command = Pick<Bff, 'command'>;

export const PORTAL_ID = 'portal';
export const DEPARTMENT_ID = 'department';

/** A site's secrets, which `site add` prints once. */
export interface SiteSecrets {
  /** Signs the site's tokens (HS256). */
  secret: string;
  /** Verifies the webhooks that it receives, if it has an address for them. */
  webhookSecret?: string;
}

interface KnownSite {
  id: string;
  origins: string[];
}

/** Imports the data at the first start only, so that a restart does not replace data that the user has imported since. */
export async function prepareService(
  bff: Command,
  { portalUrl, departmentUrl, dataDir }: Settings,
  say: Say,
): Promise<{ portal: SiteSecrets; department: SiteSecrets }> {
  const known = (await bff.command('site', 'list')) as KnownSite[];
  if (known.length === 0) {
    const { units, handlers } = (await bff.command('import', 'test-units')) as Record<string, number>;
    say(`Imported ${units} test units and ${handlers} handling records.`);
  }
  const add = (id: string, origin: string, ...more: string[]) =>
    addSite(
      bff,
      join(dataDir, id, 'secrets.json'),
      known,
      ['site', 'add', id, '--origin', origin, ...more],
      say,
    );
  return {
    portal: await add(PORTAL_ID, portalUrl, '--hs256', '--webhook', `${portalUrl}/webhooks/certification`),
    department: await add(DEPARTMENT_ID, departmentUrl, '--hs256'),
  };
}

/** A site that has moved (`PORTAL_PORT`), or whose secrets are gone, is added again. */
async function addSite(
  bff: Command,
  file: string,
  known: KnownSite[],
  words: string[],
  say: Say,
): Promise<SiteSecrets> {
  const [, , id = '', , origin = ''] = words;
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  const site = known.find((each) => each.id === id);
  if (kept && site?.origins.includes(origin)) return JSON.parse(kept) as SiteSecrets;
  if (site) await bff.command('site', 'remove', id);
  const { secret, webhookSecret } = (await bff.command(...words)) as SiteSecrets;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ secret, webhookSecret }), { mode: 0o600 });
  say(`Added the site "${id}".`);
  return { secret, ...(webhookSecret && { webhookSecret }) };
}

/** How long the service may take to know the new site, in milliseconds. */
const PATIENCE = 30_000;

/** Brings units into the state that their account shows. Only once, so that a restart does not undo what the user has done. */
export async function prepareUnits(settings: Settings, portal: PortalClient, say: Say): Promise<void> {
  for (const account of DEMO_ACCOUNTS) if (account.atStart) await prepareUnit(account, settings, portal, say);
}

async function prepareUnit(
  account: DemoAccount,
  { bffUrl, portalUrl }: Settings,
  portal: PortalClient,
  say: Say,
): Promise<void> {
  const token = await portal.token(account);
  const headers = { Authorization: `Bearer ${token}`, Origin: portalUrl, 'Content-Type': 'application/json' };
  const ask = async (init: RequestInit) => {
    for (const deadline = Date.now() + PATIENCE; ;) {
      const answer = await fetch(`${bffUrl}/v1/certification`, {
        ...init,
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (![401, 503].includes(answer.status) || Date.now() > deadline) return answer;
      await answer.body?.cancel();
      await sleep(500);
    }
  };
  const { kinds } = (await (await ask({ headers })).json()) as {
    kinds: { kind: string; status: string }[];
  };
  if (kinds.find(({ kind }) => kind === 'real-name')?.status !== 'uncertified') return;
  const claim = requestOf(account.claims[0]!);
  for (const step of account.atStart!) {
    const answer = await ask({
      method: 'POST',
      headers: { ...headers, 'Idempotency-Key': `"${randomUUID()}"` },
      body: JSON.stringify(step === 'withdraw' ? { intent: step, agent: claim.agent } : claim),
    });
    say(`${account.unit.name}: ${step}, ${answer.ok ? 'done' : `not done (${answer.status})`}.`);
    await answer.body?.cancel();
  }
}
