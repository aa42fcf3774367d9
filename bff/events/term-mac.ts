/**
 * A MAC of a certification's columns. It stands in the event that certified, so that `audit verify`
 * finds a changed column, and the event names nobody. Any key that the database ever had may have
 * made it, because the event itself is signed by its position.
 */
import { sql } from 'kysely';
import type { SeenAtCounter } from '../database/index.ts';
import type { Applicant, Method } from '../contract/wire.ts';
import { isRight, macOf, type MacKeys } from './mac.ts';
import type { KeyRing } from '../keys/index.ts';

/**
 * The columns of a certification that never change, and the digest of its representative's number.
 */
export interface TermFacts {
  submissionId: string;
  siteId: string;
  since: Date;
  by: Applicant;
  method: Method;
  source: string;
  /** `YYYY-MM-DD` */
  evidenceAsOf: string;
  evidenceVersion: string;
  representative: string;
  agent: string | null;
  seen: SeenAtCounter | null;
}

/** The columns of `TermFacts`. */
export const termFactsColumns = sql`
  certification.submission_id as "submissionId", certification.site_id as "siteId", certification.since, certification.by,
  certification.method, certification.source, certification.evidence_as_of as "evidenceAsOf",
  certification.evidence_version as "evidenceVersion", certification.representative, certification.agent, certification.seen`;

const fieldsOf = (facts: TermFacts): unknown[] => [
  facts.submissionId,
  facts.siteId,
  facts.since,
  facts.by,
  facts.method,
  facts.source,
  facts.evidenceAsOf,
  facts.evidenceVersion,
  facts.representative,
  facts.agent,
  sorted(facts.seen),
];

/** The database keeps the members of a document in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => [name, sorted(member)]);
}

export const termMac = ({ macs: [newest] }: KeyRing, facts: TermFacts): string =>
  macOf(newest, 'term', fieldsOf(facts));

/** Undefined when the key is gone. */
export const isTermAsSigned = (keys: MacKeys, mac: string, facts: TermFacts): boolean | undefined =>
  isRight(keys, mac, 'term', fieldsOf(facts), -Infinity);
