/**
 * What an operator and a portal do before the first user comes: import the registry and the handling
 * records, make the portal and the department known as sites, and certify the one account that is shown as certified.
 * All of it through the public command line and API; there is no back door for the demo.
 */
import { randomUUID } from 'node:crypto';
import type { Bff } from './bff-process.ts';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEMO_ACCOUNTS, type DemoAccount } from './data/accounts.ts';
import { SITE_ID } from './portal/signing-key.ts';
import type { Settings } from './settings.ts';
import { keepSecret, readSecret } from './shared/secret-file.ts';
import type { PortalClient } from '../bff/portal-client/index.ts';

type Say = (line: string) => void;
type Command = Pick<Bff, 'command'>;

export const DEPARTMENT_ID = 'department';

/** What the sites were told once, when they were added, and keep in the data folder. */
export interface SiteSecrets {
  /** Verifies the webhooks that the portal receives. */
  portalWebhook: string;
  /** Signs the department's tokens (HS256); its UTF-8 bytes are the key. */
  department: string;
}

/**
 * At the first start only: a registry that the user has imported since, or a site that was changed, is
 * not undone by a restart. The sites come last, so that an interrupted first start is made good. One that is started at
 * another address than before (`PORTAL_PORT`) is added anew: the service would ask for its keys where it was.
 */
export async function prepareService(bff: Command, settings: Settings, say: Say): Promise<SiteSecrets> {
  const sites = (await bff.command('site', 'list')) as { id: string; origins: string[] }[];
  const isNew = !sites.some(({ id }) => id === SITE_ID);
  const places: Partial<Record<string, string>> = {
    [SITE_ID]: settings.portalUrl,
    [DEPARTMENT_ID]: settings.departmentUrl,
  };
  const moved = sites.filter(({ id, origins }) => {
    const place = places[id];
    return place !== undefined && !origins.includes(place);
  });
  for (const { id } of moved) {
    await bff.command('site', 'remove', id);
    say(`The site "${id}" has another address than at the last start.`);
  }
  const known = (id: string) => sites.some((site) => site.id === id && !moved.includes(site));
  if (isNew)
    await Promise.all([
      importData(bff, 'registry', 'business registrations', say),
      importData(bff, 'handlers', 'handling records', say),
    ]);
  const [webhook, department] = await Promise.all([
    portalWebhook(bff, settings, known(SITE_ID), say),
    departmentSecret(bff, settings, known(DEPARTMENT_ID), say),
  ]);
  return { portalWebhook: webhook, department };
}

async function importData(bff: Command, kind: string, words: string, say: Say): Promise<void> {
  const { imported, skipped } = (await bff.command('import', kind, `demo/data/${kind}.csv`)) as {
    imported: number;
    skipped: number;
  };
  say(`Imported ${imported} ${words}${skipped ? `, skipped ${skipped}` : ''}.`);
}

/** Adds the portal; one of an older data folder, which was never told a webhook's secret, gets a new one. */
async function portalWebhook(bff: Command, settings: Settings, known: boolean, say: Say): Promise<string> {
  const file = join(settings.dataDir, 'portal/webhook-secret');
  const kept = await readSecret(file);
  if (known && kept) return kept;
  const webhook = ['--webhook', `${settings.portalUrl}/webhooks/certification`];
  const keys = `${settings.portalUrl}/.well-known/jwks.json`;
  const { webhookSecret } = (await (known
    ? bff.command('site', 'webhook', SITE_ID, ...webhook, '--secret', '--now')
    : bff.command('site', 'add', SITE_ID, '--origin', settings.portalUrl, '--jwks', keys, ...webhook))) as {
    webhookSecret: string;
  };
  await keepSecret(file, webhookSecret);
  say(known ? `Gave the site "${SITE_ID}" its webhook.` : `Added the site "${SITE_ID}".`);
  return webhookSecret;
}

async function departmentSecret(bff: Command, settings: Settings, known: boolean, say: Say): Promise<string> {
  const file = join(settings.dataDir, 'department/secret');
  const kept = await readSecret(file);
  if (known && kept) return kept;
  const { secret } = (await (known
    ? bff.command('site', 'rotate', DEPARTMENT_ID, '--hs256')
    : bff.command('site', 'add', DEPARTMENT_ID, '--origin', settings.departmentUrl, '--hs256'))) as {
    secret: string;
  };
  await keepSecret(file, secret);
  say(`${known ? 'Gave a new secret to' : 'Added'} the site "${DEPARTMENT_ID}".`);
  return secret;
}

/** How long the service may be unavailable: on a busy machine it may not have read the portal's keys at once. Milliseconds. */
const PATIENCE = 30_000;

/** Asks again when the service says so. The same key makes a submission single, however often it is sent. */
async function untilAvailable(ask: () => Promise<Response>): Promise<Response> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (answer.status !== 503 || Date.now() > deadline) return answer;
    await answer.body?.cancel();
    await sleep(Number(answer.headers.get('Retry-After') ?? 1) * 1000);
  }
}

/** Certifies the accounts that are to be certified, once: one that was revoked since is left alone. */
export async function certifyAtStart(settings: Settings, portal: PortalClient, say: Say): Promise<void> {
  for (const account of DEMO_ACCOUNTS.filter(({ certifiedAtStart }) => certifiedAtStart))
    await certify(account, settings, portal, say);
}

async function certify(account: DemoAccount, settings: Settings, portal: PortalClient, say: Say) {
  const token = await portal.token(account);
  const askOnce = (init: RequestInit) =>
    fetch(`${settings.bffUrl}/v1/certification`, {
      ...init,
      headers: { Authorization: `Bearer ${token}`, Origin: settings.portalUrl, ...init.headers },
      signal: AbortSignal.timeout(PATIENCE),
    });
  const ask = (init: RequestInit) => untilAvailable(() => askOnce(init));
  const status = await ask({});
  if (!status.ok)
    throw new Error(
      `The certification service answered ${status.status} to the portal; its log in ${settings.dataDir} says why.`,
    );
  const { kinds } = (await status.json()) as { kinds: { kind: string; status: string }[] };
  if (kinds.find(({ kind }) => kind === 'real-name')?.status !== 'uncertified') return;

  const [claim] = account.claims;
  if (!claim) throw new Error(`There is nothing to certify ${account.id} with.`);
  const { legalRepresentative, foundedOn } = claim;
  const answer = await ask({
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `"${randomUUID()}"` },
    body: JSON.stringify({ legalRepresentative, foundedOn, applicant: 'legal-representative' }),
  });
  const { outcome } = (await answer.json()) as { outcome?: string };
  // 409: somebody else was faster. Anything else but success: the user has changed the registry meanwhile.
  if (outcome === 'certified') say(`Certified ${account.unit.name}.`);
  else if (answer.status !== 409) say(`${account.unit.name} could not be certified (${answer.status}).`);
}
