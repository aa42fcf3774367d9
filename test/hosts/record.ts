/** What a run found, kept beside the pages and shown in `docs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('record.json', import.meta.url));

export const CHECKS = ['flow', 'looks', 'page', 'console', 'events'] as const;
export type Check = (typeof CHECKS)[number];

export interface HostRecord {
  /** Day of the run. */
  on: string;
  chromium: string;
  /** Version by package. */
  libraries: Record<string, string>;
  /** The checksum of the recipe that ran. */
  recipe?: string;
  /** Language and appearance of each visit. */
  visits: string[];
  /** What was found wrong; nothing: as it should be. */
  found: Record<Check, string[]>;
}

/** By the host's name. */
export type HostsRecord = Record<string, HostRecord>;

export const readRecord = (): HostsRecord => JSON.parse(readFileSync(file, 'utf8')) as HostsRecord;

export const writeRecord = (record: HostsRecord): void =>
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
