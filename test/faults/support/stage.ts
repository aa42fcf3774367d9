/** The environment of processes under test: a database with a site and registry units, keys, and a portal's user who submits. */
import { inject } from 'vitest';
import type { Database } from '../../../bff/database/database.ts';
import { migrate } from '../../../bff/database/migrate.ts';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { createCipher } from '../../../bff/keys/cipher.ts';
import { openDataKeys } from '../../../bff/keys/data-keys.ts';
import { createDigester } from '../../../bff/keys/digest.ts';
import { parseMasterKeys } from '../../../bff/keys/keys.ts';
import { addSite } from '../../../bff/sites/manage.ts';
import { startCutProxy, type CutProxy } from '../../bff/database/cut-proxy.ts';
import { ORIGIN, sentOf, type Sent } from '../../support/bff.ts';
import { newKeyText, PROFILE } from '../../support/keys.ts';
import { registerUnit } from '../../support/people.ts';
import { createDatabase, freePort } from '../../support/postgres.ts';
import { siteUser, type SubmittedBy } from '../../support/site-user.ts';

export const SITE = 'portal';

/** A new master key, the database's keys, and the digester and cipher that use them. */
export async function newSecrets(database: Database) {
  const masterKeys = newKeyText('k1');
  const { keys } = await openDataKeys(database, parseMasterKeys(masterKeys), Date.now(), {
    profile: PROFILE,
  });
  return { masterKeys, keys, cipher: createCipher(keys), digester: createDigester(keys) };
}
export type Secrets = Awaited<ReturnType<typeof newSecrets>>;

/** Adds the site; resolves to the secret of its tokens. */
export async function addPortal(
  database: Database,
  { cipher, keys }: Secrets,
  change: { id?: string; webhookUrl?: string } = {},
): Promise<string> {
  const added = await addSite(
    { database, cipher, keys, now: Date.now, actor: 'operator:tester' },
    { id: SITE, origins: [ORIGIN], keys: { kind: 'hs256' }, ...change },
  );
  if (added.result !== 'added' || added.secret === undefined) throw new Error('the site was not added');
  return added.secret;
}

/** A portal's user at one BFF; `now` is the portal's clock. Both reject when the connection fails. */
export const userOf = (url: string, secret: string, now = Date.now) => {
  const user = siteUser({ id: SITE, secret, origin: ORIGIN }, now);
  return {
    submit: async (submission: SubmittedBy): Promise<Sent> => sentOf(await user.submit(url, submission)),
    status: async (unit: string): Promise<Sent> => sentOf(await user.status(url, unit)),
  };
};

export interface Stage {
  secrets: Secrets;
  /** Past the proxy. */
  database: Database;
  /** Between a BFF process and PostgreSQL. */
  proxy: CutProxy;
  /** Past the proxy. */
  url: string;
  /** The secret of the site's tokens. */
  secret: string;
  /** The environment of a process behind the proxy, with its own port. */
  environment(more?: Record<string, string>): Promise<Record<string, string>>;
  register(...units: string[]): Promise<void>;
  /** The attempts of a unit. */
  attempts(unit: string): Promise<{ outcome: string }[]>;
  close(): Promise<void>;
}

/** Uses the run's PostgreSQL, or the given server. */
export async function createStage(server?: string): Promise<Stage> {
  const test = await createDatabase(server, server === undefined ? inject('migratedDatabase') : undefined);
  const database = openPostgres(test.url);
  if (server !== undefined) await migrate(database);
  const { hostname, port } = new URL(test.url);
  const proxy = await startCutProxy({ host: hostname, port: Number(port) });
  const secrets = await newSecrets(database);
  const secret = await addPortal(database, secrets);
  return {
    secrets,
    database,
    proxy,
    url: test.url,
    secret,
    environment: async (more = {}) => ({
      PORT: String(await freePort()),
      DATABASE_URL: test.url.replace(`${hostname}:${port}`, `127.0.0.1:${proxy.port}`),
      MASTER_KEYS: secrets.masterKeys,
      LIMIT_REQUESTS_PER_10S: '0',
      ...more,
    }),
    async register(...units) {
      for (const unit of units) await registerUnit({ database, digester: secrets.digester }, unit);
    },
    attempts: (unit) =>
      database.kysely.selectFrom('submission').select('outcome').where('unit_code', '=', unit).execute(),
    async close() {
      await proxy.close();
      await database.close();
      await test.drop();
    },
  };
}
