/** A submission that the database chose as a deadlock's victim is written on its next try, once. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import type { Database } from '../../../bff/database/database.ts';
import { isStatement } from '../../support/before.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { rightClaim } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';

/** The first `victims` writes of a submission are undone, as PostgreSQL does to end a deadlock. */
function withDeadlocks(database: Database, victims: number): Database {
  let left = victims;
  return {
    ...database,
    run(statement, values) {
      if (!isStatement(statement, 'certification_submit') || left-- <= 0)
        return database.run(statement, values);
      return Promise.reject(Object.assign(new Error('deadlock detected'), { code: '40P01' }));
    },
  };
}

describe('deadlocks', () => {
  const it = storeTest;

  it('are not told to the user when they pass', async ({ database, deps, unit }) => {
    const unlucky = { ...deps, database: withDeadlocks(database, 2) };
    const result = await submit(unlucky, submitterOf(unit), randomUUID(), rightClaim());
    expect(result).toMatchObject({ kind: 'answered', answer: { outcome: 'certified' } });
    const attempts = await database.kysely
      .selectFrom('submission')
      .selectAll()
      .where('unit_code', '=', unit)
      .execute();
    expect(attempts).toHaveLength(1);
  });

  it('are told as unavailable when they do not pass, and nothing is written', async ({
    database,
    deps,
    unit,
  }) => {
    const key = randomUUID();
    const unlucky = { ...deps, database: withDeadlocks(database, 100) };
    const failing = submit(unlucky, submitterOf(unit), key, rightClaim());
    await expect(failing).rejects.toMatchObject({ code: '40P01' });
    const repeated = await submit(deps, submitterOf(unit), key, rightClaim());
    expect(repeated).toMatchObject({ kind: 'answered', answer: { outcome: 'certified' }, replayed: false });
  });
});
