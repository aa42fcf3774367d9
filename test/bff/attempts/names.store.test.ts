/** Latin names from a file to a decision, in every spelling of their owners. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { aimedAt } from '../../../bff/attempts/aim.ts';
import { claimOf } from '../../../bff/attempts/claim.ts';
import { decideOnRegistry } from '../../../bff/attempts/decide.ts';
import { readSnapshot } from '../../../bff/attempts/snapshot.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { withdraw } from '../../../bff/attempts/withdrawal.ts';
import type { Person } from '../../../bff/contract/wire.ts';
import { importHandlers } from '../../../bff/import/handlers.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { LIMITS_OFF, submitterOf, type TestDependencies } from '../../support/dependencies.ts';
import { residentId, rightClaim, uscc } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';
import { fileOf, HANDLER_HEADER, optionsOf, registryFile } from '../import/files.ts';
import { latinNames } from '../registry/latin-names.ts';

const NOW = Date.parse('2026-11-24T08:00:00Z');
let units = 62_000_000;

/** A file's person, and the unit whose representative it is. */
const registered = (name: string, person: number) => ({
  name,
  idNumber: residentId(person),
  otherNumber: residentId(person + 1),
  unit: uscc(++units),
});
type Registered = ReturnType<typeof registered>;

const importUnits = ({ database, digester }: TestDependencies, people: readonly Registered[]) =>
  importRegistry(
    database,
    optionsOf(
      registryFile(
        people.map(({ unit, name, idNumber }) => ({ code: unit, representative: name, idNumber })),
      ),
      { digester },
    ),
  );

/** How the imported row decides claims, and whom each aims at. */
async function decideBy({ database, digester }: TestDependencies, unit: string) {
  const { registryRecord: record } = await readSnapshot(database, { unitCode: unit }, NOW);
  const registry = { kind: 'record', record } as const;
  return (legalRepresentative: Person) => {
    const claim = claimOf(rightClaim({ legalRepresentative }), digester);
    const decision = decideOnRegistry(claim, registry);
    return {
      decided: decision.outcome === 'rejected' ? decision.finding : decision.outcome,
      aimsAt: aimedAt(claim, registry).map(({ owner }) => owner),
    };
  };
}

async function submitted(deps: TestDependencies, unit: string, person: Person): Promise<string> {
  const claim = rightClaim({ legalRepresentative: person });
  const result = await submit(deps, submitterOf(unit), randomUUID(), claim);
  return result.kind === 'answered' ? result.answer.outcome : result.kind;
}

describe('names', () => {
  const it = storeTest.extend('unlimited', { auto: true }, ({ deps }) => void (deps.limits = LIMITS_OFF));

  it('takes 500 Latin names in every spelling with their own number, and none with another’s', async ({
    deps,
  }) => {
    const people = latinNames(500).map((one, person) => ({ ...one, ...registered(one.registered, person) }));
    await importUnits(deps, people);
    const unexpected: string[] = [];
    let spellings = 0;
    for (const { registered: written, unit, typed, idNumber, otherNumber } of people) {
      const decide = await decideBy(deps, unit);
      const owner = deps.digester.of('number', idNumber);
      for (const name of typed) {
        spellings++;
        const [right, wrong] = [idNumber, otherNumber].map((number) => decide({ name, idNumber: number }));
        const isExpected = right!.decided === 'certified' && wrong!.decided === 'legal-number-differs';
        // The registry's person, beside whoever has the claimed name and the number's beginning.
        const isCounted = [right, wrong].every((one) => one!.aimsAt[0] === owner && one!.aimsAt.length === 2);
        if (!isExpected || !isCounted)
          unexpected.push(`${written} by ${name}: ${right!.decided}, ${wrong!.decided}`);
      }
    }
    expect(unexpected).toEqual([]);
    expect(spellings).toBeGreaterThan(5_000);
  });

  it('certifies a Latin name in one submission, after one with another number was refused', async ({
    deps,
  }) => {
    const people = latinNames(60).map((one, person) => ({ ...one, ...registered(one.registered, person) }));
    await importUnits(deps, people);
    for (const [i, { unit, typed, idNumber, otherNumber }] of people.entries()) {
      const name = typed[i % typed.length]!;
      expect(await submitted(deps, unit, { name, idNumber: otherNumber }), name).toBe('rejected');
      expect(await submitted(deps, unit, { name, idNumber }), name).toBe('certified');
    }
  });

  it('keeps a certification whose register writes the same name in another way, and ends that of another name', async ({
    database,
    deps,
  }) => {
    const written = [
      ['JEREMYANDREWHUNTER', 'Hunter Jeremy Andrew', 'HUNTER JEREMY ANDREW'],
      ['Frank Stührenberg', 'Frank Stuehrenberg', 'STUEHRENBERG FRANK'],
      ['LEE KWOK BUN（李国斌）', '李国斌', 'Kwok Bun Lee'],
      ['Jeremy Andrew Hunter', 'Jeremy Andrew Hunter', 'Jeremy Andrew Hunters'],
    ] as const;
    const people = written.map(([before, typed, after], person) => ({
      ...registered(before, person),
      ...{ typed, after },
    }));
    await importUnits(deps, people);
    for (const { unit, typed, idNumber } of people)
      expect(await submitted(deps, unit, { name: typed, idNumber })).toBe('certified');
    const later = registryFile(
      people.map(({ unit, after, idNumber }) => ({ code: unit, representative: after, idNumber })),
    );
    const report = await importRegistry(
      database,
      optionsOf(later, { digester: deps.digester, graceDays: 30, force: true }),
    );
    expect(report).toMatchObject({ due: 1, lapsed: 0 });
    const due = await database.kysely
      .selectFrom('certification')
      .select('unit_code')
      .where('due_reason', '=', 'registration-changed')
      .execute();
    expect(due).toEqual([{ unit_code: people[3]!.unit }]);
  });

  it('lets an agent withdraw by another order of their names', async ({ database, deps }) => {
    const one = registered('张示例', 1);
    await importUnits(deps, [one]);
    const agent = { name: 'Jeremy Andrew Hunter', idNumber: residentId(2) };
    const file = fileOf([HANDLER_HEADER, `${one.unit},JEREMYANDREWHUNTER,${agent.idNumber},`].join('\n'));
    await importHandlers(database, optionsOf(file, { digester: deps.digester }));
    const claim = rightClaim({ legalRepresentative: one, applicant: 'agent', agent });
    const certified = await submit(deps, submitterOf(one.unit), randomUUID(), claim);
    expect(certified).toMatchObject({ answer: { outcome: 'certified' } });
    const other = { ...agent, name: 'Hunter Andrew' };
    expect((await withdraw(deps, submitterOf(one.unit), randomUUID(), other)).kind).toBe('agent-differs');
    const same = { ...agent, name: 'HUNTER Jeremy-Andrew' };
    expect(await withdraw(deps, submitterOf(one.unit), randomUUID(), same)).toMatchObject({
      answer: { outcome: 'withdrawn' },
    });
  });

  it('finds an agent’s record by every spelling of a Latin name, and by no other number', async ({
    database,
    deps,
  }) => {
    const agents = latinNames(24).map((one, person) => ({ ...one, ...registered(one.registered, person) }));
    const lines = agents.map(({ unit, name, idNumber }) => `${unit},${name},${idNumber},2026-01-05`);
    const file = fileOf([HANDLER_HEADER, ...lines, lines[0]].join('\n'));
    const report = await importHandlers(database, optionsOf(file, { digester: deps.digester }));
    expect(report).toMatchObject({ read: 25, imported: 24, skipped: 1 });
    expect(report.errors).toEqual([{ line: 2, reason: 'duplicate' }]);

    const unexpected: string[] = [];
    for (const { unit, typed, registered: written, idNumber, otherNumber } of agents)
      for (const name of typed) {
        const found = [idNumber, otherNumber].map(async (number) => {
          const request = rightClaim({ applicant: 'agent', agent: { name, idNumber: number } });
          const { agent } = claimOf(request, deps.digester);
          return !!(await readSnapshot(database, { unitCode: unit, agent }, NOW)).handlerRecord;
        });
        const [own, other] = await Promise.all(found);
        if (!own || other) unexpected.push(`${written} by ${name}`);
      }
    expect(unexpected).toEqual([]);
  });
});
