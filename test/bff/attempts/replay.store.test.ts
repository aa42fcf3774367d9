/** A repeated key is told what its submission's event says, whatever somebody has written into the rows. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { readOutcome, type Asker } from '../../../bff/attempts/replay.ts';
import { recordedSubmission, type SubmissionRow } from '../../../bff/attempts/submission.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { settleClaims } from '../../../bff/attempts/waiting.ts';
import { userDigests } from '../../../bff/keys/caller.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { registerUnit, rightClaim, uscc } from '../../support/people.ts';
import { newUnit, storeTest } from '../../support/store.ts';
import { phoneOf, registrationDependencies, sendingRegistration } from '../registration/support.ts';

const REFUSED = rightClaim({ foundedOn: '2001-05-19' });

describe('a repeated key', () => {
  const it = storeTest
    .extend('send', ({ deps }) => async (unit: string, request = rightClaim(), sub = 'user-1') => {
      await submit(deps, submitterOf(unit, { sub }), randomUUID(), request);
    })
    .extend('told', ({ deps, database, unit }) => async (change: Partial<Asker> = {}, of = unit) => {
      const earlier = await database.kysely
        .selectFrom('submission')
        .select(['id', 'reference', 'outcome', 'finding', 'remaining', 'resets_at'])
        .where('unit_code', '=', of)
        .orderBy('at')
        .executeTakeFirstOrThrow();
      const users = userDigests(deps.digester, { siteId: 'portal', sub: 'user-1', address: undefined });
      const asker: Asker = { flow: 'certification', unitCode: unit, siteId: 'portal', users, ...change };
      const row = earlier as SubmissionRow;
      return readOutcome(deps, { id: earlier.id, submission: recordedSubmission(row) }, asker);
    })
    .extend('run', ({ database }) => (text: string) => {
      return sql.raw(text).execute(database.kysely);
    });

  it('is told the refusal, although the row was made a certification', async ({ unit, send, told, run }) => {
    await send(unit, REFUSED);
    const first = await told();
    expect(first).toMatchObject({
      outcome: 'rejected',
      finding: 'founding-date-differs',
      attempts: { remaining: 4 },
    });
    await run(`update submission set outcome = 'certified', finding = null where unit_code = '${unit}'`);
    expect(await told()).toEqual(first);
    await run(
      `insert into event (id, at, actor, type, unit_code, site_id, submission_id, detail, mac)
       select gen_random_uuid(), at, actor, 'certification.certified', unit_code, site_id, submission_id, detail, mac
       from event where unit_code = '${unit}'`,
    );
    expect(await told()).toEqual(first);
  });

  it('gets the refusal again, and in a registration no assertion, although its row was made a certification', async ({
    deps,
    unit,
    run,
  }) => {
    const key = randomUUID();
    const certify = () => submit(deps, submitterOf(unit), key, REFUSED);
    const enroll = await sendingRegistration(
      registrationDependencies(deps),
      unit,
      phoneOf(64_000_000),
      REFUSED,
      key,
    );
    const first = [await certify(), await enroll()];
    await run(`update submission set outcome = 'certified', finding = null where unit_code = '${unit}'`);
    const again = [await certify(), await enroll()];
    for (const [i, result] of again.entries()) expect(result).toEqual({ ...first[i], replayed: true });
    await run(`delete from event where unit_code = '${unit}'`);
    for (const send of [certify, enroll]) expect(await send()).toEqual({ kind: 'key-reused' });
  });

  it('is told nothing of another’s submission, or of one without its event', async ({
    deps,
    unit,
    send,
    told,
    run,
  }) => {
    const other = await newUnit(deps);
    await send(other);
    expect(await told({ unitCode: other }, other)).toMatchObject({ outcome: 'certified' });
    expect(await told({}, other)).toBeUndefined(); // the key was moved to another unit's submission
    expect(await told({ unitCode: other, siteId: 'other' }, other)).toBeUndefined();
    expect(await told({ unitCode: other, users: ['k1.other'] }, other)).toBeUndefined();
    expect(await told({ unitCode: other, flow: 'registration' }, other)).toBeUndefined();
    await send(unit);
    await run(`delete from event where unit_code = '${unit}'`);
    expect(await told()).toBeUndefined();
  });

  it('is told the newest: of a claim that waited, what was decided later', async ({ deps, told, send }) => {
    const unit = uscc(91_000_000);
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    await send(unit);
    expect(await told({ unitCode: unit }, unit)).toMatchObject({ outcome: 'pending' });
    await registerUnit(deps, unit);
    deps.clock.now += 60_000;
    while ((await settleClaims(deps, 8)).length > 0);
    expect(await told({ unitCode: unit }, unit)).toMatchObject({ outcome: 'certified' });
  });
});
