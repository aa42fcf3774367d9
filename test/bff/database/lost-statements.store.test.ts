/** A pooler that loses prepared statements is reported in the log and by commands; callers get 503. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { tellFailure } from '../../../bff/cli/execute.ts';
import { adviceOn, isUnavailable } from '../../../bff/database/database.ts';
import { prepare, prepareQueued } from '../../../bff/database/statement.ts';
import { ORIGIN } from '../../support/bff.ts';
import { ask, bffTest, expectProblem } from '../../support/bff-test.ts';
import { LI, rightClaim } from '../../support/people.ts';

const ADVICE = 'max_prepared_statements = 200';
const it = bffTest();

const deallocateStatement = prepareQueued<{ queue: string }, never>(
  'test_deallocate',
  'queue',
  () => sql<never>`deallocate all`,
);

describe('a prepared statement', () => {
  it('that is missing makes a submission unavailable, and the log says what to set', async ({
    bff,
    database,
    unit,
  }) => {
    const headers = {
      Authorization: `Bearer ${await bff.token(unit)}`,
      Origin: ORIGIN,
      'Content-Type': 'application/json',
    };
    const key = randomUUID();
    const submit = (idempotencyKey: string, claim = rightClaim({ legalRepresentative: LI })) =>
      ask(bff, 'POST', '/v1/certification', { ...headers, 'Idempotency-Key': idempotencyKey }, claim);
    expect((await submit(randomUUID())).body).toMatchObject({ outcome: 'rejected' });
    await database.run(deallocateStatement, { queue: unit }); // as on a connection that never saw the name
    const other = rightClaim({ foundedOn: '1999-01-01' });
    const sent = await submit(key, other);
    expectProblem(sent, 503, 'unavailable');
    expect(sent.headers.get('Retry-After')).toBe('5');
    const said = bff.log.filter((line) => line.includes(ADVICE));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('(26000)');
    expect(said[0]).toContain(sent.headers.get('X-Request-Id'));
    expect((await submit(key, other)).body, 'on a new connection').toMatchObject({ outcome: 'rejected' });
  });

  it('that exists already is reported by commands in the same way', async ({ database }) => {
    const statement = prepare<{ value: number }, { value: number }>(
      'test_lost_statement',
      (p) => sql`select ${p('value')}::int as value`,
    );
    await sql`prepare test_lost_statement as select 1`.execute(database.kysely); // as another client of the pooler did
    const error = await database.run(statement, { value: 1 }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: '42P05' });
    expect(isUnavailable(error)).toBe(true);
    expect(adviceOn(error)).toContain(ADVICE);
    const told: string[] = [];
    const io = { out: () => undefined, err: (text: string) => void told.push(text), trace: () => undefined };
    expect(tellFailure(error, false, { ...io, progress: () => undefined })).toBe(1);
    expect(told).toEqual([adviceOn(error)]);
  });
});
