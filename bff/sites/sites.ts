/**
 * The sites that may use this BFF, in memory: requests read them without waiting. Other processes change the
 * table (the command line, other replicas), so a poll asks once a second whether any revision changed.
 */
import { sql } from 'kysely';
import type { Kind } from '../contract/wire.ts';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { Cipher } from '../protection/cipher.ts';
import { parseJwks } from './key-set.ts';
import { isOpenable } from './kinds.ts';
import { fetchJwks, fixedKeys, secretKeys, urlKeys, type FetchJwks, type KeySource } from './key-source.ts';
import { openSecrets } from './secrets.ts';

/** Another object whenever the site's row changed. */
export interface Site {
  readonly id: string;
  readonly origins: ReadonlySet<string>;
  readonly keys: KeySource;
  /** Whether its tokens are made with a shared secret (HS256) or with its own keys. */
  readonly algorithms: 'secret' | 'public-key';
  /** Kinds of certification that it has opened beyond those of every site. */
  readonly openKinds: ReadonlySet<Kind>;
  readonly revision: string;
}

export interface Sites {
  get(id: string): Site | undefined;
  /** Whether any site has this origin: all that a preflight can be asked, for it carries no token. */
  hasOrigin(origin: string): boolean;
  /** Reads the table now; what was committed before the call is seen after it. Throws the database's error. */
  refresh(): Promise<void>;
  /** First read (throws when it fails), then once a second; a failed read keeps the last sites. */
  start(): Promise<void>;
  close(): void;
}

export interface SitesOptions {
  fetchJwks?: FetchJwks | undefined;
  /** Told of keys that cannot be read or fetched, and of failed reads of the table. */
  report?: ((message: string) => void) | undefined;
}

interface Row {
  id: string;
  origins: string[];
  jwks: object | null;
  jwks_url: string | null;
  secrets: string | null;
  open_kinds: string[];
  revision: string;
}

const POLL_INTERVAL = 1_000;

/** Of every site: a transaction takes its revision before it commits, so the highest alone would miss one that commits late. */
const revisionsStatement = prepare<object, { revisions: string | null }>(
  'site_revisions',
  () => sql`select string_agg(id || '=' || revision, ' ' order by id) as revisions from site`,
);

const sitesStatement = prepare<object, Row>(
  'site_all',
  () => sql`select id, origins, jwks, jwks_url, secrets, open_kinds, revision::text from site order by id`,
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
    revision: row.revision,
  };
}

/** One site as it is now, for a single look at it. Throws what its row's keys have wrong. */
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
      report(`site ${row.id}: ${(error as Error).message}`); // the other sites stay in use
      return undefined;
    }
  };

  const load = async (): Promise<void> => {
    const [found] = await database.run(revisionsStatement, {});
    if (found!.revisions === revisions) return;
    // Read after the revisions: at worst the next poll loads once more.
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
      if (!failing) report(`the last known sites stay in use: ${(error as Error).message}`);
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
