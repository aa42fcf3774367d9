/** Compares the submissions that were acknowledged with the database, and checks its audit. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { openDataKeys } from '../../../bff/keys/data-keys.ts';
import { createDigester } from '../../../bff/keys/digest.ts';
import { parseMasterKeys } from '../../../bff/keys/keys.ts';
import type { Load } from './load.ts';
import { leader, until, type Site } from './site.ts';

const passwordOf = (site: Site, name: string): string =>
  new RegExp(`^${name}_PASSWORD=(.+)$`, 'm').exec(
    readFileSync(join(site.folder, 'kit/passwords'), 'utf8'),
  )![1]!;

/** Ends the load and compares its ledger with the database. Throws when a submission was recorded twice, or the audit is not whole. */
export async function settle(site: Site, load: Load): Promise<{ acknowledged: number; lost: number }> {
  await load.finish();
  await auditIsWhole(site);
  const primary = site.machine((await leader(site.machine('db1')))!);
  const password = passwordOf(site, 'OWNER');
  const database = openPostgres(
    `postgresql://certification_owner:${password}@${primary.address}/certification?sslmode=no-verify`,
  );
  const masterKeys = parseMasterKeys(readFileSync(join(site.folder, 'kit/master-keys'), 'utf8').trim());
  const { keys } = await openDataKeys(database, masterKeys, Date.now());
  const { lost, doubled } = await load.ledger.compare(database, createDigester(keys));
  await database.close();
  if (doubled.length > 0) throw new Error(`recorded twice: ${doubled.slice(0, 5).join(', ')}`);
  if (lost.length > 0) console.error(`lost: ${lost.slice(0, 5).join(', ')}`);
  return { acknowledged: load.ledger.acknowledged(), lost: lost.length };
}

/** `audit verify` on the current version. */
export const auditIsWhole = (site: Site): Promise<string> =>
  until('the audit is whole, and all of it is sealed', async () => {
    const said = await site.machine('app1').tryRun('certification audit verify');
    return said && !said.includes('not sealed') ? said : undefined;
  });
