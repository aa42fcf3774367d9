/**
 * What an operator and a portal do before the first user comes: import the registry and the handling
 * records, make the portal known as a site, and certify the one account that is shown as certified.
 * All of it through the public command line and API; there is no back door for the demo.
 */
import { randomUUID } from 'node:crypto';
import type { Bff } from './bff-process.ts';
import { DEMO_ACCOUNTS, type DemoAccount } from './data/accounts.ts';
import { SITE_ID, type TokenIssuer } from './portal/site-tokens.ts';
import type { Settings } from './settings.ts';

type Say = (line: string) => void;

/**
 * At the first start only: a registry that the user has imported since, or a site that was changed, is
 * not undone by a restart. The site comes last, so that an interrupted first start is made good.
 */
export async function prepareService(bff: Bff, settings: Settings, say: Say): Promise<void> {
  const sites = (await bff.command('site', 'list')) as { id: string }[];
  if (sites.some(({ id }) => id === SITE_ID)) return;
  for (const [kind, words] of [
    ['registry', 'business registrations'],
    ['handlers', 'handling records'],
  ] as const) {
    const { imported, skipped } = (await bff.command('import', kind, `demo/data/${kind}.csv`)) as {
      imported: number;
      skipped: number;
    };
    say(`Imported ${imported} ${words}${skipped ? `, skipped ${skipped}` : ''}.`);
  }
  const keys = `${settings.portalUrl}/.well-known/jwks.json`;
  await bff.command('site', 'add', SITE_ID, '--origin', settings.portalUrl, '--jwks', keys);
  say(`Added the site "${SITE_ID}".`);
}

/** Certifies the accounts that are to be certified, once: one that was revoked since is left alone. */
export async function certifyAtStart(settings: Settings, tokens: TokenIssuer, say: Say): Promise<void> {
  for (const account of DEMO_ACCOUNTS.filter(({ certifiedAtStart }) => certifiedAtStart))
    await certify(account, settings, tokens, say);
}

async function certify(account: DemoAccount, settings: Settings, tokens: TokenIssuer, say: Say) {
  const token = await tokens.issue(account, Date.now(), Date.now());
  const ask = (init: RequestInit) =>
    fetch(`${settings.bffUrl}/v1/certification`, {
      ...init,
      headers: { Authorization: `Bearer ${token}`, Origin: settings.portalUrl, ...init.headers },
      signal: AbortSignal.timeout(10_000),
    });
  const status = await ask({});
  if (!status.ok) throw new Error(`The certification service answered ${status.status} to the portal.`);
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
