/**
 * The chain's head: the position up to which events are sealed, the newest seal and its instant,
 * signed. It leaves the house in webhooks and in the log, where whoever can write to the database
 * cannot take it back.
 */
import type { AuditHead } from '../contract/webhook.ts';
import type { Database } from '../database/index.ts';
import type { KeyRing } from '../keys/index.ts';
import { linkOf, signLink } from './chain.ts';
import { readNewestSeal } from './read-chain.ts';

export type Head = AuditHead;

/** Undefined while nothing is sealed. */
export async function readHead(database: Database, keys: KeyRing): Promise<Head | undefined> {
  const newest = await readNewestSeal(database);
  return newest && signLink(keys.macs[0], 'head', linkOf(newest), newest.at);
}

/**
 * Finds the heads in a text that somebody kept, at most one in each line. A line is a head as JSON
 * (`audit head --json`), or JSON with the member `audit` (a line of the log, the body of a
 * webhook). Other lines are skipped.
 */
export const headsIn = (text: string): Head[] => text.split('\n').flatMap((line) => headIn(line) ?? []);

/** Undefined when the line is no head. */
export function headIn(line: string): Head | undefined {
  const value = parsed(line);
  const head = (value as { audit?: unknown } | null | undefined)?.audit ?? value;
  return isHead(head) ? head : undefined;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isHead(value: unknown): value is Head {
  if (typeof value !== 'object' || value === null) return false;
  const { position, seal, at, signature } = value as Record<string, unknown>;
  const texts = [seal, signature].every((part) => typeof part === 'string');
  return Number.isSafeInteger(position) && texts && isInstant(at);
}

const isInstant = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value));
