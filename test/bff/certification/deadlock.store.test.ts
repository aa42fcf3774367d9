/** A submission that the database chose as a deadlock's victim is written on its next try, once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submit } from '../../../bff/certification/submit.ts';
import type { Database } from '../../../bff/database/database.ts';
import { DATABASES, type OpenDatabase } from '../../support/databases.ts';
import { submitterOf, testDependencies, type TestDependencies } from '../../support/dependencies.ts';
import { registerUnit, rightClaim, uscc } from '../../support/people.ts';

/** The first `victims` writes of a submission are undone, as PostgreSQL does to end a deadlock. */
function withDeadlocks(database: Database, victims: number): Database {
  let left = victims;
  return {
    ...database,
    run(statement, values) {
      if (statement.name !== 'certification_submit' || left-- <= 0) return database.run(statement, values);
      return Promise.reject(Object.assign(new Error('deadlock detected'), { code: '40P01' }));
    },
  };
}

describe.each(DATABASES)('deadlocks on %s', (_name, open) => {
  let opened: OpenDatabase;
  let deps: TestDependencies;
  beforeAll(async () => {
    opened = await open();
    deps = testDependencies(opened.database);
  });
  afterAll(() => opened.close());

  it('are not told to the user when they pass', async () => {
    const code = uscc(700_001);
    await registerUnit(deps, code);
    const database = withDeadlocks(opened.database, 2);
    const result = await submit({ ...deps, database }, submitterOf(code), randomUUID(), rightClaim());
    expect(result).toMatchObject({ kind: 'answered', answer: { outcome: 'certified' } });
    const attempts = await opened.database.kysely
      .selectFrom('attempt')
      .selectAll()
      .where('unit_code', '=', code)
      .execute();
    expect(attempts).toHaveLength(1);
  });

  it('are told as unavailable when they do not pass, and nothing is written', async () => {
    const code = uscc(700_002);
    await registerUnit(deps, code);
    const key = randomUUID();
    const database = withDeadlocks(opened.database, 100);
    const failing = submit({ ...deps, database }, submitterOf(code), key, rightClaim());
    await expect(failing).rejects.toMatchObject({ code: '40P01' });
    const again = await submit(deps, submitterOf(code), key, rightClaim());
    expect(again).toMatchObject({ kind: 'answered', answer: { outcome: 'certified' }, replayed: false });
  });
});
