import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  agentAimedAt,
  agentBudgetsOf,
  aimedAt,
  aimedBudgetsOf,
  possibleBudgetsOf,
} from '../../../bff/certification/aim.ts';
import { claimOf } from '../../../bff/certification/claim.ts';
import type { Finding } from '../../../bff/certification/decide.ts';
import type { ComparablePerson } from '../../../bff/evidence/evidence.ts';
import { comparableRepresentatives } from '../../../bff/evidence/people.ts';
import { DEFAULT_LIMITS, type Budget } from '../../../bff/limits/limits.ts';
import { createDigester } from '../../../bff/protection/digest.ts';
import { keysOf } from '../../support/keys.ts';
import { LI, residentId, rightClaim, ZHANG } from '../../support/people.ts';

const [old, fresh] = ['old', 'new'].map((id) => `${id}:${randomBytes(32).toString('base64')}`);
const digester = createDigester(keysOf(`${old}`));
const claim = (legalRepresentative = ZHANG) => claimOf(rightClaim({ legalRepresentative }), digester);
const people = (name: string, number: string, by = digester) =>
  comparableRepresentatives([{ name, idNumber: number }], by);
const aim = (representatives: ComparablePerson[], by = claim()) =>
  aimedAt(by, {
    kind: 'record',
    record: { name: '某公司', representatives, foundedOn: undefined, active: true, compares: [] },
  });

describe('an attempt aims', () => {
  it('at the registry’s person whose name it says, whatever number it says', () => {
    const guesses = [1, 2, 3].map((i) => claim({ name: ZHANG.name, idNumber: residentId(i) }));
    const [first, ...others] = guesses.map((guess) => aim(people(ZHANG.name, residentId(7)), guess));
    expect(first).toEqual([{ owner: digester.of('number', residentId(7)), ofUnit: false }]);
    for (const other of others) expect(other).toEqual(first);
  });

  it('at the same person in rows from before and after a new digest key', () => {
    const both = createDigester(keysOf(`${fresh},${old}`));
    expect(aim(people(ZHANG.name, ZHANG.idNumber, both))).toEqual(aim(people(ZHANG.name, ZHANG.idNumber)));
  });

  it('at every person of that name', () => {
    const two = [...people(ZHANG.name, residentId(7)), ...people(ZHANG.name, residentId(8))];
    expect(aim(two)).toHaveLength(2);
  });

  it('at whom it names at the unit, where the registry has nobody of that name, or no number', () => {
    const named = [{ owner: claim().guess.name, ofUnit: true }];
    expect(aim(people(LI.name, LI.idNumber))).toEqual(named);
    expect(aim(people(ZHANG.name, ''))).toEqual(named);
    expect(aimedAt(claim(), { kind: 'record', record: undefined })).toEqual(named);
  });

  it('at the beginning of a number too, where a registry gives verdicts', () => {
    const verdict = { kind: 'verdict', found: true, matches: false, active: true } as const;
    const ending = (end: string) => ({ name: ZHANG.name, idNumber: ZHANG.idNumber.slice(0, -4) + end });
    const aims = aimedAt(claim(ending('0001')), verdict);
    expect(aims.map(({ ofUnit }) => ofUnit)).toEqual([true, false]);
    expect(aimedAt(claim(ending('0002')), verdict)).toEqual(aims);
    expect(aimedAt(claim({ ...LI, idNumber: ending('0001').idNumber }), verdict)).not.toEqual(aims);
  });

  it('at the claimed agent, by the name at the unit and by the beginning of the number over all', () => {
    const by = (idNumber: string) =>
      claimOf(rightClaim({ applicant: 'agent', agent: { name: LI.name, idNumber } }), digester);
    const [atUnit, everywhere] = agentAimedAt(by(LI.idNumber));
    expect([atUnit?.ofUnit, everywhere?.ofUnit]).toEqual([true, false]);
    expect(agentAimedAt(by(`${LI.idNumber.slice(0, -4)}0001`))).toEqual([atUnit, everywhere]);
    expect(agentAimedAt(by(residentId(7)))[1]).not.toEqual(everywhere);
    expect(agentAimedAt(claim())).toEqual([]);
  });

  it('at nobody of whom the first read does not ask: whom the claim names, and the registry’s people', () => {
    const byAgent = claimOf(rightClaim({ applicant: 'agent', agent: LI }), digester);
    const keyOf = ({ name, owner, ofUnit }: Pick<Budget, 'name' | 'owner' | 'ofUnit'>) =>
      JSON.stringify([name, owner, ofUnit]);
    for (const representatives of [[], people(LI.name, LI.idNumber), people(ZHANG.name, residentId(7))])
      for (const flow of ['certification', 'registration'] as const) {
        const record = { name: '某公司', representatives, foundedOn: undefined, active: true, compares: [] };
        const registry = { kind: 'record', record } as const;
        const asked = [
          ...possibleBudgetsOf(flow, byAgent, DEFAULT_LIMITS, 0),
          ...representatives.map(({ numbers }) => ({
            name: 'personPerDay',
            owner: numbers.at(-1)!,
            ofUnit: false,
          })),
        ].map(keyOf);
        const decision = { outcome: 'certified' } as const;
        const aimed = aimedBudgetsOf(flow, byAgent, registry, decision, DEFAULT_LIMITS, 0);
        expect(aimed).toHaveLength(3);
        expect(asked).toEqual(expect.arrayContaining(aimed.map(keyOf)));
      }
  });

  it('at nobody while the registry is away', () => {
    const registry = { kind: 'outage', outage: 'timeout' } as const;
    const decision = { outcome: 'pending', partner: 'registry', outage: 'timeout' } as const;
    expect(aimedBudgetsOf('certification', claim(), registry, decision, DEFAULT_LIMITS, 0)).toEqual([]);
  });
});

/** The budgets of the people aimed at: in which a refusal counts, and whether it asks the others for room. */
const COUNTED: Record<Finding, { asked: Budget['limit'][]; counts: Budget['limit'][] }> = {
  'unit-code-unknown': { asked: [], counts: [] },
  'unit-name-differs': { asked: [], counts: [] },
  'unit-not-found': { asked: ['personPerDay', 'agentPerDay'], counts: ['personPerDay'] },
  'registry-incomplete': { asked: ['personPerDay', 'agentPerDay'], counts: ['personPerDay'] },
  'legal-name-differs': { asked: ['personPerDay', 'agentPerDay'], counts: ['personPerDay'] },
  'legal-number-differs': { asked: ['personPerDay', 'agentPerDay'], counts: ['personPerDay'] },
  'founding-date-differs': { asked: ['personPerDay', 'agentPerDay'], counts: ['personPerDay'] },
  'registry-differs': { asked: ['personPerDay', 'agentPerDay'], counts: ['personPerDay'] },
  'unit-not-active': { asked: ['personPerDay', 'agentPerDay'], counts: [] },
  'agent-without-record': { asked: ['personPerDay', 'agentPerDay'], counts: ['agentPerDay'] },
  'agent-record-too-old': { asked: ['personPerDay', 'agentPerDay'], counts: ['agentPerDay'] },
};

describe.each(['certification', 'registration'] as const)('a refused %s', (flow) => {
  it.each(Object.entries(COUNTED) as [Finding, (typeof COUNTED)[Finding]][])(
    'by %s counts in no budget but those of the table',
    (finding, { asked, counts }) => {
      const byAgent = claimOf(rightClaim({ applicant: 'agent', agent: LI }), digester);
      const record = {
        name: '某公司',
        representatives: people(ZHANG.name, residentId(7)),
        foundedOn: undefined,
        active: true,
        compares: [],
      };
      const decision = { outcome: 'rejected', finding } as const;
      const budgets = aimedBudgetsOf(flow, byAgent, { kind: 'record', record }, decision, DEFAULT_LIMITS, 0);
      const limitsOf = (some: Budget[]) => [...new Set(some.map(({ limit }) => limit))];
      expect(limitsOf(budgets)).toEqual(asked);
      expect(limitsOf(budgets.filter((budget) => budget.counts))).toEqual(counts);
      const ofAgent = agentBudgetsOf(flow, byAgent, decision, DEFAULT_LIMITS, 0);
      expect(limitsOf(ofAgent)).toEqual(['agentPerDay']);
      expect(limitsOf(ofAgent.filter((budget) => budget.counts))).toEqual(
        counts.filter((limit) => limit === 'agentPerDay'),
      );
    },
  );
});
