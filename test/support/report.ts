/**
 * The report of a suite: a line of JSON for each event. The reporters append a line at once, so that the report of a suite that is
 * killed has the results of every file that ended before.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

export interface TestResult {
  name: string;
  status: 'passed' | 'failed' | 'skipped';
  /** The first line of its error. */
  error?: string | undefined;
  milliseconds: number;
}

export interface FileResult {
  /** The path of the test file in the repository. */
  ended: string;
  tests: TestResult[];
  /** An error outside of its tests. */
  error?: string | undefined;
}

type Event = { files: string[] } | { began: string } | FileResult;

export const firstLine = (text: string | undefined): string | undefined => text?.trim().split('\n')[0];

/** Appends events to the report that the runner named in `TEST_REPORT`; without one it does nothing. */
export function report(event: Event): void {
  const file = process.env['TEST_REPORT'];
  if (file) appendFileSync(file, `${JSON.stringify(event)}\n`);
}

export interface Report {
  /** Undefined when the suite ended before it had listed its files. */
  files?: string[];
  began: Set<string>;
  ended: Map<string, FileResult>;
}

/** Reads a report. A file that ran twice has the results of its last run. The last line may be cut off. */
export function readReport(file: string): Report {
  const found: Report = { began: new Set(), ended: new Map() };
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  for (const line of lines) {
    const event = JSON.parse(line) as Event;
    if ('files' in event) found.files = [...new Set([...(found.files ?? []), ...event.files])];
    else if ('began' in event) found.began.add(event.began);
    else found.ended.set(event.ended, event);
  }
  return found;
}
