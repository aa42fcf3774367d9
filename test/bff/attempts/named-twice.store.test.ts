/** A registry that names one person twice: the claim is answered like any other, and counted once. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { CLAIM_FIELDS } from '../../../bff/contract/sources.ts';
import { numberBeginningDigests } from '../../../bff/attempts/claim.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { comparableRepresentatives } from '../../../bff/registry/people.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { residentId, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { newUnit, storeTest } from '../../support/store.ts';
import { optionsOf, registryFile } from '../import/files.ts';

const WRONG = rightClaim({ legalRepresentative: { ...ZHANG, idNumber: residentId(78) } });

let units = 61_000_000;

describe('one person named twice', () => {
  const it = storeTest
    .extend('emptied', { auto: true }, ({ emptyDatabase }) => void emptyDatabase)
    .extend('outcomes', ({ deps }) => async (code: string) => {
      const outcomes = [];
      for (const claim of [WRONG, rightClaim()]) {
        const result = await submit(deps, submitterOf(code), randomUUID(), claim);
        outcomes.push(result.kind === 'answered' ? result.answer.outcome : result.kind);
      }
      return outcomes;
    })
    /** Failures counted for the registry's people: not for whoever has the claimed name and the beginning of the claimed number. */
    .extend('counted', ({ database, deps }) => async () => {
      const claimed = [WRONG, rightClaim()].flatMap(({ legalRepresentative }) =>
        numberBeginningDigests(deps.digester, legalRepresentative),
      );
      const rows = await database.kysely
        .selectFrom('limit_counter')
        .select('used')
        .where('kind', '=', 'personPerDay')
        .where('key', 'not in', claimed)
        .execute();
      return rows.map(({ used }) => used);
    });

  it.for<[string, string, string]>([
    ['by name', '张示例、张示例', ZHANG.idNumber],
    ['by name and number', '张示例、张示例', `${ZHANG.idNumber}、${ZHANG.idNumber}`],
    ['with the number in upper and lower case', '张示例、张示例', 'G1234567、g1234567'],
    ['by the number’s old form and its new one', '张示例', oldAndNew(ZHANG.idNumber)],
  ])('in a file, %s', async ([, representative, idNumber], { database, deps, outcomes, counted }) => {
    const code = uscc(++units);
    const file = registryFile([{ code, representative, idNumber }]);
    await importRegistry(database, optionsOf(file, { digester: deps.digester }));
    const right = idNumber.startsWith('G') ? 'rejected' : 'certified';
    expect(await outcomes(code)).toEqual(['rejected', right]);
    expect(await counted()).toEqual([right === 'certified' ? 1 : 2]);
  });

  it('by a partner', async ({ deps, outcomes, counted }) => {
    const representatives = comparableRepresentatives([ZHANG, ZHANG], deps.digester);
    const record = {
      name: '南京示例有限公司',
      representatives,
      foundedOn: '2001-05-18',
      state: 'active' as const,
      compares: CLAIM_FIELDS,
    };
    deps.partner.registry = { kind: 'record', record };
    expect(await outcomes(uscc(++units))).toEqual(['rejected', 'certified']);
    expect(await counted()).toEqual([1]);
  });

  it('in a row of an older import', async ({ database, deps, outcomes, counted }) => {
    const unit = await newUnit(deps);
    const [person] = comparableRepresentatives([ZHANG], deps.digester);
    await database.kysely
      .updateTable('registry_unit')
      .set({ representatives: JSON.stringify([person, person]) })
      .where('code', '=', unit)
      .execute();
    expect(await outcomes(unit)).toEqual(['rejected', 'certified']);
    expect(await counted()).toEqual([1]);
  });
});

/** A number of 15 digits leaves out the century and the check character. */
function oldAndNew(idNumber: string): string {
  return `${idNumber.slice(0, 6)}${idNumber.slice(8, 17)}、${idNumber}`;
}
