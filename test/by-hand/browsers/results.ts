/** The results of a run, stored beside this file. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { StoryName } from '../../e2e/support/stories.ts';

export interface EngineResult {
  /** `YYYY-MM-DD`. */
  on: string;
  version?: string;
  /** Why the engine was not available. */
  missing?: string;
  /** `passed`, or the error. */
  stories?: Partial<Record<StoryName, string>>;
}

export type Results = Record<string, EngineResult>;

export const PASSED = 'passed';

const FILE = fileURLToPath(new URL('results.json', import.meta.url));

export const readResults = (): Results =>
  existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Results) : {};

export const writeResults = (results: Results): void =>
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
