/**
 * Bursts of guesses at a representative's number. A right claim takes the same way as a wrong one up to the statement that asks for room, so
 * it is neither told past the limits nor answered later than the others (decision 0014).
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, vi } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { withdraw } from '../../../bff/attempts/withdrawal.ts';
import type { ClaimRequest } from '../../../bff/contract/wire.ts';
import type { HandlerEvidence } from '../../../bff/registry/evidence.ts';
import { openOnPostgres } from '../../support/databases.ts';
import { statusOf, submitterOf, testDependencies } from '../../support/dependencies.ts';
import { settleOne } from '../../support/settle.ts';
import {
  type ChangeOf,
  LI,
  registerHandler,
  registerUnit,
  residentId,
  rightClaim,
  uscc,
  ZHANG,
} from '../../support/people.ts';
import { makeKnown, newUnit, storeTest } from '../../support/store.ts';
import { tracingTest } from './tracing.ts';
import { phoneOf, registrationDependencies, sendingRegistration } from '../registration/support.ts';

const DAY = 86_400_000;
const BY_AGENT = { applicant: 'agent', agent: LI } as const;
const OUTAGE: HandlerEvidence = { kind: 'outage', outage: 'timeout' };

let phones = 63_000_000;
let guesses = 40_000;
const wrong = (change: ChangeOf<ClaimRequest> = {}) =>
  rightClaim({ legalRepresentative: { ...ZHANG, idNumber: residentId(++guesses) }, ...change });

describe('a burst of guesses', () => {
  const it = tracingTest
    .extend('deps', ({ traced: deps }) => {
      deps.sources = { ...deps.sources, registry: undefined };
      deps.partner.insurance = OUTAGE;
      return deps;
    })
    .extend(
      'registering',
      ({ deps }) =>
        async (unit: string, claim: ClaimRequest, key: string = randomUUID(), phone = phoneOf(++phones)) => {
          const send = await sendingRegistration(deps, unit, phone, claim, key);
          return async () => {
            const result = await send();
            return result.kind === 'answered' ? result.answer.outcome : result.kind;
          };
        },
    )
    .extend('certifying', ({ deps }) => async (unit: string, claim: ClaimRequest) => {
      const submitter = submitterOf(unit, { sub: randomUUID() });
      return async () => {
        const result = await submit(deps, submitter, randomUUID(), claim);
        return result.kind === 'answered' ? result.answer.outcome : result.kind;
      };
    });

  for (const flow of ['registering', 'certifying'] as const)
    it.for([
      ['the insurance is away', true],
      ['the unit is not active', false],
    ] as const)(
      `asks for room before anything that only a right claim needs: ${flow}, while %s`,
      async ([, isActive], { deps, asked, registering, certifying }) => {
        const unit = uscc(97_000_000 + ++guesses);
        await registerUnit(deps, unit, { active: isActive });
        await makeKnown(deps, unit);
        const change = isActive ? BY_AGENT : {};
        const ways = [];
        for (const claim of [rightClaim(change), wrong(change)]) {
          const send = await { registering, certifying }[flow](unit, claim);
          asked.length = 0;
          await send();
          ways.push([...asked]);
        }
        const recording = { registering: /^registration_record$/, certifying: /^certification_submit/ }[flow];
        const [right, missed] = ways.map((way) =>
          way.slice(0, way.findIndex((name) => recording.test(name)) + 1),
        );
        expect(right?.at(-1)).toMatch(recording);
        expect(right).toEqual(missed);
      },
    );

  it('of strangers is not told the right number while the insurance is away', async ({
    deps,
    registering,
  }) => {
    let told = 0;
    for (let round = 0; round < 5; round++, deps.clock.now += DAY) {
      const unit = await newUnit(deps);
      const claims = [...Array.from({ length: 99 }, () => wrong(BY_AGENT)), rightClaim(BY_AGENT)];
      const sends = await Promise.all(claims.map((claim) => registering(unit, claim)));
      const answers = await Promise.all(sends.map((send) => send()));
      expect(answers.filter((answer) => answer === 'rejected').length).toBeLessThanOrEqual(5);
      told += answers.filter((answer) => answer === 'pending').length;
    }
    expect(told).toBeLessThanOrEqual(1); // it is the last of 100 in each round, five of which are judged
  });

  for (const flow of ['registering', 'certifying'] as const)
    it(`at an agent whom the imports have is not told by what the partner need not be asked: ${flow}`, async ({
      deps,
      asked,
      registering,
      certifying,
    }) => {
      const unit = await newUnit(deps);
      const agent = { ...LI, idNumber: residentId(++guesses) };
      await registerHandler(deps, unit, agent);
      const ending = { ...agent, idNumber: agent.idNumber.slice(0, -4) + '1000' };
      for (const insurance of [
        OUTAGE,
        { kind: 'record', handled: false, lastHandledOn: undefined } as const,
      ]) {
        deps.partner.insurance = insurance;
        const ways = [];
        for (const one of [ending, agent]) {
          const send = await { registering, certifying }[flow](
            unit,
            rightClaim({ applicant: 'agent', agent: one }),
          );
          asked.length = 0;
          const outcome = await send();
          ways.push({ asked: [...asked], isPending: outcome === 'pending' });
        }
        expect(ways[0]!.asked).toContain('insurance');
        expect(ways[1]!.asked.slice(0, ways[0]!.asked.length)).toEqual(ways[0]!.asked);
        expect(ways[1]!.isPending).toBe(ways[0]!.isPending);
      }
      expect((await statusOf(deps, unit)).kinds[1]).toMatchObject({ status: 'certified' }); // by the imported record
    });

  it('of claims that wait tells nothing of an agent whom the imports have', async ({
    database,
    deps,
    certifying,
  }) => {
    await database.kysely.deleteFrom('kept_claim').execute(); // under the keys of other tests
    const unit = await newUnit(deps);
    await registerHandler(deps, unit, LI);
    expect(await (await certifying(unit, rightClaim(BY_AGENT)))()).toBe('pending');
    deps.clock.now += 60_000;
    expect(await settleOne(deps)).toBe('undecided');
  });

  it('at a person finds one budget, whether the person is named as representative or as agent', async ({
    deps,
    certifying,
  }) => {
    deps.partner.insurance = { kind: 'record', handled: false, lastHandledOn: undefined };
    const ending = (i: number) => ({ ...ZHANG, idNumber: ZHANG.idNumber.slice(0, -4) + String(1000 + i) });
    const [asRepresentative, asAgent] = [await newUnit(deps), uscc(98_000_000 + ++guesses)];
    await registerUnit(deps, asAgent, { representative: LI });
    const claims = Array.from({ length: 12 }, (_unused, i) => [
      [asRepresentative, rightClaim({ legalRepresentative: ending(i) })] as const,
      [asAgent, rightClaim({ legalRepresentative: LI, applicant: 'agent', agent: ending(100 + i) })] as const,
    ]).flat();
    const answers = [];
    for (const [unit, claim] of claims) answers.push(await (await certifying(unit, claim))());
    expect(answers.filter((answer) => answer === 'rejected')).toHaveLength(10);
  });

  it('between certifications and withdrawals has no more answers than without them', async ({
    deps,
    certifying,
  }) => {
    const units = await Promise.all(Array.from({ length: 6 }, () => newUnit(deps)));
    for (const unit of units) await registerHandler(deps, unit, LI);
    deps.partner.insurance = { kind: 'record', handled: true, lastHandledOn: undefined };
    let judged = 0;
    for (let day = 0; day < 3; day++, deps.clock.now += DAY)
      for (let turn = 0; turn < 3; turn++)
        for (const unit of units) {
          for (let i = 0; i < 3; i++)
            if ((await (await certifying(unit, wrong()))()) === 'rejected') judged++;
          await (
            await certifying(unit, rightClaim(BY_AGENT))
          )();
          await withdraw(deps, submitterOf(unit, { sub: randomUUID() }), randomUUID(), LI);
        }
    expect(judged).toBeLessThanOrEqual(3 * 10 + units.length);
  });

  it('at an agent by withdrawals counts in the limits of the unit', async ({ deps, unit, certifying }) => {
    await registerHandler(deps, unit, LI);
    deps.partner.insurance = { kind: 'record', handled: true, lastHandledOn: undefined };
    expect(await (await certifying(unit, rightClaim(BY_AGENT)))()).toBe('certified');
    let judged = 0;
    for (let day = 0; day < 10; day++, deps.clock.now += DAY)
      for (let i = 0; i < 12; i++) {
        const agent = { ...LI, idNumber: LI.idNumber.slice(0, -4) + String(1000 + 20 * day + i) };
        const result = await withdraw(deps, submitterOf(unit, { sub: randomUUID() }), randomUUID(), agent);
        if (result.kind === 'agent-differs') judged++;
      }
    expect(judged).toBe(deps.limits.unitPer30Days);
  });
});

describe('a registration that waits for the insurance', () => {
  const it = storeTest
    .extend('deps', ({ database }) => registrationDependencies(testDependencies(database)))
    .extend('sending', ({ deps, unit }) =>
      sendingRegistration(deps, unit, phoneOf(++phones), rightClaim(BY_AGENT)),
    )
    .extend('rows', ({ database, unit }) => () => {
      return database.kysely
        .selectFrom('submission')
        .select(['outcome', 'finding'])
        .where('unit_code', '=', unit)
        .execute();
    });
  const handled = (is: boolean): HandlerEvidence => ({
    kind: 'record',
    handled: is,
    lastHandledOn: undefined,
  });

  it('is one submission, which the same key decides once the insurance answers', async ({
    deps,
    unit,
    sending,
    rows,
    status,
  }) => {
    deps.partner.insurance = OUTAGE;
    for (let i = 0; i < 3; i++) expect(await sending()).toMatchObject({ answer: { outcome: 'pending' } });
    expect(await rows()).toEqual([{ outcome: 'pending', finding: null }]);
    expect((await status()).kinds[1]).toMatchObject({ status: 'uncertified' }); // it says nothing of a stranger's claim
    deps.partner.insurance = handled(true);
    expect(await sending()).toMatchObject({ replayed: false, answer: { outcome: 'certified' } });
    expect(await sending()).toMatchObject({ replayed: true, answer: { outcome: 'certified' } });
    expect(await rows()).toEqual([{ outcome: 'certified', finding: null }]);
    expect(unit).toBeDefined();
  });

  it('is refused once when it is sent many times at once', async ({ deps, sending, rows, database }) => {
    deps.partner.insurance = OUTAGE;
    await sending();
    deps.partner.insurance = handled(false);
    const answers = await Promise.all(Array.from({ length: 20 }, sending));
    for (const answer of answers)
      expect(answer).toMatchObject({ answer: { outcome: 'rejected', reason: 'agent-without-record' } });
    expect(await rows()).toEqual([{ outcome: 'rejected', finding: 'agent-without-record' }]);
    const events = await database.kysely
      .selectFrom('event')
      .select('type')
      .where('type', '=', 'registration.rejected')
      .execute();
    expect(events.length).toBeGreaterThan(0);
  });

  it('takes no claim of the unit’s own administrators away', async ({ deps, unit, sending, database }) => {
    deps.partner.insurance = OUTAGE;
    await submit(deps, submitterOf(unit), randomUUID(), rightClaim(BY_AGENT));
    await sending();
    const kept = database.kysely.selectFrom('kept_claim').select('purpose').where('unit_code', '=', unit);
    expect(await kept.execute()).toEqual([{ purpose: 'pending' }]);
    const waiting = database.kysely
      .selectFrom('submission')
      .select('flow')
      .where('unit_code', '=', unit)
      .where('outcome', '=', 'pending');
    expect((await waiting.execute()).map(({ flow }) => flow).sort()).toEqual([
      'certification',
      'registration',
    ]);
  });
});

describe('a certification whose agent the insurance is asked about', () => {
  const it = storeTest;

  it('is finished by the same key when the process dies while the insurance is asked', async ({
    deps,
    unit,
    database,
  }) => {
    const key = randomUUID();
    const claim = rightClaim(BY_AGENT);
    const dies = { ask: () => Promise.reject(new Error('the process dies')) };
    const dying = { ...deps, sources: { ...deps.sources, insurance: dies } };
    await expect(submit(dying, submitterOf(unit), key, claim)).rejects.toThrow('the process dies');
    deps.partner.insurance = { kind: 'record', handled: true, lastHandledOn: undefined };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => submit(deps, submitterOf(unit), key, claim)),
    );
    for (const answer of answers) expect(answer).toMatchObject({ answer: { outcome: 'certified' } });
    expect(await submit(deps, submitterOf(unit), key, claim)).toMatchObject({
      answer: { outcome: 'certified' },
    });
    const rows = database.kysely.selectFrom('submission').select('outcome').where('unit_code', '=', unit);
    expect(await rows.execute()).toEqual([{ outcome: 'certified' }]);
  });

  it('counts one refusal when two processes decide it at the same moment', async ({ onTestFinished }) => {
    const { url, database, close } = await openOnPostgres();
    const other = openPostgres(url);
    onTestFinished(() => other.close().then(close));
    const deps = testDependencies(database);
    const unit = await newUnit(deps);
    await submit(deps, submitterOf(unit, { sub: 'user-2' }), randomUUID(), wrong());
    const [key, claim] = [randomUUID(), rightClaim(BY_AGENT)];
    const send = (to: typeof deps) => submit(to, submitterOf(unit), key, claim);
    const dies = { ask: () => Promise.reject(new Error('the process dies')) };
    await expect(send({ ...deps, sources: { ...deps.sources, insurance: dies } })).rejects.toThrow('dies');
    deps.partner.insurance = { kind: 'record', handled: false, lastHandledOn: undefined };

    // Both statements have begun before either can count.
    const answers = await database.kysely.transaction().execute(async (transaction) => {
      await sql`select from limit_counter for update`.execute(transaction);
      const sent = Promise.all([deps, { ...deps, database: other }].map(send));
      await vi.waitFor(
        async () => {
          const { rows } = await sql`select from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`.execute(database.kysely);
          expect(rows).toHaveLength(2);
        },
        { timeout: 30_000 },
      );
      return { sent };
    });
    for (const answer of await answers.sent)
      expect(answer).toMatchObject({ answer: { outcome: 'rejected', reason: 'agent-without-record' } });
    const counted = database.kysely.selectFrom('limit_counter').select('used').where('kind', '=', 'unit');
    expect(await counted.execute()).toEqual([{ used: 2 }]);
  });
});
