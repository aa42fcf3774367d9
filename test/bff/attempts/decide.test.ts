import { describe, expect, it } from 'vitest';
import {
  decide,
  decideOnRegistry,
  publicReason,
  type Claim,
  type Evidence,
  type Finding,
} from '../../../bff/attempts/decide.ts';
import { CLAIM_FIELDS } from '../../../bff/contract/sources.ts';
import type { ReasonOfState } from '../../../bff/contract/reasons.ts';
import type { RegistryRecord } from '../../../bff/registry/evidence.ts';
import type { RegistryState } from '../../../bff/registry/registry-state.ts';

const NOW = Date.parse('2026-11-24T00:00:00Z');
const claim: Claim = {
  legalRepresentative: { name: '张三', numbers: ['k1.a'] },
  foundedOn: '2001-05-18',
  byAgent: false,
};
const record: RegistryRecord = {
  name: '南京示例有限公司',
  representatives: [{ name: '张三', numbers: ['k1.a'] }],
  foundedOn: '2001-05-18',
  state: 'active',
  compares: CLAIM_FIELDS,
};
const decideBy = (
  by: Claim,
  { registry, handler }: Pick<Evidence, 'registry' | 'handler'>,
  agentRecordMaxAgeDays: number | undefined,
) => decide(by, { onRegistry: decideOnRegistry(by, registry), handler }, { agentRecordMaxAgeDays }, NOW);
const decideOn = (
  registry: Partial<RegistryRecord> | undefined,
  by: Partial<Claim> = {},
  rest: Partial<Evidence> = {},
) =>
  decideBy(
    { ...claim, ...by },
    {
      registry: { kind: 'record', record: registry && { ...record, ...registry } },
      handler: undefined,
      ...rest,
    },
    undefined,
  );
const rejected = (finding: Finding) => ({ outcome: 'rejected', finding });

describe('a registering unit', () => {
  const named = (unitName: string) => ({ unitName });

  it.each(['南京示例有限公司', ' 南京示例有限公司　', '南京 示例有限公司'])(
    'is the registry’s as 「%s」',
    (name) => expect(decideOn({}, named(name))).toEqual({ outcome: 'certified' }),
  );

  it('is the same in brackets of either width', () => {
    expect(decideOn({ name: '示例(南京)有限公司' }, named('示例（南京）有限公司'))).toEqual({
      outcome: 'certified',
    });
    expect(decideOn({ name: '示例（南京）ＡＢＣ公司' }, named('示例(南京)abc公司'))).toEqual({
      outcome: 'certified',
    });
  });

  it('fails as a unit before anything is said of its people', () => {
    const other = { name: '李四', numbers: ['k1.z'] };
    expect(decideOn(undefined, named('南京示例有限公司'))).toEqual(rejected('unit-code-unknown'));
    expect(
      decideOn({ state: 'inactive' }, { ...named('南京示范有限公司'), legalRepresentative: other }),
    ).toEqual(rejected('unit-name-differs'));
    expect(decideOn({ name: '' }, named('南京示例有限公司'))).toEqual(rejected('unit-name-differs'));
    expect(decideOn({}, { ...named('南京示例有限公司'), legalRepresentative: other })).toEqual(
      rejected('legal-name-differs'),
    );
    for (const finding of ['unit-code-unknown', 'unit-name-differs'] as const)
      expect(publicReason(finding)).toBe('unit-mismatch');
  });

  it('is vouched for by a verdict that finds it, and no other', () => {
    const verdict = (found: boolean, matches: boolean): Partial<Evidence> => ({
      registry: { kind: 'verdict', found, matches, active: true },
    });
    expect(decideOn({}, named('x'), verdict(true, true))).toEqual({ outcome: 'certified' });
    expect(decideOn({}, named('x'), verdict(true, false))).toEqual(rejected('registry-differs'));
    expect(decideOn({}, named('x'), verdict(false, false))).toEqual(rejected('unit-code-unknown'));
  });

  it('waits while the registry is away', () =>
    expect(decideOn({}, named('x'), { registry: { kind: 'outage', outage: 'timeout' } })).toMatchObject({
      outcome: 'pending',
    }));
});

describe('the legal data', () => {
  it('certifies when name, number and date are equal', () => {
    expect(decideOn({})).toEqual({ outcome: 'certified' });
  });

  it.each<[string, Partial<RegistryRecord> | undefined, Finding]>([
    ['no such unit', undefined, 'unit-not-found'],
    ['no representative in the registry', { representatives: [] }, 'registry-incomplete'],
    ['no date in the registry', { foundedOn: undefined }, 'registry-incomplete'],
    ['another name', { representatives: [{ name: '张叁', numbers: ['k1.a'] }] }, 'legal-name-differs'],
    ['another number', { representatives: [{ name: '张三', numbers: ['k1.b'] }] }, 'legal-number-differs'],
    [
      'a person without a number',
      { representatives: [{ name: '张三', numbers: [] }] },
      'registry-incomplete',
    ],
    [
      'a name with a lost character',
      { representatives: [{ name: '张?', numbers: ['k1.a'] }] },
      'registry-incomplete',
    ],
    ['another date', { foundedOn: '2001-05-19' }, 'founding-date-differs'],
  ])('rejects %s, and says the same in public', (_, registry, finding) => {
    expect(decideOn(registry)).toEqual(rejected(finding));
    expect(publicReason(finding)).toBe('registry-mismatch');
  });

  const REFUSALS: Record<RegistryState, ReasonOfState | null> = {
    active: null,
    inactive: 'unit-not-active',
    closed: 'unit-not-active',
  };
  it.each(Object.entries(REFUSALS) as [RegistryState, ReasonOfState | null][])(
    'says what the state %s refuses only when everything else matched',
    (state, refusal) => {
      expect(decideOn({ state })).toEqual(refusal === null ? { outcome: 'certified' } : rejected(refusal));
      expect(decideOn({ state, foundedOn: '1999-01-01' })).toEqual(rejected('founding-date-differs'));
      if (refusal !== null) expect(publicReason(refusal)).toBe(refusal);
    },
  );

  it('rejects a claim without the date that the registry compares', () =>
    expect(decideOn({}, { foundedOn: undefined })).toEqual(rejected('founding-date-differs')));

  it('takes any one of several representatives, with that one’s own number', () => {
    const two = [
      { name: '李四', numbers: ['k1.b'] },
      { name: '张三', numbers: ['k1.a'] },
    ];
    expect(decideOn({ representatives: two })).toEqual({ outcome: 'certified' });
    const mixed = { legalRepresentative: { name: '李四', numbers: ['k1.a'] } };
    expect(decideOn({ representatives: two }, mixed)).toEqual(rejected('legal-number-differs'));
  });

  it('compares numbers under every live key', () => {
    const rotated = { legalRepresentative: { name: '张三', numbers: ['k2.z', 'k1.a'] } };
    expect(decideOn({}, rotated)).toEqual({ outcome: 'certified' });
  });
});

describe('a registry that gives its own verdict', () => {
  const verdict = (found: boolean, matches: boolean, active: boolean) =>
    decideOn({}, {}, { registry: { kind: 'verdict', found, matches, active } });

  it('is believed', () => {
    expect(verdict(true, true, true)).toEqual({ outcome: 'certified' });
    expect(verdict(false, true, true)).toEqual(rejected('unit-not-found'));
    expect(verdict(true, false, false)).toEqual(rejected('registry-differs'));
    expect(verdict(true, true, false)).toEqual(rejected('unit-not-active'));
  });
});

describe('outages', () => {
  it('never certify and never reject', () => {
    const registry = { kind: 'outage', outage: 'timeout' } as const;
    expect(decideOn({}, {}, { registry })).toEqual({
      outcome: 'pending',
      partner: 'registry',
      outage: 'timeout',
    });
  });

  it('of the insurance leave a mismatch a mismatch', () => {
    const handler = { kind: 'outage', outage: 'refused' } as const;
    expect(decideOn({ foundedOn: '1999-01-01' }, { byAgent: true }, { handler })).toEqual(
      rejected('founding-date-differs'),
    );
    expect(decideOn({}, { byAgent: true }, { handler })).toEqual({
      outcome: 'pending',
      partner: 'insurance',
      outage: 'refused',
    });
  });
});

describe('an agent', () => {
  const handler = (handled: boolean, lastHandledOn?: string) =>
    ({ kind: 'record', handled, lastHandledOn }) as Evidence['handler'];

  it('needs a handling record at the unit besides the legal data', () => {
    expect(decideOn({}, { byAgent: true }, { handler: handler(true) })).toEqual({ outcome: 'certified' });
    expect(decideOn({}, { byAgent: true }, { handler: handler(false) })).toEqual(
      rejected('agent-without-record'),
    );
  });

  it('is recent for days of China, from midnight to midnight there', () => {
    const recentAt = (instant: string) =>
      decide(
        { ...claim, byAgent: true },
        { onRegistry: { outcome: 'certified' }, handler: handler(true, '2026-11-20') },
        { agentRecordMaxAgeDays: 3 },
        Date.parse(instant),
      );
    expect(recentAt('2026-11-22T23:59:59.999+08:00')).toEqual({ outcome: 'certified' });
    expect(recentAt('2026-11-23T00:00:00.000+08:00')).toEqual(rejected('agent-record-too-old'));
    expect(recentAt('2026-11-20T00:00:00.000+08:00')).toEqual({ outcome: 'certified' });
  });

  it('may be asked for a recent one', () => {
    const recent = (lastHandledOn: string | undefined) =>
      decideBy(
        { ...claim, byAgent: true },
        { registry: { kind: 'record', record }, handler: handler(true, lastHandledOn) },
        365,
      );
    expect(recent('2026-01-01')).toEqual({ outcome: 'certified' });
    expect(recent('2020-01-01')).toEqual(rejected('agent-record-too-old'));
    expect(recent(undefined)).toEqual(rejected('agent-record-too-old'));
  });
});
