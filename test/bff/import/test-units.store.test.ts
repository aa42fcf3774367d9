/** `import test-units` beside what the database has already. Their outcomes are tested with the guide that tells them. */
import { describe, expect } from 'vitest';
import { importTestUnits } from '../../../bff/import/test-units.ts';
import type { TestDependencies } from '../../support/dependencies.ts';
import { LI, registerHandler, uscc } from '../../support/people.ts';
import { newUnit, storeTest } from '../../support/store.ts';

const importing = ({ database, digester, keys }: TestDependencies, force = false) =>
  importTestUnits(database, {
    force,
    now: Date.now(),
    graceDays: 0,
    actor: 'operator:tester',
    digester,
    keys,
  });

const it = storeTest
  .extend('emptied', { auto: true }, ({ emptyDatabase }) => void emptyDatabase)
  .extend('stored', ({ database }) => () => {
    return database.kysely.selectFrom('registry_unit').select(['code', 'version']).orderBy('code').execute();
  });

describe('the test units', () => {
  it('come again without a change', async ({ deps, stored }) => {
    const imported = await importing(deps);
    const before = await stored();
    expect(before).toHaveLength(imported.units);
    expect(await importing(deps)).toEqual(imported);
    expect(await stored()).toEqual(before);
  });

  it('are as of a day before that of any real file', async ({ deps, database }) => {
    await importing(deps);
    const sources = await database.kysely.selectFrom('source').select('as_of').execute();
    expect(sources.filter(({ as_of: day }) => day > '2020-01-01')).toEqual([]);
  });

  it('stay out of a database with real units, unless they are forced in', async ({ deps, stored }) => {
    const real = await newUnit(deps);
    const codes = async () => (await stored()).map(({ code }) => code);
    await expect(importing(deps)).rejects.toMatchObject({ code: 'real-units' });
    expect(await codes()).toEqual([real]);
    const { units } = await importing(deps, true);
    expect(await codes()).toContain(real);
    expect(await codes()).toHaveLength(units + 1);
  });

  it('stay out of a database with real handlers', async ({ deps, stored }) => {
    await registerHandler(deps, uscc(1), LI);
    await expect(importing(deps)).rejects.toMatchObject({ code: 'real-units' });
    expect(await stored()).toEqual([]);
  });
});
