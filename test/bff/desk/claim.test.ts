/** The claim at the counter beside the registers: what is compared, and what nobody has answered. */
import { expect, it } from 'vitest';
import type { LookedAt } from '../../../bff/cases/read.ts';
import { claimPart } from '../../../bff/desk/cases/claim.ts';

const LOOK = {
  case: { unitCode: '91320199MA1DEM0152', state: 'open', givenName: null },
  claim: {
    legalRepresentative: { name: '周文静', idNumber: '320199197603122140' },
    foundedOn: '2003-06-18',
    agent: { name: '林晚晴', idNumber: '320199199102171488' },
  },
  registry: {
    source: { source: 'market', asOf: '2026-11-24' },
    representatives: ['周文静'],
    foundedOn: '2003-06-18',
    active: true,
  },
} as unknown as LookedAt;

it.each([
  ['registry', '登记系统暂时没有答复，没有比较。'],
  ['insurance', '登记信息一致；经办记录的系统暂时没有答复，代理人没有比较。'],
] as const)('where %s gives no answer, says what is not compared', (partner, words) => {
  const decision = { outcome: 'pending', partner, outage: 'timeout' } as const;
  expect(String(claimPart({ ...LOOK, decision }, 'staff:officer-1'))).toContain(`<p>${words}</p>`);
});
