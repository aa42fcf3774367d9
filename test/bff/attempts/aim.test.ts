import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  agentBudgets,
  agentBudgetsOf,
  aimedAt,
  aimedBudgetsOf,
  possibleBudgetsOf,
} from '../../../bff/attempts/aim.ts';
import { claimOf } from '../../../bff/attempts/claim.ts';
import type { Finding } from '../../../bff/attempts/decide.ts';
import type { ComparablePerson } from '../../../bff/registry/evidence.ts';
import { comparableRepresentatives } from '../../../bff/registry/people.ts';
import { DEFAULT_LIMITS, type Budget } from '../../../bff/limits/limits.ts';
import { createDigester } from '../../../bff/keys/digest.ts';
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
    record: { name: '某公司', representatives, foundedOn: undefined, state: 'active' as const, compares: [] },
  });

describe('an attempt aims', () => {
  it('at the registry’s person whose name it says, whatever number it says', () => {
    const guesses = [1, 2, 3].map((i) => claim({ name: ZHANG.name, idNumber: residentId(i) }));
    const [first, ...others] = guesses.map((guess) => aim(people(ZHANG.name, residentId(7)), guess));
    expect(first![0]).toEqual({ owner: digester.of('number', residentId(7)), ofUnit: false });
    for (const other of others) expect(other[0]).toEqual(first![0]);
  });

  it('at the same person in rows from before and after a new digest key', () => {
    const both = createDigester(keysOf(`${fresh},${old}`));
    expect(aim(people(ZHANG.name, ZHANG.idNumber, both))).toEqual(aim(people(ZHANG.name, ZHANG.idNumber)));
  });

  it('at every person of that name, and at whoever has that name and the beginning of that number', () => {
    const two = [...people(ZHANG.name, residentId(7)), ...people(ZHANG.name, residentId(8))];
    const beginning = { owner: claim().guess.numberBeginning, ofUnit: false };
    expect(aim(two)).toEqual([...two.map(({ numbers: [owner] }) => ({ owner, ofUnit: false })), beginning]);
  });

  it('at whom it names at the unit, where the registry has nobody of that name, or no number', () => {
    const { name, numberBeginning } = claim().guess;
    const named = [
      { owner: name, ofUnit: true },
      { owner: numberBeginning, ofUnit: false },
    ];
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
    const by = (idNumber: string) => {
      const asAgent = rightClaim({ applicant: 'agent', agent: { name: LI.name, idNumber } });
      const budgets = agentBudgets(claimOf(asAgent, digester), 'certification', true, DEFAULT_LIMITS, 0);
      return budgets.map(({ kind, owner, ofUnit }) => ({ kind, owner, ofUnit }));
    };
    const [atUnit, everywhere] = by(LI.idNumber);
    expect([atUnit, everywhere]).toMatchObject([
      { kind: 'agentPerDay', ofUnit: true },
      { kind: 'personPerDay', ofUnit: false },
    ]);
    expect(by(`${LI.idNumber.slice(0, -4)}0001`)).toEqual([atUnit, everywhere]);
    expect(by(residentId(7))[1]).not.toEqual(everywhere);
    expect(agentBudgets(claim(), 'certification', true, DEFAULT_LIMITS, 0)).toEqual([]);
  });

  it('at one person, as representative here and as agent there', () => {
    const ofAgent = agentBudgets(
      claimOf(rightClaim({ applicant: 'agent', agent: ZHANG }), digester),
      'certification',
      true,
      DEFAULT_LIMITS,
      0,
    ).filter(({ kind }) => kind === 'personPerDay');
    expect(ofAgent).toHaveLength(1);
    expect(aim(people(ZHANG.name, residentId(7)))).toContainEqual({
      owner: ofAgent[0]!.owner,
      ofUnit: false,
    });
  });

  it('once at a person who is both in one claim, and counts when either is wrong', () => {
    const both = claimOf(rightClaim({ applicant: 'agent', agent: ZHANG }), digester);
    const record = {
      name: '某公司',
      representatives: people(ZHANG.name, ZHANG.idNumber),
      foundedOn: undefined,
      state: 'active' as const,
      compares: [],
    };
    const decision = { outcome: 'rejected', finding: 'agent-without-record' } as const;
    const aimed = aimedBudgetsOf(
      'certification',
      both,
      { kind: 'record', record },
      decision,
      DEFAULT_LIMITS,
      0,
    );
    const beginnings = aimed.filter(({ owner }) => owner === both.guess.numberBeginning);
    expect(beginnings.map(({ kind, counts }) => [kind, counts])).toEqual([['personPerDay', true]]);
  });

  it('at nobody of whom the first read does not ask: whom the claim names, and the registry’s people', () => {
    const byAgent = claimOf(rightClaim({ applicant: 'agent', agent: LI }), digester);
    const keyOf = ({ kind, owner, ofUnit }: Pick<Budget, 'kind' | 'owner' | 'ofUnit'>) =>
      JSON.stringify([kind, owner, ofUnit]);
    for (const representatives of [[], people(LI.name, LI.idNumber), people(ZHANG.name, residentId(7))])
      for (const flow of ['certification', 'registration'] as const) {
        const record = {
          name: '某公司',
          representatives,
          foundedOn: undefined,
          state: 'active' as const,
          compares: [],
        };
        const registry = { kind: 'record', record } as const;
        const asked = [
          ...possibleBudgetsOf(flow, byAgent, DEFAULT_LIMITS, 0),
          ...representatives.map(({ numbers }) => ({
            kind: 'personPerDay' as const,
            owner: numbers.at(-1)!,
            ofUnit: false,
          })),
        ].map(keyOf);
        const decision = { outcome: 'certified' } as const;
        const aimed = aimedBudgetsOf(flow, byAgent, registry, decision, DEFAULT_LIMITS, 0);
        expect(aimed.length).toBeGreaterThanOrEqual(4);
        expect(asked).toEqual(expect.arrayContaining(aimed.map(keyOf)));
      }
  });

  it('at nobody while the registry is away', () => {
    const registry = { kind: 'outage', outage: 'timeout' } as const;
    const decision = { outcome: 'pending', partner: 'registry', outage: 'timeout' } as const;
    expect(aimedBudgetsOf('certification', claim(), registry, decision, DEFAULT_LIMITS, 0)).toEqual([]);
  });
});

type Aimed = 'representative' | 'agent';

/** In whose budgets a refusal counts, and whose it asks for room. */
const COUNTED: Record<Finding, { asked: Aimed[]; counts: Aimed[] }> = {
  'unit-code-unknown': { asked: [], counts: [] },
  'unit-name-differs': { asked: [], counts: [] },
  'unit-not-found': { asked: ['representative', 'agent'], counts: ['representative'] },
  'registry-incomplete': { asked: ['representative', 'agent'], counts: ['representative'] },
  'legal-name-differs': { asked: ['representative', 'agent'], counts: ['representative'] },
  'legal-number-differs': { asked: ['representative', 'agent'], counts: ['representative'] },
  'founding-date-differs': { asked: ['representative', 'agent'], counts: ['representative'] },
  'registry-differs': { asked: ['representative', 'agent'], counts: ['representative'] },
  'unit-not-active': { asked: ['representative', 'agent'], counts: [] },
  'agent-without-record': { asked: ['representative', 'agent'], counts: ['agent'] },
  'agent-record-too-old': { asked: ['representative', 'agent'], counts: ['agent'] },
};

describe.each(['certification', 'registration'] as const)('a refused %s', (flow) => {
  const record = {
    name: '某公司',
    representatives: people(ZHANG.name, residentId(7)),
    foundedOn: undefined,
    state: 'active' as const,
    compares: [],
  };
  const byAgent = claimOf(rightClaim({ applicant: 'agent', agent: LI }), digester);
  const ofAgent = [byAgent.agentGuess!.name, byAgent.agentGuess!.numberBeginning];
  const aimedIn = (budgets: Budget[]) => [
    ...new Set(budgets.map(({ owner }): Aimed => (ofAgent.includes(owner) ? 'agent' : 'representative'))),
  ];

  it.each(Object.entries(COUNTED) as [Finding, (typeof COUNTED)[Finding]][])(
    'by %s counts in no budget but those of the table',
    (finding, { asked, counts }) => {
      const decision = { outcome: 'rejected', finding } as const;
      const budgets = aimedBudgetsOf(flow, byAgent, { kind: 'record', record }, decision, DEFAULT_LIMITS, 0);
      expect(aimedIn(budgets)).toEqual(asked);
      expect(aimedIn(budgets.filter((budget) => budget.counts))).toEqual(counts);
      const agents = agentBudgetsOf(flow, byAgent, decision, DEFAULT_LIMITS, 0);
      expect(agents.map(({ owner }) => owner).sort()).toEqual([...ofAgent].sort());
      expect(aimedIn(agents.filter((budget) => budget.counts))).toEqual(
        counts.filter((aimed) => aimed === 'agent'),
      );
    },
  );
});
