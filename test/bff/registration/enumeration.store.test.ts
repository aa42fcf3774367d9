/**
 * Guessing the number of a person who represents many units (decision 0014): the duration, the users who are locked out, and the
 * information in the answers. The tests control the clock.
 */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { checkIdNumber } from '../../../bff/contract/identifiers.ts';
import type { ClaimRequest } from '../../../bff/contract/wire.ts';
import type { Database } from '../../../bff/database/database.ts';
import type { RegistrationDependencies } from '../../../bff/registration/register.ts';
import { showUnit, unlockUnit } from '../../../bff/staff/unit.ts';
import { submitterOf, testDependencies, type TestDependencies } from '../../support/dependencies.ts';
import { LI, registerHandler, residentId, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { newUnit, storeTest } from '../../support/store.ts';
import { phoneOf, registrationDependencies, sendingRegistration } from './support.ts';

const DAY = 86_400_000;
type Deps = TestDependencies & RegistrationDependencies;
type Kind = 'too-many-attempts' | string;

let guesses = 0;
let phones = 80_000_000;
/** A claim with a wrong number, a different one each time. */
const wrong = (name = ZHANG.name) =>
  rightClaim({ legalRepresentative: { name, idNumber: residentId(100 + ++guesses) } });

/** Registers as a stranger with a new phone. Returns the outcome, or the reason why there is none. */
async function tryToRegister(deps: Deps, unit: string, claim: ClaimRequest): Promise<Kind> {
  const send = await sendingRegistration(deps, unit, phoneOf(++phones), claim);
  const result = await send();
  return result.kind === 'answered' ? result.answer.outcome : result.kind;
}

/** Certifies as an administrator of the unit, a different one each time. Returns the outcome, or the reason. */
async function tryToCertify(deps: TestDependencies, unit: string, claim: ClaimRequest) {
  const result = await submit(deps, submitterOf(unit, { sub: randomUUID() }), randomUUID(), claim);
  return result.kind === 'answered' ? result.answer.outcome : result.kind;
}

/** Dependencies that count their statements. */
function countingStatements(deps: Deps) {
  let statements = 0;
  const database: Database = {
    ...deps.database,
    run: (statement, values) => {
      statements++;
      return deps.database.run(statement, values);
    },
  };
  return { deps: { ...deps, database }, statements: () => statements };
}

/** All valid numbers that differ from this one in its last four characters. */
function endingsOf(idNumber: string): string[] {
  const beginning = idNumber.slice(0, -4);
  const endings = Array.from({ length: 1_000 }, (_unused, i) => beginning + String(i).padStart(3, '0'));
  return endings.flatMap((ending) => [...'0123456789X'].map((last) => ending + last).filter(isValid));
}
const isValid = (idNumber: string) => checkIdNumber(idNumber).ok;

const judged = (kinds: readonly Kind[]) => kinds.filter((kind) => kind !== 'too-many-attempts').length;

describe('guessing', () => {
  const it = storeTest
    .extend('deps', ({ database }) => registrationDependencies(testDependencies(database)))
    .extend('units', ({ deps }) => async (count: number) => {
      const codes: string[] = [];
      while (codes.length < count) codes.push(await newUnit(deps));
      return codes;
    });

  it('a number of which four characters are unknown takes more than thirty days, unless the sex is known', async ({
    deps,
    units,
  }) => {
    const candidates = endingsOf(ZHANG.idNumber);
    expect(candidates).toHaveLength(1_000); // the last character follows from the others

    // An attacker with any number of phones, who is also an administrator of each of twenty units.
    const [all, days] = [await units(20), 5];
    let answers = 0;
    for (let day = 0; day < days; day++, deps.clock.now += DAY) {
      const unit = (i: number) => all[(14 * day + i) % all.length]!;
      const kinds = [
        ...Array.from({ length: 6 }, (_unused, i) => tryToRegister(deps, unit(i), wrong())),
        ...Array.from({ length: 14 }, (_unused, i) => tryToCertify(deps, unit(i), wrong())),
      ];
      answers += judged(await Promise.all(kinds));
    }
    const inDays = (count: number, representedUnits: number) => 10 * count + representedUnits;
    expect(answers).toBeGreaterThan(10 * days);
    expect(answers).toBeLessThanOrEqual(inDays(days, all.length));
    // Half of the candidates are the expected number of guesses; a unit's first try comes back after thirty days.
    expect(inDays(30, 60)).toBeLessThan(candidates.length / 2);
  });

  it('by strangers gets five answers a day, over all units, also fifty at once', async ({ deps, units }) => {
    const all = await units(10);
    const kinds = await Promise.all(
      Array.from({ length: 50 }, (_unused, i) => tryToRegister(deps, all[i % 10]!, wrong())),
    );
    expect(judged(kinds)).toBe(5);
    expect(await tryToRegister(deps, all[0]!, rightClaim())).toBe('too-many-attempts'); // not even the right one
    deps.clock.now += DAY;
    expect(await tryToRegister(deps, all[0]!, rightClaim())).toBe('certified');
  });

  it('by administrators of many units gets ten, and the first of each unit, also fifty at once', async ({
    deps,
    units,
  }) => {
    const all = await units(5);
    for (const unit of all) expect(await tryToCertify(deps, unit, wrong())).toBe('rejected');
    const kinds = await Promise.all(
      Array.from({ length: 50 }, (_unused, i) => tryToCertify(deps, all[i % 5]!, wrong())),
    );
    expect(judged(kinds)).toBe(5);
    expect(await tryToCertify(deps, all[0]!, rightClaim())).toBe('too-many-attempts');
    const [quiet] = await units(1);
    const first = await Promise.all(Array.from({ length: 50 }, () => tryToCertify(deps, quiet!, wrong())));
    expect(judged(first)).toBe(1);
  });

  it('locks no unit’s own administrators out', async ({ deps, units }) => {
    const [attacked, sibling, slips, once] = await units(4);
    for (let day = 0; day < 3; day++, deps.clock.now += DAY) {
      // Strangers try all day. The units' real administrators make a mistake and can still certify.
      for (let i = 0; i < 8; i++) await tryToRegister(deps, attacked!, wrong());
      if (day === 0)
        for (let i = 0; i < 4; i++) expect(await tryToCertify(deps, slips!, wrong())).toBe('rejected');
      if (day === 0) expect(await tryToCertify(deps, slips!, rightClaim())).toBe('certified');
    }
    // An administrator of one unit uses up the rest of the limit. The other units still have their first try.
    for (let i = 0; i < 8; i++) await tryToRegister(deps, attacked!, wrong());
    for (let i = 0; i < 10; i++) await tryToCertify(deps, sibling!, wrong());
    expect(await tryToCertify(deps, attacked!, rightClaim())).toBe('certified');
    expect(await tryToCertify(deps, once!, wrong())).toBe('rejected');
    expect(await tryToCertify(deps, once!, rightClaim())).toBe('too-many-attempts');
    // An officer resets the unit's limits.
    const { limits } = await showUnit(deps.database, deps.limits, once!, deps.now());
    expect(limits.map(({ limit }) => limit)).toContain('personPerDay');
    await unlockUnit(deps, once!, { reason: 'asked', actor: 'operator:tester' }, deps.now());
    expect((await showUnit(deps.database, deps.limits, once!, deps.now())).limits).toEqual([]);
    expect(await tryToCertify(deps, once!, rightClaim())).toBe('certified');
  });

  it.for([
    ['registers', 'a partner', tryToRegister],
    ['certifies', 'a partner', tryToCertify],
    ['registers', 'no partner', tryToRegister],
    ['certifies', 'no partner', tryToCertify],
  ] as const)(
    'tells who %s, with %s as registry, nothing of whom it has',
    async ([, partner, attempt], { deps, units }) => {
      if (partner === 'no partner') deps.sources = { ...deps.sources, registry: undefined };
      const counted = countingStatements(deps);
      const [hit, missed] = await units(2);
      const unknown = uscc(95_000_000 + ++guesses);
      const sequences: unknown[] = [];
      for (const [unit, name] of [
        [hit!, ZHANG.name],
        [missed!, '王无名'],
        ...(attempt === tryToCertify ? [[unknown, ZHANG.name] as const] : []),
      ] as const) {
        const sequence: unknown[] = [];
        for (let i = 0; i < 13; i++) {
          const before = counted.statements();
          sequence.push([await attempt(counted.deps, unit, wrong(name)), counted.statements() - before]);
        }
        sequences.push(sequence);
      }
      for (const sequence of sequences) expect(sequence).toEqual(sequences[0]);
      const answers = (sequences[0] as [Kind, number][]).map(([kind]) => kind);
      expect(judged(answers)).toBe(attempt === tryToRegister ? 5 : 10);
    },
  );

  it('is not helped by an insurance that is away', async ({ deps, units }) => {
    const [unit] = await units(1);
    deps.partner.insurance = { kind: 'outage', outage: 'timeout' };
    const byAgent = rightClaim({ applicant: 'agent', agent: LI });
    expect(await tryToRegister(deps, unit!, byAgent)).toBe('pending');
    for (let i = 0; i < 5; i++) await tryToRegister(deps, unit!, wrong());
    expect(await tryToRegister(deps, unit!, byAgent)).toBe('too-many-attempts');
    for (let i = 0; i < 10; i++) await tryToCertify(deps, unit!, wrong());
    expect(await tryToCertify(deps, unit!, byAgent)).toBe('too-many-attempts');
  });

  it('at a registry that gives verdicts is counted by the beginning of the number', async ({ deps }) => {
    deps.partner.registry = { kind: 'verdict', found: true, matches: false, active: true };
    const ending = (i: number) => ({
      name: ZHANG.name,
      idNumber: ZHANG.idNumber.slice(0, -4) + String(1000 + i),
    });
    const kinds: Kind[] = [];
    for (let i = 0; i < 12; i++) {
      const unit = uscc(96_000_000 + ++guesses);
      kinds.push(await tryToRegister(deps, unit, rightClaim({ legalRepresentative: ending(i) })));
    }
    expect(judged(kinds)).toBe(5);
  });
});

describe('guessing an agent’s number', () => {
  /** For unique names, because limits by claimed name and beginning of the number count over all units. */
  let agents = 0;
  const it = storeTest
    .extend('deps', async ({ database }) => {
      await database.kysely.deleteFrom('signing_key').execute(); // keys that were encrypted with another test's key
      return registrationDependencies(testDependencies(database));
    })
    .extend('agent', () => ({ name: `李${'甲乙丙丁戊己庚辛壬癸'[agents++ % 10]!}`, idNumber: LI.idNumber }))
    /** Units for which the agent has handled business; the legal data of all is known. */
    .extend('units', ({ deps, agent }) => async (count: number) => {
      const codes: string[] = [];
      while (codes.length < count) {
        const code = await newUnit(deps);
        await registerHandler(deps, code, agent);
        codes.push(code);
      }
      return codes;
    })
    .extend('right', ({ agent }) => rightClaim({ applicant: 'agent', agent }))
    /** With the agent's number, but for the last four characters; another each time. */
    .extend('wrong', ({ agent }) => {
      const others = endingsOf(agent.idNumber).filter((number) => number !== agent.idNumber);
      let next = 0;
      return () =>
        rightClaim({ applicant: 'agent', agent: { ...agent, idNumber: others[next++ % others.length]! } });
    });

  it('by strangers gets five answers a day over all units, also fifty at once', async ({
    deps,
    units,
    right,
    wrong,
  }) => {
    const all = await units(10);
    const kinds = await Promise.all(
      Array.from({ length: 50 }, (_unused, i) => tryToRegister(deps, all[i % 10]!, wrong())),
    );
    expect(judged(kinds)).toBe(5);
    expect(await tryToRegister(deps, all[0]!, right)).toBe('too-many-attempts'); // not even the right one
    expect(await tryToRegister(deps, all[0]!, rightClaim())).toBe('certified'); // a registration without an agent
    deps.clock.now += DAY;
    expect(await tryToRegister(deps, all[1]!, right)).toBe('certified');
  });

  it('by a clerk of fifty units gets ten answers a day, and the first of each unit', async ({
    deps,
    units,
    right,
    wrong,
  }) => {
    const all = await units(50);
    for (const unit of all.slice(0, 5)) expect(await tryToCertify(deps, unit, wrong())).toBe('rejected');
    const kinds = await Promise.all(
      Array.from({ length: 100 }, (_unused, i) => tryToCertify(deps, all[i % 5]!, wrong())),
    );
    expect(judged(kinds)).toBe(5);
    expect(await tryToCertify(deps, all[0]!, right)).toBe('too-many-attempts');
    const firsts = await Promise.all(
      all.slice(5).flatMap((unit) => [wrong(), wrong()].map((claim) => tryToCertify(deps, unit, claim))),
    );
    expect(judged(firsts)).toBe(45);
  });

  it('with any beginning gets ten answers a day at a unit', async ({ deps, units, agent }) => {
    const [unit] = await units(1);
    const kinds: Kind[] = [];
    for (let i = 0; i < 12; i++) {
      const claim = rightClaim({ applicant: 'agent', agent: { ...agent, idNumber: residentId(500 + i) } });
      kinds.push(await tryToRegister(deps, unit!, claim));
    }
    expect(judged(kinds)).toBe(5);
  });

  it('locks no unit’s own administrators out', async ({ deps, units, right, wrong }) => {
    const [attacked, sibling, slips] = await units(3);
    for (let i = 0; i < 8; i++) await tryToRegister(deps, attacked!, wrong());
    for (let i = 0; i < 4; i++) expect(await tryToCertify(deps, slips!, wrong())).toBe('rejected');
    expect(await tryToCertify(deps, slips!, right)).toBe('certified');
    for (let i = 0; i < 10; i++) await tryToCertify(deps, sibling!, wrong());
    expect(await tryToCertify(deps, attacked!, right)).toBe('certified');
    expect(await tryToCertify(deps, sibling!, right)).toBe('too-many-attempts');
    // An officer resets the unit's limits, so its next try is decided.
    await unlockUnit(deps, sibling!, { reason: 'asked', actor: 'operator:tester' }, deps.now());
    const { limits, unlisted } = await showUnit(deps.database, deps.limits, sibling!, deps.now());
    expect(limits).toEqual([]);
    expect(unlisted).toContain('personPerDay');
    expect(await tryToCertify(deps, sibling!, right)).toBe('certified');
  });

  it('of a common name locks no person of the same name at another unit', async ({
    deps,
    units,
    agent,
    wrong,
  }) => {
    const [attacked] = await units(1);
    for (let i = 0; i < 12; i++) await tryToCertify(deps, attacked!, wrong());
    const other = await newUnit(deps);
    const namesake = { name: agent.name, idNumber: residentId(600) };
    await registerHandler(deps, other, namesake);
    const claim = rightClaim({ applicant: 'agent', agent: namesake });
    expect(await tryToRegister(deps, other, claim)).toBe('certified');
  });

  it.for([
    ['registers', tryToRegister, 5],
    ['certifies', tryToCertify, 10],
  ] as const)(
    'tells who %s nothing once the budget is used up',
    async ([, attempt, most], { deps, units, agent, right, wrong }) => {
      const counted = countingStatements(deps);
      const [unit] = await units(1);
      for (let i = 0; i < most; i++) expect(await attempt(deps, unit!, wrong())).toBe('rejected');
      const wrongLegalData = rightClaim({ applicant: 'agent', agent, foundedOn: '1999-01-01' });
      const sequence: unknown[] = [];
      for (const claim of [right, wrong(), wrongLegalData]) {
        const before = counted.statements();
        sequence.push([await attempt(counted.deps, unit!, claim), counted.statements() - before]);
      }
      for (const answer of sequence) expect(answer).toEqual(sequence[0]);
      expect(sequence[0]).toEqual(['too-many-attempts', expect.any(Number)]);
    },
  );

  it('is counted where a partner has the records, and while it is away', async ({ deps, right, wrong }) => {
    const unit = await newUnit(deps);
    for (let i = 0; i < 5; i++) expect(await tryToRegister(deps, unit, wrong())).toBe('rejected');
    deps.partner.insurance = { kind: 'outage', outage: 'timeout' };
    expect(await tryToRegister(deps, unit, right)).toBe('too-many-attempts');
  });
});
