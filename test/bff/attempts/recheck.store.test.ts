/** Re-checks: kept with consent only, woken by a change, finished without the user, erased. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { dropNeedlessRechecks, expireClaims } from '../../../bff/attempts/expiry.ts';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { settleOne } from '../../support/settle.ts';
import { guessOf } from '../../../bff/attempts/claim.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { withdrawAll, submitterOf, answerIn } from '../../support/dependencies.ts';
import { eventsOf } from '../../support/events.ts';
import { countImport } from '../../support/imported.ts';
import { LI, registerHandler, registerUnit, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';

describe('re-checks', () => {
  let units = 1_000_000;
  const it = storeTest
    .extend('unit', async ({ deps, database }) => {
      await database.kysely.deleteFrom('kept_claim').execute(); // under another test's keys
      const code = uscc(++units);
      await registerUnit(deps, code, { representative: LI });
      return code;
    })
    .extend('send', ({ deps, unit }) => (request = rightClaim()) => {
      deps.clock.now += 1_000;
      return submit(deps, submitterOf(unit), randomUUID(), request);
    })
    .extend('ask', ({ deps, unit }) => (request = rightClaim(), by = {}) => {
      return requestRecheck(deps, submitterOf(unit, by), request);
    })
    .extend('kept', ({ database, unit }) => () => {
      return database.kysely.selectFrom('kept_claim').selectAll().where('unit_code', '=', unit).execute();
    })
    .extend('events', ({ database, unit }) => () => {
      return eventsOf(database, unit);
    })
    /** Does as an import does: changes the row and makes waiting claims due at once. */
    .extend(
      'registryNames',
      ({ database, deps, unit }) =>
        async (person: { name: string; idNumber: string }) => {
          deps.clock.now += 1_000;
          await database.kysely.deleteFrom('registry_unit').where('code', '=', unit).execute();
          await registerUnit(deps, unit, { representative: person });
          await countImport(database);
          await database.kysely
            .updateTable('kept_claim')
            .set({ next_try_at: new Date(deps.clock.now) })
            .execute();
        },
    );

  it('certify by the change that makes the claim true, and leave no claim behind', async ({
    deps,
    send,
    ask,
    status,
    kept,
    events,
    registryNames,
  }) => {
    expect(await send()).toMatchObject({ answer: { reason: 'registry-mismatch' } });
    expect((await status()).next.ways).toContain('recheck');
    expect((await status({ sub: 'somebody-else' })).next.ways).not.toContain('recheck');
    const until = new Date('2026-12-24T23:59:59.999+08:00'); // the day in China counts as a whole, as any other deadline
    const { reference, ...first } = answerIn(await ask());
    expect(first).toEqual({ outcome: 'kept', until: until.toISOString() });
    expect(reference).toMatch(/^[2-9A-Z]{8}$/);
    expect(answerIn(await ask()), 'once more').toEqual({
      outcome: 'kept',
      until: until.toISOString(),
      reference,
    });
    expect(await status()).toMatchObject({
      recheck: { reference, until: until.toISOString() },
      next: { step: 'rechecking', reference, until: until.toISOString() },
    });
    expect(await status({ siteId: 'department' })).not.toHaveProperty('recheck');
    expect(JSON.stringify(await kept())).not.toContain(ZHANG.idNumber);

    expect(await settleOne(deps)).toBe('nothing-due');
    await registryNames({ ...LI, name: '王示例' });
    expect(await settleOne(deps)).toBe('undecided'); // still another person: nothing is counted or told
    expect((await status()).attempts.remaining).toBe(4);
    await registryNames(ZHANG);
    expect(await settleOne(deps)).toBe('decided');
    expect((await status()).kinds[1]).toMatchObject({
      status: 'certified',
      last: { outcome: 'certified', reference },
    });
    expect(await kept()).toEqual([]);
    expect((await events()).map(({ type }) => type)).toEqual([
      'certification.rejected',
      'recheck.requested',
      'certification.certified',
    ]);
  });

  it('end after 30 days, which their user is told', async ({ deps, send, ask, status, kept, events }) => {
    await send();
    const { reference } = answerIn(await ask());
    deps.clock.now = Date.parse('2026-12-24T23:59:00+08:00');
    await expireClaims(deps, deps.now());
    expect(await kept()).toHaveLength(1);
    deps.clock.now = Date.parse('2026-12-25T00:00:00+08:00');
    expect(await expireClaims(deps, deps.now())).toBe(false);
    expect(await kept()).toEqual([]);
    expect((await status()).next).toMatchObject({ step: 'certify', reason: 'recheck-expired', reference });
    expect((await status({ sub: 'somebody-else' })).next).toMatchObject({ reason: null, reference: null });
    expect((await events()).at(-1)).toMatchObject({ type: 'recheck.expired' });
    await send();
    expect((await status()).next).toMatchObject({ step: 'correct', reason: 'registry-mismatch' });
  });

  it('succeed when the user’s tries are used up, for the claim was counted when it was refused', async ({
    deps,
    send,
    ask,
    registryNames,
  }) => {
    for (let day = 1; day < 5; day++) await send(rightClaim({ foundedOn: `1999-01-0${day}` }));
    await send();
    await ask();
    await registryNames(ZHANG);
    expect(await settleOne(deps)).toBe('decided');
  });

  it('end with the refusal of an agent who is compared for the first time, and count that guess', async ({
    deps,
    send,
    ask,
    status,
    kept,
    events,
    database,
    registryNames,
  }) => {
    await database.kysely.deleteFrom('limit_counter').where('kind', '!=', 'unit').execute(); // guesses of other tests
    const byStranger = rightClaim({ applicant: 'agent', agent: LI });
    const owners = Object.values(guessOf(LI, deps.digester));
    const guesses = () =>
      database.kysely
        .selectFrom('limit_counter')
        .select('used')
        .where(sql<string>`split_part(key, ' ', -1)`, 'in', owners)
        .execute();
    expect(await send(byStranger)).toMatchObject({ answer: { reason: 'registry-mismatch' } });
    await ask(byStranger);
    expect(await guesses()).toEqual([{ used: 0 }, { used: 0 }]);

    await registryNames(ZHANG);
    expect(await settleOne(deps)).toBe('decided');
    expect(await guesses()).toEqual([{ used: 1 }, { used: 1 }]); // by the name at the unit, by the number's beginning
    const { kinds } = await status();
    expect(kinds[1]).toMatchObject({ last: { outcome: 'rejected', reason: 'agent-without-record' } });
    expect(await kept()).toEqual([]);
    expect((await events()).map(({ type }) => type)).toEqual([
      'certification.rejected',
      'recheck.requested',
      'certification.rejected',
    ]);
  });

  it('wait while the agent’s budget is used up, though the agent has a record', async ({
    deps,
    unit,
    send,
    ask,
    kept,
    database,
    registryNames,
  }) => {
    const byAgent = rightClaim({ applicant: 'agent', agent: LI });
    await send(byAgent);
    await ask(byAgent);
    await registryNames(ZHANG);
    await registerHandler(deps, unit, LI);
    for (let guess = 0; guess < deps.limits.agentPerDay; guess++) {
      const other = ++units;
      await registerUnit(deps, uscc(other), { representative: ZHANG });
      await submit(deps, submitterOf(uscc(other), { sub: `stranger-${guess}` }), randomUUID(), byAgent);
    }
    await database.kysely
      .updateTable('kept_claim')
      .set({ next_try_at: new Date(deps.clock.now) })
      .execute();
    expect(await settleOne(deps)).toBe('undecided');
    expect(await kept()).toHaveLength(1);
  });

  it('are not for a unit that is certified or refused for another reason', async ({
    send,
    ask,
    registryNames,
  }) => {
    await registryNames(ZHANG);
    await send(rightClaim({ applicant: 'agent', agent: LI }));
    expect(await ask(rightClaim({ applicant: 'agent', agent: LI }))).toEqual({ kind: 'way-closed' });
    await send();
    expect(await ask()).toEqual({ kind: 'way-closed' });
  });

  it('end with a new submission', async ({ send, ask, kept }) => {
    await send();
    await ask();
    await send(rightClaim({ foundedOn: '1999-01-01' }));
    expect(await kept()).toEqual([]);
  });

  it('are kept once, and recorded once, however often they are requested', async ({
    deps,
    send,
    ask,
    events,
  }) => {
    await send();
    const first = await ask();
    expect(first).toMatchObject({ answer: { outcome: 'kept' } });
    for (let i = 0; i < 7; i++) {
      deps.clock.now += 1_000;
      expect(await ask()).toEqual(first);
    }
    const requested = (await events()).filter(({ type }) => type === 'recheck.requested');
    expect(requested).toHaveLength(1);
  });

  it('are refused after five requests of one claim, which the status no longer offers', async ({
    database,
    deps,
    unit,
    send,
    ask,
    status,
    events,
  }) => {
    await send();
    for (let i = 0; i < 5; i++) {
      expect(await ask()).toMatchObject({ answer: { outcome: 'kept' } });
      await withdrawAll(deps, submitterOf(unit));
    }
    expect(await ask()).toEqual({ kind: 'way-closed' });
    expect((await status()).next).toMatchObject({ step: 'correct', ways: ['certify'] });
    const requested = (await events()).filter(({ type }) => type === 'recheck.requested');
    expect(requested).toHaveLength(5);

    expect(await send()).toMatchObject({ answer: { repeated: true } });
    expect(await ask(), 'nothing was judged anew').toEqual({ kind: 'way-closed' });
    await countImport(database);
    expect(await send()).toMatchObject({ answer: { outcome: 'rejected' }, replayed: false });
    expect((await status()).next.ways).toEqual(['certify', 'recheck']);
    expect(await ask()).toMatchObject({ answer: { outcome: 'kept' } });
  });

  it('are recorded five times at most when they are requested at the same moment', async ({
    send,
    ask,
    kept,
    events,
  }) => {
    await send();
    await Promise.all(Array.from({ length: 50 }, () => ask()));
    expect(await kept()).toHaveLength(1);
    const requested = (await events()).filter(({ type }) => type === 'recheck.requested');
    expect(requested.length).toBeLessThanOrEqual(5);
  });

  it('are not put back to sleep by a check that an import overtook', async ({
    deps,
    send,
    ask,
    status,
    kept,
    registryNames,
  }) => {
    await send();
    await ask();
    await registryNames(LI);
    const gathering = deps.sources.registry!;
    expect(gathering).toBeDefined();
    const taken = settleOne(deps); // reads the old row …
    await registryNames(ZHANG); // … and the import comes before or after its verdict
    await taken;
    if ((await kept()).length > 0) expect(await settleOne(deps)).toBe('decided');
    expect((await status()).kinds[1]!.status).toBe('certified');
  });

  it('end within a minute when they were kept at the moment of a certification, which did not see them', async ({
    deps,
    database,
    unit,
    send,
    ask,
    kept,
    registryNames,
  }) => {
    await send();
    await ask();
    const [unseen] = await kept();
    await registryNames(ZHANG);
    await send();
    expect(await kept()).toEqual([]);
    await database.kysely.insertInto('kept_claim').values(unseen!).execute();
    await dropNeedlessRechecks(deps, deps.clock.now);
    expect(await kept()).toEqual([]);

    // A certification that is due is no end of what a unit keeps.
    await database.kysely.insertInto('kept_claim').values(unseen!).execute();
    await database.kysely
      .updateTable('certification')
      .set({
        due_at: new Date(deps.clock.now + 1_000),
        due_reason: 'representative-changed',
        due_by: 'import',
        due_set_at: new Date(deps.clock.now),
      })
      .where('unit_code', '=', unit)
      .execute();
    await dropNeedlessRechecks(deps, deps.clock.now);
    expect(await kept()).toHaveLength(1);
  });
});
