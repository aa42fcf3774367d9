/** Files to import, and what an import is called with. */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { FOUNDED, ZHANG } from '../../support/people.ts';

export { NOW, digesterOf, optionsOf } from './options.ts';

/** Writes a file, and returns its path. */
export function fileOf(content: string | Buffer): string {
  const file = join(inject('testFiles'), `${randomUUID()}.csv`);
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
