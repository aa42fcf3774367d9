/** The parts that decide a claim, and the user who sends it. */
import type { Database } from '../database/index.ts';
import type { IsImported } from '../registry/index.ts';
import type { Limits } from '../limits/index.ts';
import type { Cipher, Digester, KeyRing } from '../keys/index.ts';
import type { Arrivals } from './arrivals.ts';
import type { Rules } from './decide.ts';
import type { Sources } from './gather.ts';

/** Everything that a submission needs; wired in `server.ts`. */
export interface Dependencies {
  database: Database;
  digester: Digester;
  cipher: Cipher;
  keys: KeyRing;
  sources: Sources;
  isImported: IsImported;
  arrivals: Arrivals;
  limits: Limits;
  rules: Rules;
  /** How long a certification counts when the registry says otherwise, or its agent withdraws. */
  graceDays: number;
  /** Claims may be brought to a counter. */
  counter: boolean;
  /** Milliseconds since the epoch. */
  now: () => number;
  newId: () => string;
  /** A random reference (`contract/reference.ts`). */
  newReference: () => string;
}

/** The sender, as the verified token names it. `address` only where proxies are trusted. */
export interface Submitter {
  siteId: string;
  unitCode: string;
  sub: string;
  address: string | undefined;
  /** The version of the personal data notice that the site shows. */
  privacyNotice: string | null;
}
