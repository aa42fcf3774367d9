/** The results of the last run, kept beside the pages and shown in `docs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('record.json', import.meta.url));

export const CHECKS = ['flow', 'looks', 'page', 'console', 'events'] as const;
export type Check = (typeof CHECKS)[number];

/** The faults that a visit has found, by check. */
export type Found = Partial<Record<Check, string[]>>;

export interface HostRecord {
  /** Day of the run. */
  on: string;
  chromium: string;
  /** Version by package. */
  libraries: Record<string, string>;
  /** The checksum of the recipes that ran. */
  recipe?: string;
  found: Found;
}

/** By the host's name. */
export type HostsRecord = Record<string, HostRecord>;

export const readRecord = (): HostsRecord => JSON.parse(readFileSync(file, 'utf8')) as HostsRecord;

/** A line for each host. */
export function writeRecord(record: HostsRecord): void {
  const lines = Object.entries(record).map((entry) => entry.map((part) => JSON.stringify(part)).join(': '));
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
}
