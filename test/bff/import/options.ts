/** The options of an import. Processes without a test runner use them too. */
import type { RegistryImportOptions } from '../../../bff/import/registry.ts';
import { createDigester, type Digester } from '../../../bff/keys/digest.ts';
import { KEYS } from '../../support/events.ts';
import { keysOf } from '../../support/keys.ts';

/** A digester over keys named `ids`, newest first; the same name is the same key. */
export const digesterOf = (...ids: string[]): Digester =>
  createDigester(keysOf(ids.map((id) => `${id}:${Buffer.alloc(32, id).toString('base64')}`).join(',')));

export const NOW = Date.parse('2026-11-24T08:00:00Z');

export const optionsOf = (
  file: string,
  change: Partial<RegistryImportOptions> = {},
): RegistryImportOptions => ({
  file,
  source: 'market',
  full: false,
  force: false,
  now: NOW,
  graceDays: 0,
  actor: 'operator:tester',
  digester: digesterOf('k1'),
  keys: KEYS,
  ...change,
});
