import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nextStep, withoutWay, type Facts } from '../../../bff/certifications/next.ts';
import { STEPS, type NextStep, type Step, type Way } from '../../../bff/contract/next.ts';
import { states } from './states.ts';

/** All steps, each once with the facts that lead to it first. */
const found = new Map<string, { facts: Facts; next: NextStep; states: number }>();
const broken = new Map<string, Facts>();

const check = (rule: string, holds: boolean, facts: Facts) => {
  if (!holds && !broken.has(rule)) broken.set(rule, facts);
};

const rowOf = ({ step, ways, closed, reference, until }: NextStep): string =>
  [
    step,
    ways.join(' '),
    closed.map(({ way }) => way).join(' '),
    reference ?? '–',
    until === null ? '–' : 'until',
  ].join(' | ');

for (const facts of states()) {
  const next = nextStep(facts);
  const row = rowOf(next);
  const known = found.get(row);
  if (known) known.states++;
  else found.set(row, { facts, next, states: 1 });
}

for (const { facts, next } of found.values()) {
  const { step, ways, closed, until, reference } = next;
  const isOperator = facts.role === 'operator';
  const isPlace = ['authority', 'administrator', 'no-source', 'deciding', 'checking', 'none'].includes(step);
  check('an operator has no ways', !isOperator || ways.length + closed.length === 0, facts);
  check('each step has a way, an instant or a place', ways.length > 0 || until !== null || isPlace, facts);
  check(
    'no way is open and closed',
    closed.every(({ way }) => !ways.includes(way)),
    facts,
  );
  check('no way stands twice', new Set(ways).size === ways.length, facts);
  check(
    'a closed way says until when',
    closed.every(({ until: end }) => Date.parse(end) > 0),
    facts,
  );
  check(
    'the counter comes first at `counter`',
    step !== 'counter' || isOperator || ways[0] === 'counter',
    facts,
  );
  check(
    '`later` tells the first instant',
    step !== 'later' || closed.some((one) => one.until === until),
    facts,
  );
  check(
    'whoever may certify may bring papers instead, unless a case is open',
    !ways.includes('certify') ||
      !facts.hasCounter ||
      [...ways, ...closed.map(({ way }) => way)].includes('counter') ||
      facts.case?.state === 'open',
    facts,
  );
  const all = [...ways, ...closed.map(({ way }) => way)];
  const waits = ['deciding', 'bring', 'checking', 'rechecking'].includes(step);
  const isCurrent = facts.term !== undefined && facts.term.due === undefined;
  check(
    'what waits may be taken back, and nothing else',
    isOperator || all.includes('withdraw-kept') === waits,
    facts,
  );
  check('what waits has a reference', !waits || ['CASE', 'WAIT', 'KEPT'].includes(reference ?? ''), facts);
  check(
    'no limit keeps a claim from being taken back or checked again',
    closed.every(({ way }) => way !== 'withdraw-kept' && way !== 'recheck'),
    facts,
  );
  check(
    'beside a certification that stands the agent is replaced or leaves, and nothing else is sent',
    !isCurrent || all.every((way) => ['replace', 'withdraw', 'withdraw-kept'].includes(way)),
    facts,
  );
  check(
    'only an agent is replaced',
    !all.includes('replace') || (isCurrent && facts.term?.by === 'agent'),
    facts,
  );
  check(
    'only an agent who has not left may leave',
    isOperator ||
      all.includes('withdraw') ===
        (!facts.isHeld && facts.term?.by === 'agent' && facts.term.due?.reason !== 'agent-withdrew'),
    facts,
  );
  check(
    'a unit that is held has no way, not even a closed one, and is told nothing but that',
    !facts.isHeld || (step === 'authority' && all.length === 0 && next.reason === null && reference === null),
    facts,
  );
  check(
    'no other unit is without a way at `authority`',
    step !== 'authority' || facts.isHeld || isOperator || all.length > 0,
    facts,
  );
}

describe('the next step', () => {
  it('keeps its rules in every state', () => expect([...broken]).toEqual([]));

  it('is one of the contract, and each of them is reached', () => {
    const reached = new Set([...found.values()].map(({ next }) => next.step));
    expect([...reached].sort()).toEqual([...STEPS].sort());
  });

  it('has the ways that steps.md lists, and no others', () => {
    const page = readFileSync(new URL('steps.md', import.meta.url), 'utf8');
    const listed = new Map<Step, string[]>(STEPS.map((step) => [step, []]));
    for (const [, step = '', ways = ''] of page.matchAll(/^\| `([\w-]+)` \| ([^|]*) \|/gm))
      listed.get(step as Step)!.push(ways.trim());
    const said = new Map<Step, Set<string>>(STEPS.map((step) => [step, new Set()]));
    for (const { next, facts } of found.values()) {
      const { step, ways, closed } = next;
      const hasLimits = closed.length > 0;
      if (facts.role === 'operator' && step !== 'administrator') continue;
      if (hasLimits && step !== 'later') continue;
      said.get(step)!.add(
        foldedOf(
          ways,
          closed.map(({ way }) => way),
        ),
      );
    }
    for (const step of STEPS)
      expect({ step, ways: listed.get(step)!.toSorted() }).toEqual({
        step,
        ways: [...said.get(step)!].toSorted(),
      });
  });
});

/** `[…]`: closed by a limit. An agent's own withdrawal is beside the point, and so is the withdrawal of what waits. */
function foldedOf(ways: readonly Way[], closed: readonly Way[]): string {
  const written = [...ways, ...closed.map((way) => `[${way}]`)].filter(
    (way) => !/^\[?withdraw(-kept)?\]?$/.test(way),
  );
  return written.join(' ') || '–';
}

describe('the next step after a limit that is not told', () => {
  const next: NextStep = {
    ...{ step: 'correct', ways: ['certify', 'counter'], closed: [], reason: 'registry-mismatch' },
    ...{ reference: 'XEZYZ7UX', until: null, attempts: 3 },
  };
  const until = Date.parse('2026-12-01T00:00:00Z');

  it('has the other ways, and no count, which was that of the way', () => {
    expect(withoutWay(next, 'certify', until)).toEqual({ ...next, ways: ['counter'], attempts: null });
  });

  it.each([[['certify']], [['certify', 'withdraw']]] as Way[][][])(
    'is `later` when %j has no other way to a certification',
    (ways) => {
      const left = ways.filter((way) => way !== 'certify');
      expect(withoutWay({ ...next, ways }, 'certify', until)).toEqual({
        ...next,
        ways: left,
        ...{ step: 'later', until: '2026-12-01T00:00:00.000Z', attempts: null },
      });
    },
  );

  it('stays where something waits, or nothing has to be done', () => {
    const waiting: NextStep = { ...next, step: 'checking', ways: ['certify', 'withdraw-kept'] };
    expect(withoutWay(waiting, 'certify', until).step).toBe('checking');
    const standing: NextStep = { ...next, step: 'none', ways: ['replace', 'withdraw'] };
    expect(withoutWay(standing, 'replace', until).step).toBe('none');
  });

  it('is the same when the way is closed already', () => {
    expect(withoutWay(next, 'recheck', until)).toBe(next);
  });
});
