/** Files to import, and what an import is called with. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegistryImportOptions } from '../../../bff/evidence/import/registry.ts';
import { createDigester, type Digester } from '../../../bff/protection/digest.ts';
import { keysOf } from '../../support/keys.ts';
import { KEYS } from '../../support/events.ts';
import { FOUNDED, ZHANG } from '../../support/people.ts';

const folder = mkdtempSync(join(tmpdir(), 'import-'));
let files = 0;

/** Writes a file, and returns its path. */
export function fileOf(content: string | Buffer): string {
  const file = join(folder, `${files++}.csv`);
  writeFileSync(file, content);
  return file;
}

export const HEADER = '企业名称,统一社会信用代码,法定代表人,法定代表人证件号码,成立日期,登记状态';

export interface Unit {
  code: string;
  name?: string;
  representative?: string;
  idNumber?: string;
  foundedOn?: string;
  status?: string;
}

export const line = (unit: Unit): string =>
  [
    unit.name ?? '南京示例有限公司',
    unit.code,
    unit.representative ?? ZHANG.name,
    unit.idNumber ?? ZHANG.idNumber,
    unit.foundedOn ?? FOUNDED,
    unit.status ?? '存续',
  ].join(',');

export const registryFile = (units: readonly Unit[]): string =>
  fileOf([HEADER, ...units.map(line)].join('\n') + '\n');

export const HANDLER_HEADER = '统一社会信用代码,经办人姓名,经办人证件号码,最近办理日期';

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
