/** The consequence that an import has for a certification which the registry now speaks against, or agrees with again. */
import { describe, expect, it } from 'vitest';
import type { OpenTerm, Verdict } from '../../../bff/certifications/index.ts';
import { consequenceOf } from '../../../bff/import/judge.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-24T08:00:00Z');

const term = (change: Partial<OpenTerm> = {}): OpenTerm => ({
  unitCode: 'U1',
  submissionId: '00000000-0000-4000-8000-000000000001',
  siteId: 'portal',
  by: 'agent',
  agent: 'k1.a',
  method: 'registry',
  dueAt: null,
  dueReason: null,
  dueBy: null,
  ...change,
});
const DUE = {
  agent: term({ dueAt: new Date(NOW + 7 * DAY), dueReason: 'agent-withdrew', dueBy: 'agent' }),
  import: term({ dueAt: new Date(NOW + 7 * DAY), dueReason: 'registration-changed', dueBy: 'import' }),
} as const;
const OVER = term({ dueAt: new Date(NOW), dueReason: 'registration-changed', dueBy: 'import' });

const verdict = (isClosed = false): Verdict => ({
  holds: false,
  reason: isClosed ? 'unit-not-active' : 'representative-changed',
  isClosed,
});

describe.each([0, 1, 30])('with %i days of grace', (graceDays) => {
  const kindOf = (one: OpenTerm, is: Verdict) =>
    consequenceOf({ term: one, verdict: is }, { now: NOW, graceDays })?.kind;

  it.each(['agent', 'import'] as const)('a second reason moves no day that the %s has set', (by) =>
    expect(kindOf(DUE[by], verdict())).toBeUndefined(),
  );

  it('a first reason sets the day, or without grace ends it at once', () =>
    expect(kindOf(term(), verdict())).toBe(graceDays === 0 ? 'ends' : 'due'));

  it('a unit that has ceased to exist ends it at once, due or not', () => {
    for (const one of [term(), ...Object.values(DUE)]) expect(kindOf(one, verdict(true))).toBe('ends');
  });

  it('agreement takes back what an import has set, and nothing else', () => {
    const holds: Verdict = { holds: true };
    expect(kindOf(DUE.import, holds)).toBe('restored');
    expect(kindOf(DUE.agent, holds)).toBeUndefined();
    expect(kindOf(term(), holds)).toBeUndefined();
  });

  it('nothing changes one whose time is over', () => {
    for (const is of [verdict(), verdict(true), { holds: true } as const])
      expect(kindOf(OVER, is)).toBeUndefined();
  });
});
