/**
 * The sites, in memory, so that requests need not wait for them. Other processes (the command line,
 * other replicas) change the table, so a poll checks the revisions once a second.
 */
import { sql } from 'kysely';
import type { Kind } from '../contract/wire.ts';
import { type Database, prepare } from '../database/index.ts';
import { type Cipher, KeysTooOld } from '../keys/index.ts';
import { parseJwks } from './key-set.ts';
import { isOpenable } from './kinds.ts';
import { fetchJwks, fixedKeys, secretKeys, urlKeys, type FetchJwks, type KeySource } from './key-source.ts';
import { openSecrets } from './secrets.ts';

/** A changed row makes a new object. */
export interface Site {
  readonly id: string;
  readonly origins: ReadonlySet<string>;
  readonly keys: KeySource;
  /** The kind of the keys that sign its tokens: a shared secret (HS256) or key pairs. */
  readonly algorithms: 'secret' | 'public-key';
  /** The kinds of certification that it has opened beyond those of every site. */
  readonly openKinds: ReadonlySet<Kind>;
  /** The version of the personal data notice that it shows, as the operator gave it. */
  readonly privacyNotice: string | null;
  readonly revision: string;
}

export interface Sites {
  get(id: string): Site | undefined;
  /** Whether any site has this origin. A preflight carries no token, so its site is unknown. */
  hasOrigin(origin: string): boolean;
  /**
   * Reads the table now, with everything that was committed before the call. Throws the database's
   * error.
   */
  refresh(): Promise<void>;
  /**
   * Reads the table (throws when that fails), then once a second. After a failed read the last
   * sites stay in use.
   */
  start(): Promise<void>;
  close(): void;
}

export interface SitesOptions {
  fetchJwks?: FetchJwks | undefined;
  /** Called for keys that cannot be read or fetched, and for failed reads of the table. */
  report?: ((message: string) => void) | undefined;
}

interface Row {
  id: string;
  origins: string[];
  jwks: object | null;
  jwks_url: string | null;
  secrets: string | null;
  open_kinds: string[];
  privacy_notice: string | null;
  revision: string;
}

const POLL_INTERVAL = 1_000;

/**
 * Lists the revision of every site. The highest is not enough: a transaction takes its revision
 * before it commits, and may commit late.
 */
const revisionsStatement = prepare<object, { revisions: string | null }>(
  'site_revisions',
  () => sql`select string_agg(id || '=' || revision, ' ' order by id) as revisions from site`,
);

const sitesStatement = prepare<object, Row>(
  'site_all',
  () =>
    sql`select id, origins, jwks, jwks_url, secrets, open_kinds, privacy_notice, revision::text from site order by id`,
);

function siteOf(
  row: Row,
  cipher: Cipher,
  now: () => number,
  { fetchJwks: fetchKeys = fetchJwks, report = () => undefined }: SitesOptions,
): Site {
  const keysOf = (): KeySource => {
    if (row.secrets !== null) return secretKeys(openSecrets(cipher, row.id, row.secrets), now);
    if (row.jwks !== null) return fixedKeys(parseJwks(row.jwks, false).keySet);
    const reportKeys = (message: string) => report(`site ${row.id}: keys at ${message}`);
    const source = urlKeys({ url: row.jwks_url!, now, fetchJwks: fetchKeys, report: reportKeys });
    void source.renew(); // the first visitor should not wait for it
    return source;
  };
  return {
    id: row.id,
    origins: new Set(row.origins),
    keys: keysOf(),
    algorithms: row.secrets === null ? 'public-key' : 'secret',
    openKinds: new Set(row.open_kinds.filter(isOpenable)),
    privacyNotice: row.privacy_notice,
    revision: row.revision,
  };
}

/** Reads one site, outside of the poll. Throws when the row's keys are wrong. */
export async function readSiteNow(
  database: Database,
  cipher: Cipher,
  now: () => number,
  id: string,
  options: SitesOptions = {},
): Promise<Site | undefined> {
  const row = (await database.run(sitesStatement, {})).find((each) => each.id === id);
  return row && siteOf(row, cipher, now, options);
}

export function createSites(
  database: Database,
  cipher: Cipher,
  now: () => number,
  options: SitesOptions = {},
): Sites {
  const { report = () => undefined } = options;
  let byId: ReadonlyMap<string, Site> = new Map();
  let origins: ReadonlySet<string> = new Set();
  let revisions: string | null | undefined;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;
  let queue: Promise<void> = Promise.resolve();

  const build = (row: Row): Site | undefined => {
    const current = byId.get(row.id);
    if (current?.revision === row.revision) return current;
    try {
      return siteOf(row, cipher, now, options);
    } catch (error) {
      if (error instanceof KeysTooOld) throw error;
      report(`site ${row.id} is not in use: ${(error as Error).message}`); // the other sites are
      return undefined;
    }
  };

  const load = async (): Promise<void> => {
    const [found] = await database.run(revisionsStatement, {});
    if (found!.revisions === revisions) return;
    // The sites are read after the revisions: if one changes in between, the next poll reads them
    // again.
    const sites = (await database.run(sitesStatement, {})).flatMap((row) => build(row) ?? []);
    byId = new Map(sites.map((site) => [site.id, site]));
    origins = new Set(sites.flatMap((site) => [...site.origins]));
    revisions = found!.revisions;
  };

  const refresh = (): Promise<void> => {
    const turn = queue.then(load);
    queue = turn.catch(() => undefined);
    return turn;
  };

  const poll = async (): Promise<void> => {
    try {
      await refresh();
      failing = false;
    } catch (error) {
      if (!failing)
        report(
          `the sites could not be read, and the last known ones stay in use: ${(error as Error).message}`,
        );
      failing = true;
    }
    if (timer) timer = setTimeout(() => void poll(), POLL_INTERVAL).unref();
  };

  return {
    get: (id) => byId.get(id),
    hasOrigin: (origin) => origins.has(origin),
    refresh,
    async start() {
      await refresh();
      timer = setTimeout(() => void poll(), POLL_INTERVAL).unref();
    },
    close() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
