/** The agent who certified a unit withdraws. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import type { SubmissionResult } from '../../../bff/attempts/result.ts';
import { withdraw } from '../../../bff/attempts/withdrawal.ts';
import { endOfChinaDay } from '../../../bff/contract/identifiers.ts';
import type { Due, Person } from '../../../bff/contract/wire.ts';
import { verifyAudit } from '../../../bff/events/verify.ts';
import { applyConsequences, consequenceOf } from '../../../bff/import/judge.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { readOpenTerm } from '../../../bff/certifications/by-officer.ts';
import { readReference } from '../../../bff/staff/submissions.ts';
import { statusOf, submitterOf, withdrawAll, answerIn } from '../../support/dependencies.ts';
import { eventsOf, messagesOf } from '../../support/events.ts';
import { LI, registerHandler, residentId, rightClaim, ZHANG } from '../../support/people.ts';
import { newUnit, storeTest } from '../../support/store.ts';
import { open } from '../cases/support.ts';
import { optionsOf, registryFile } from '../import/files.ts';

const DAY = 86_400_000;
const BY_AGENT = rightClaim({ applicant: 'agent', agent: LI });
const REFERENCE = expect.stringMatching(/^[2-9A-Z]{8}$/) as string;
const DIFFERS = { kind: 'agent-differs', reference: REFERENCE };
const withdrawn = (due: Due) => ({
  kind: 'answered',
  answer: { outcome: 'withdrawn', reference: REFERENCE, due },
  replayed: false,
});
const wrong = (index: number): Person => ({ name: LI.name, idNumber: residentId(200 + index) });

describe('an agent who withdraws', () => {
  const it = storeTest
    .extend('certify', ({ deps, unit }) => async (claim = BY_AGENT) => {
      await registerHandler(deps, unit, LI);
      const sent = await submit(deps, submitterOf(unit), randomUUID(), claim);
      expect(sent).toMatchObject({ answer: { outcome: 'certified' } });
    })
    .extend('send', ({ deps, unit }) => (agent: Person = LI, by = {}, key = randomUUID()) => {
      return withdraw(deps, submitterOf(unit, by), key, agent);
    })
    .extend('messages', ({ database, unit }) => async () => {
      const told = messagesOf(await eventsOf(database, unit));
      return told.flatMap(({ type, data }) => (type === 'unit.due' ? [data] : []));
    })
    .extend('entries', ({ database, unit }) => async () => {
      return (await eventsOf(database, unit)).filter(({ type }) =>
        /agent-withdrew|withdrawal-refused/.test(type),
      );
    });

  it('is not kept from it because the unit has no case left', async ({ deps, unit, certify, send }) => {
    deps.counter = true;
    deps.limits = { ...deps.limits, casesPer30Days: 1 };
    await open(deps, unit);
    await withdrawAll(deps, submitterOf(unit));
    expect(await open(deps, unit)).toMatchObject({ kind: 'too-many-attempts' });
    await certify();
    expect(await send()).toMatchObject({ answer: { outcome: 'withdrawn' } });
  });

  it('is not found by one user who tries many units at the same moment', async ({ deps }) => {
    const units = await Promise.all(Array.from({ length: 12 }, () => newUnit(deps)));
    for (const [index, unit] of units.entries()) {
      await registerHandler(deps, unit, LI);
      const sent = await submit(deps, submitterOf(unit, { sub: `other-${index}` }), randomUUID(), BY_AGENT);
      expect(sent).toMatchObject({ answer: { outcome: 'certified' } });
    }
    const results = await Promise.all(
      units.map((unit, index) => withdraw(deps, submitterOf(unit), randomUUID(), wrong(index))),
    );
    expect(results.filter(({ kind }) => kind === 'agent-differs')).toHaveLength(deps.limits.userPerHour);
    expect(results.filter(({ kind }) => kind === 'too-many-attempts')).toHaveLength(
      units.length - deps.limits.userPerHour,
    );
  });

  it('makes the certification due, once, and portals are told', async ({
    deps,
    certify,
    send,
    realName,
    messages,
    entries,
  }) => {
    await certify();
    const due = {
      at: new Date(endOfChinaDay(deps.now() + 30 * DAY)).toISOString(),
      reason: 'agent-withdrew',
    } as const;
    const other = { siteId: 'department', sub: 'user-2' };
    expect(await send(LI, other)).toEqual(withdrawn(due));
    deps.clock.now += DAY;
    expect(await send(), 'once').toEqual({ kind: 'way-closed' });
    expect(await realName()).toMatchObject({ status: 'certified', by: 'agent', due });
    expect(await messages()).toMatchObject([{ status: 'certified', by: 'agent', due }]);
    expect((await verifyAudit(deps)).rows).toEqual([]);
    expect(await entries()).toMatchObject([
      {
        type: 'certification.agent-withdrew',
        actor: expect.stringMatching(/^user:/),
        site_id: 'department',
        detail: { ...due, by: 'agent' },
      },
    ]);
  });

  it('is told to the site through which the agent withdraws, too', async ({
    database,
    unit,
    certify,
    send,
  }) => {
    await certify();
    await send(LI, { siteId: 'department', sub: 'user-2' });
    const sites = database.kysely.selectFrom('site_unit').select('site_id').where('unit_code', '=', unit);
    const ids = (await sites.execute()).map(({ site_id }) => site_id);
    expect(ids.sort()).toEqual(['department', 'portal']);
  });

  it('leaves seven days at least', async ({ deps, certify, send }) => {
    await certify();
    deps.graceDays = 0;
    const at = new Date(endOfChinaDay(deps.now() + 7 * DAY)).toISOString();
    expect(await send()).toEqual(withdrawn({ at, reason: 'agent-withdrew' }));
  });

  it('keeps the day that an import has set; an import that agrees again does not take it back', async ({
    database,
    deps,
    unit,
    certify,
    send,
    realName,
  }) => {
    const imported = (foundedOn?: string) => {
      deps.clock.now += DAY;
      const file = registryFile([{ code: unit, ...(foundedOn && { foundedOn }) }]);
      const { digester } = deps;
      return importRegistry(
        database,
        optionsOf(file, { digester, force: true, graceDays: 3, now: deps.now() }),
      );
    };
    await certify();
    await imported('2001-05-19');
    const at = new Date(endOfChinaDay(deps.now() + 3 * DAY)).toISOString();
    expect(await send()).toEqual(withdrawn({ at, reason: 'agent-withdrew' }));
    await imported();
    expect(await realName()).toMatchObject({ due: { at, reason: 'agent-withdrew' } });
  });

  it('is compared with nobody while no agent’s certification is in force', async ({
    deps,
    unit,
    certify,
    send,
    realName,
    entries,
  }) => {
    expect(await send(), 'nobody’s').toEqual({ kind: 'way-closed' });
    await certify(rightClaim());
    for (const agent of [LI, wrong(1), ZHANG])
      expect(await send(agent), 'the representative’s').toEqual({ kind: 'way-closed' });
    const { status, due } = await realName();
    expect([status, due]).toEqual(['certified', undefined]);
    expect(await entries()).toEqual([]);
    expect((await statusOf(deps, unit)).attempts).toEqual({ remaining: 5, resetsAt: null });
  });

  it('is refused alike whoever else is named, and counts as a failure of its user', async ({
    deps,
    unit,
    certify,
    send,
    realName,
    entries,
  }) => {
    await certify();
    for (const agent of [wrong(1), ZHANG, { ...LI, name: '王示例' }])
      expect(await send(agent)).toEqual(DIFFERS);
    const { status, due } = await realName();
    expect([status, due]).toEqual(['certified', undefined]);
    expect(await entries()).toMatchObject(
      Array(3).fill({ type: 'certification.withdrawal-refused', site_id: 'portal', detail: {} }),
    );
    expect((await statusOf(deps, unit, { sub: 'user-2' })).attempts.remaining).toBe(5);
    const { attempts, next } = await statusOf(deps, unit);
    expect(attempts.remaining).toBe(2);
    expect(next).toMatchObject({ step: 'none', ways: ['replace', 'withdraw'], reason: null, attempts: 2 });
  });

  it('is answered once for a key, and another body of that key is refused', async ({
    deps,
    unit,
    certify,
    send,
  }) => {
    await certify();
    const [first, second] = [randomUUID(), randomUUID()];
    const refused = await send(wrong(1), {}, first);
    expect(refused).toEqual(DIFFERS);
    const left = (await statusOf(deps, unit)).attempts;
    expect(left.remaining).toBe(4);
    expect(await send(wrong(1), {}, first)).toEqual(refused);
    expect(await send(LI, {}, first)).toEqual({ kind: 'key-reused' });
    expect((await statusOf(deps, unit)).attempts).toEqual(left);
    const sent = await send(LI, {}, second);
    expect(sent).toMatchObject({ answer: { outcome: 'withdrawn' }, replayed: false });
    deps.clock.now += 1_000;
    expect(await send(LI, {}, second), 'though the way is closed now').toEqual({ ...sent, replayed: true });
    const claims = submit(deps, submitterOf(unit), second, BY_AGENT);
    expect(await claims, 'a claim of the same key').toEqual({ kind: 'key-reused' });
  });

  it('answers a repeated key without a day, once the certification has ended or another one counts', async ({
    deps,
    unit,
    certify,
    send,
  }) => {
    await certify();
    const key = randomUUID();
    const { outcome, reference } = answerIn(await send(LI, {}, key));
    await submit(deps, submitterOf(unit, { sub: 'user-2' }), randomUUID(), rightClaim());
    const again = { kind: 'answered', answer: { outcome, reference }, replayed: true };
    expect(await send(LI, {}, key), 'renewed').toEqual(again);
    const { term } = await readOpenTerm(deps.database, unit);
    const ended = {
      term: term!,
      verdict: { holds: false, reason: 'unit-not-active', isClosed: true },
    } as const;
    const { database, keys } = deps;
    await database.session((session) =>
      applyConsequences(session, keys, [consequenceOf(ended, { now: deps.now(), graceDays: 30 })!], {
        actor: 'operator:tester',
        at: new Date(deps.now()),
      }),
    );
    expect(await send(LI, {}, key), 'ended').toEqual(again);
  });

  it('with wrong data has a reference that is found like any other', async ({
    deps,
    unit,
    certify,
    send,
  }) => {
    await certify();
    const refused = await send(wrong(1));
    const sent = await send(LI);
    const of = async (result: SubmissionResult) => {
      const reference =
        result.kind === 'answered' ? result.answer.reference : 'reference' in result && result.reference;
      const act = { reason: 'the agent called', actor: 'operator:tester' } as const;
      return (await readReference(deps, reference || '', act, deps.now()))?.submission;
    };
    const row = { flow: 'withdrawal', unitCode: unit, applicant: 'agent', finding: null };
    expect(await of(refused)).toMatchObject({ ...row, outcome: 'agent-differs' });
    expect(await of(sent)).toMatchObject({ ...row, outcome: 'withdrawn' });
  });

  it('cannot be looked for in a list of people, fifty at once neither', async ({ deps, certify, send }) => {
    await certify();
    const people = Array.from({ length: 50 }, (_unused, i) => ({
      name: `李${String.fromCodePoint(0x4e00 + i)}`,
      idNumber: residentId(7 * i),
    }));
    const results = await Promise.all(people.map((person) => send(person)));
    const told = results.filter(({ kind }) => kind === 'agent-differs');
    expect(told).toHaveLength(deps.limits.userPerHour);
    expect(await send()).toMatchObject({ kind: 'too-many-attempts' });
    expect(await send(LI, { sub: 'user-2' })).toMatchObject({ answer: { outcome: 'withdrawn' } });
  });

  it('is not overtaken by an import that agreed at the same time', async ({
    database,
    deps,
    unit,
    certify,
    send,
    realName,
  }) => {
    await certify();
    deps.clock.now += 1_000;
    const file = registryFile([{ code: unit, foundedOn: '2001-05-19' }]);
    const { digester, keys, graceDays } = deps;
    await importRegistry(database, optionsOf(file, { digester, force: true, graceDays, now: deps.now() }));
    const { term } = await readOpenTerm(database, unit);
    const agreed = consequenceOf({ term: term!, verdict: { holds: true } }, { now: deps.now(), graceDays })!;
    expect(agreed.kind).toBe('restored');
    expect(await send()).toMatchObject({ answer: { outcome: 'withdrawn' } });
    const by = { actor: 'worker:imports', at: new Date(deps.now()) } as const;
    await database.session((session) => applyConsequences(session, keys, [agreed], by));
    expect(await realName()).toMatchObject({ due: { reason: 'agent-withdrew' } });
    expect((await eventsOf(database, unit)).map(({ type }) => type)).not.toContain('certification.restored');
  });

  it('counts wrong numbers as guesses at that agent, fifty at once too', async ({
    deps,
    unit,
    certify,
    send,
    realName,
  }) => {
    await certify();
    const results = await Promise.all(
      Array.from({ length: 50 }, (_unused, i) =>
        withdraw(deps, submitterOf(unit, { sub: `user-${i}` }), randomUUID(), wrong(i)),
      ),
    );
    const told = results.filter(({ kind }) => kind === 'agent-differs');
    expect(told).toHaveLength(deps.limits.agentPerDay);
    expect(await send()).toMatchObject({ kind: 'too-many-attempts', unitCode: unit });
    expect(await realName()).not.toHaveProperty('due');
    deps.clock.now += DAY;
    expect(await send()).toMatchObject({ answer: { outcome: 'withdrawn' } });
  });

  it('ends it by itself, and whoever may certify renews it before', async ({
    deps,
    unit,
    certify,
    send,
    realName,
  }) => {
    await certify();
    await send();
    deps.clock.now += DAY;
    expect(await submit(deps, submitterOf(unit), randomUUID(), rightClaim())).toMatchObject({
      answer: { outcome: 'certified' },
    });
    expect(await realName()).toMatchObject({ by: 'legal-representative' });
    expect(await realName()).not.toHaveProperty('due');
    expect(await send()).toEqual({ kind: 'way-closed' });
  });
});
