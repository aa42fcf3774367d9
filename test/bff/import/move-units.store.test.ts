/** A unit is known by its organization code until the registry has its USCC. Then all its stored data moves to the USCC. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { withdraw } from '../../../bff/attempts/withdrawal.ts';
import { verifyAudit } from '../../../bff/events/verify.ts';
import { confirm, sendBack } from '../../../bff/proposals/procedure.ts';
import { addSite } from '../../../bff/sites/manage.ts';
import { showUnit } from '../../../bff/staff/unit.ts';
import { HOLD } from '../../../bff/holds/hold.ts';
import { readDecided, readDropped, readWaitingAtUnit } from '../../../bff/proposals/at-unit.ts';
import { proposeRevocation, REVOCATION } from '../../../bff/proposals/revocation.ts';
import { readSubmissions } from '../../../bff/staff/submissions.ts';
import { referenceIn, withdrawAll, statusOf, submitterOf } from '../../support/dependencies.ts';
import { eventsOf, fanOutAll, messagesOf, webhooksOf } from '../../support/events.ts';
import { LI, rightClaim } from '../../support/people.ts';
import { endTerms } from '../../support/terms.ts';
import { proposedHold } from '../holds/support.ts';
import { settleOne } from '../../support/settle.ts';
import { CODE, movedUnitTest, ORGANIZATION, WRONG } from './moved-unit.ts';

/** Another unit with the same organization code, as real registries hold some. */
const TWIN = `92${CODE.slice(2)}`;

describe('a unit gets its USCC', () => {
  const test = movedUnitTest;
  test('its history, its re-check and the attempts left are found by either code', async ({
    database,
    deps,
    run,
    send,
    ask,
  }) => {
    await send(WRONG);
    await ask();
    const before = await statusOf(deps, ORGANIZATION);
    await run();
    expect(await settleOne(deps)).toBe('undecided'); // still wrong
    for (const code of [CODE, ORGANIZATION]) {
      const after = await statusOf(deps, code);
      expect(after.recheck).toEqual(before.recheck);
      expect(after.history).toEqual(before.history);
      expect(after.attempts).toEqual(before.attempts);
      const shown = await showUnit(database, deps.limits, code, deps.now());
      expect(shown).toMatchObject({ code: CODE, waiting: [{ purpose: 'recheck' }] });
      expect(shown.limits.length).toBeGreaterThan(0);
      const act = { reason: 'asked', actor: 'operator:tester' } as const;
      expect(await readSubmissions(deps, code, act, deps.now())).toHaveLength(1);
    }
  });

  test.for<[string, string]>([
    ['a new submission', CODE],
    ['one by the organization code', ORGANIZATION],
  ])('%s drops the re-check that was asked for before', async ([, code], { run, send, ask, kept }) => {
    await send(WRONG);
    await ask();
    await run();
    await send(rightClaim({ foundedOn: '2001-05-20' }), code);
    expect(await kept()).toEqual([]);
  });

  test('a withdrawal and a certification drop it, too', async ({ deps, run, send, ask, kept }) => {
    await send(WRONG);
    await ask();
    await run();
    expect(await kept()).toHaveLength(1);
    await withdrawAll(deps, submitterOf(ORGANIZATION));
    expect(await kept()).toEqual([]);
    await ask();
    expect(await kept()).toHaveLength(1);
    expect(await send()).toMatchObject({ answer: { outcome: 'certified' } });
    expect(await kept()).toEqual([]);
  });

  test('a re-check goes along while the certification is due', async ({ deps, run, send, ask, kept }) => {
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    deps.partner.insurance = { kind: 'record', handled: true, lastHandledOn: '2026-01-15' };
    await send(rightClaim({ applicant: 'agent', agent: LI }));
    expect(await withdraw(deps, submitterOf(ORGANIZATION), randomUUID(), LI)).toMatchObject({
      answer: { outcome: 'withdrawn' },
    });
    deps.partner.registry = { kind: 'verdict', found: true, matches: false, active: true };
    await send(WRONG);
    expect(await ask()).toMatchObject({ answer: { outcome: 'kept' } });
    await run();
    expect(await kept()).toMatchObject([{ unit_code: CODE, purpose: 'recheck' }]);
  });

  test('a claim that waits is shown, and decided by the registry', async ({
    deps,
    run,
    send,
    kept,
    attempts,
    outage,
  }) => {
    outage();
    await send();
    await run();
    expect((await statusOf(deps, CODE)).kinds[1]).toMatchObject({ status: 'pending' });
    expect(await settleOne(deps)).toBe('decided');
    expect((await statusOf(deps, ORGANIZATION)).kinds[1]).toMatchObject({ status: 'certified' });
    expect(await kept()).toEqual([]);
    expect(await attempts()).toEqual([{ unit_code: CODE, outcome: 'certified' }]);
  });

  test.for<[string, string, string]>([
    ['organization code', ORGANIZATION, CODE],
    ['USCC', CODE, ORGANIZATION],
  ])(
    'of two claims that wait the newer one stays, by the %s',
    async ([, newer, older], { database, deps, run, send, kept, attempts, outage }) => {
      outage();
      const reference = referenceIn(await send(WRONG, older));
      const later = referenceIn(await send(rightClaim(), newer, 'user-2'));
      await run();
      expect((await statusOf(deps, CODE)).next).toMatchObject({
        step: 'checking',
        reason: 'claim-superseded',
        reference: later,
      });
      const superseded = (await eventsOf(database, CODE)).filter(
        ({ type }) => type === 'certification.superseded',
      );
      expect(superseded).toMatchObject([{ actor: 'operator:tester', detail: { reference } }]);
      expect(webhooksOf(superseded)).toEqual(['unit.expired portal']);
      expect((await verifyAudit(deps)).rows).toEqual([]);
      expect(await kept()).toMatchObject([{ unit_code: CODE, purpose: 'pending' }]);
      expect(await attempts()).toEqual([
        { unit_code: CODE, outcome: 'replaced' },
        { unit_code: CODE, outcome: 'pending' },
      ]);
      expect(await settleOne(deps)).toBe('decided');
      expect((await statusOf(deps, CODE)).kinds[1]).toMatchObject({ status: 'certified' });
    },
  );

  test('of two claims of one user that wait the older one is no news', async ({
    database,
    deps,
    run,
    send,
    attempts,
    outage,
  }) => {
    outage();
    await send(WRONG, CODE);
    await send(rightClaim(), ORGANIZATION);
    await run();
    expect(await attempts()).toMatchObject([{ outcome: 'replaced' }, { outcome: 'pending' }]);
    expect((await statusOf(deps, CODE)).next).toMatchObject({ step: 'checking', reason: null });
    expect((await eventsOf(database, CODE)).map(({ type }) => type)).not.toContain(
      'certification.superseded',
    );
  });

  test('a claim is decided whose agent the insurance is asked about meanwhile', async ({
    deps,
    run,
    send,
    attempts,
  }) => {
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    let asked = 0;
    const insurance = {
      async ask() {
        if (asked++ === 0) await run();
        return { kind: 'record', handled: true, lastHandledOn: undefined } as const;
      },
    };
    deps.sources = { ...deps.sources, insurance };
    const sent = await send(rightClaim({ applicant: 'agent', agent: LI }), ORGANIZATION);
    expect(sent).toMatchObject({ answer: { outcome: 'certified' } });
    expect(await attempts()).toEqual([{ unit_code: CODE, outcome: 'certified' }]);
  });

  test('of two certifications the one that counts longer stands', async ({ database, deps, run, send }) => {
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    deps.partner.insurance = { kind: 'record', handled: true, lastHandledOn: '2026-01-15' };
    await send(rightClaim(), ORGANIZATION);
    await send(rightClaim({ applicant: 'agent', agent: LI }), CODE);
    expect(await withdraw(deps, submitterOf(CODE), randomUUID(), LI)).toMatchObject({
      answer: { outcome: 'withdrawn' },
    });
    await run();
    const [, realName] = (await statusOf(deps, CODE)).kinds;
    expect(realName).toMatchObject({ status: 'certified', by: 'legal-representative' });
    expect(realName).not.toHaveProperty('due');
    expect(await showUnit(database, deps.limits, CODE, deps.now())).toMatchObject({
      terms: [{ by: 'agent', endReason: 'replaced' }, { by: 'legal-representative' }],
    });
    const events = await eventsOf(database, CODE);
    const merged = events.filter(({ type }) => type === 'certification.merged');
    expect(messagesOf(merged)).toMatchObject([
      {
        type: 'unit.due',
        data: { unit: CODE, by: 'legal-representative', due: { at: null, reason: 'agent-withdrew' } },
      },
    ]);
    expect((await verifyAudit(deps)).rows).toEqual([]);
  });

  test('of two certifications that are due the later day is told', async ({ database, deps, run, send }) => {
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    deps.partner.insurance = { kind: 'record', handled: true, lastHandledOn: '2026-01-15' };
    for (const code of [CODE, ORGANIZATION]) {
      await send(rightClaim({ applicant: 'agent', agent: LI }), code);
      await withdraw(deps, submitterOf(code), randomUUID(), LI);
      deps.clock.now += 86_400_000;
    }
    await run();
    const [, realName] = (await statusOf(deps, CODE)).kinds;
    const merged = (await eventsOf(database, CODE)).filter(({ type }) => type === 'certification.merged');
    const [message] = messagesOf(merged);
    expect(message).toMatchObject({
      type: 'unit.due',
      data: { unit: CODE, due: { reason: 'agent-withdrew' } },
    });
    expect(realName).toMatchObject({ status: 'certified', due: message!.data.due });
    expect((await verifyAudit(deps)).rows).toEqual([]);
  });

  test('of two certifications without a last day nothing is told', async ({ database, deps, run, send }) => {
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    await send(rightClaim(), ORGANIZATION);
    await send(rightClaim(), CODE);
    await run();
    const types = [...(await eventsOf(database, CODE)), ...(await eventsOf(database, ORGANIZATION))].map(
      ({ type }) => type,
    );
    expect(types).toContain('certification.replaced');
    expect(types).not.toContain('certification.merged');
  });

  test('a proposed revocation goes along', async ({ database, deps, run, send }) => {
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    await send();
    const act = { reason: '来函', actor: 'staff:officer-1' } as const;
    expect(await proposeRevocation(deps, ORGANIZATION, act)).toMatchObject({ kind: 'proposed' });
    await run();
    const { proposal } = (await readWaitingAtUnit(deps, CODE, deps.now())).revocation!;
    expect((await verifyAudit(deps)).rows).toEqual([]);
    expect(await confirm(deps, REVOCATION, proposal, 'staff:officer-2')).toEqual({ kind: 'revoked' });
    expect(await showUnit(database, deps.limits, CODE, deps.now())).toMatchObject({ reason: 'revoked' });
  });

  test('who revoked it, and who sent a proposal back, is still told', async ({ deps, run, send }) => {
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    const act = { reason: '来函', actor: 'staff:officer-1' } as const;
    const back = { reason: '来函已撤回', actor: 'staff:officer-2' } as const;
    const propose = async () => {
      await proposeRevocation(deps, ORGANIZATION, act);
      return (await readWaitingAtUnit(deps, ORGANIZATION, deps.now())).revocation!.proposal;
    };
    await send();
    await sendBack(deps, REVOCATION, await propose(), back);
    await confirm(deps, REVOCATION, await propose(), 'staff:officer-2');
    await sendBack(deps, HOLD, await proposedHold(deps, ORGANIZATION), back);
    await run();
    expect(await readDecided(deps, CODE, 'revoked')).toEqual({
      by: ['staff:officer-1', 'staff:officer-2'],
      reason: act.reason,
    });
    expect(await readDropped(deps, CODE, 'hold')).toMatchObject({ by: back.actor, reason: back.reason });
  });

  test.for<[string, string, boolean]>([
    ['another user', 'user-2', true],
    ['the same user', 'user-1', false],
  ])(
    'keeps the newer of two re-checks, that of %s',
    async ([, sub, isTold], { database, deps, run, send, ask, kept }) => {
      await send(WRONG, CODE);
      const reference = referenceIn(await ask(WRONG, CODE));
      await send(WRONG, ORGANIZATION, sub);
      await ask(WRONG, ORGANIZATION, sub);
      const [, newer] = (await kept()).sort((a, b) => b.unit_code.length - a.unit_code.length);
      await run();
      expect(await kept()).toEqual([{ ...newer, unit_code: CODE }]);
      const superseded = (await eventsOf(database, CODE)).filter(({ type }) => type === 'recheck.superseded');
      expect(superseded).toMatchObject(isTold ? [{ detail: { reference } }] : []);
      const { next } = await statusOf(deps, CODE);
      expect(next).toMatchObject({
        step: 'rechecking',
        reason: isTold ? 'claim-superseded' : 'registry-mismatch',
      });
    },
  );

  test('registered by both codes, it is told since the earlier one', async ({
    database,
    deps,
    run,
    send,
  }) => {
    const [early, late] = [new Date('2026-01-05T00:00:00Z'), new Date('2026-03-05T00:00:00Z')];
    const TWICE = [
      { site_id: 'portal', [ORGANIZATION]: early, [CODE]: late },
      { site_id: 'department', [ORGANIZATION]: late, [CODE]: early },
    ];
    await send(WRONG);
    for (const { site_id, ...codes } of TWICE)
      for (const [unit_code, at] of Object.entries(codes))
        await database.kysely
          .insertInto('registered_unit')
          .values({ unit_code, site_id, at: at as Date })
          .execute();
    await run();
    const registered = await database.kysely.selectFrom('registered_unit').selectAll().execute();
    expect(registered).toHaveLength(TWICE.length);
    for (const row of registered) expect(row).toMatchObject({ unit_code: CODE, at: early });
    expect((await statusOf(deps, CODE)).kinds[0]).toMatchObject({ since: early.toISOString() });
  });

  test('failures by either code count together, before the registry knows the unit and after', async ({
    deps,
    run,
    send,
  }) => {
    const left = (code: string, sub = 'user-1') =>
      statusOf(deps, code, { sub }).then(({ attempts }) => attempts.remaining);
    for (let day = 1; day <= 2; day++) await send(rightClaim({ foundedOn: `1999-01-0${day}` }), CODE);
    for (let day = 3; day <= 4; day++) await send(rightClaim({ foundedOn: `1999-01-0${day}` }), ORGANIZATION);
    deps.clock.now += 3_600_000; // the user's hour is over
    for (const code of [CODE, ORGANIZATION]) expect(await left(code)).toBe(1);
    await run();
    for (const code of [CODE, ORGANIZATION]) expect(await left(code)).toBe(1);
    expect(await left(CODE, 'user-2')).toBe(5);
    for (let i = 0; i < 6; i++) await send(WRONG, CODE, `user-${10 + i}`);
    expect(await left(CODE, 'user-2')).toBe(0); // ten for the unit
  });

  test('units with one organization code share a limit, and nothing else', async ({ deps, run, send }) => {
    const [li, failures] = [{ representative: LI.name, idNumber: LI.idNumber }, 2];
    await run([{ code: CODE }, { code: TWIN, ...li }]);
    for (let i = 0; i < failures; i++) await send(rightClaim({ foundedOn: `1999-01-0${i + 1}` }), CODE);
    const twin = await statusOf(deps, TWIN);
    expect(twin.attempts.remaining).toBe(5 - failures);
    expect(twin).not.toHaveProperty('history');
    expect(await send(rightClaim(), CODE)).toMatchObject({ answer: { outcome: 'certified' } });
    expect((await statusOf(deps, TWIN)).kinds[1]).toMatchObject({ status: 'uncertified' });
    expect(await send(rightClaim(), TWIN)).toMatchObject({ answer: { outcome: 'rejected' } });
  });

  test('every table with a unit’s code either moves or is known to stay', async ({ database }) => {
    const { rows } = await sql<{ table_name: string }>`
      select table_name from information_schema.columns
      where table_schema = 'public' and column_name = 'unit_code'`.execute(database.kysely);
    const moving = [
      'certification',
      'counter_case',
      'kept_claim',
      'proposal',
      'registered_unit',
      'site_unit',
      'submission',
    ];
    // Events are signed; refusals say what happened in an hour that is over; a proof is good for 15 minutes; a hold is found by the
    // organization code.
    const staying = ['event', 'limit_refusal', 'phone_proof', 'unit_hold'];
    expect(rows.map(({ table_name }) => table_name).sort()).toEqual([...moving, ...staying].sort());
  });

  test('keeps the valid one of two certifications, and no re-check', async ({
    database,
    deps,
    run,
    send,
    ask,
    kept,
  }) => {
    await send(WRONG, CODE);
    await ask(WRONG, CODE);
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    await send();
    await run();
    expect((await statusOf(deps, CODE)).kinds[1]).toMatchObject({ status: 'certified' });
    expect(await kept()).toEqual([]);

    await database.kysely.deleteFrom('registry_unit').execute();
    await endTerms(database);
    await send();
    const terms = () =>
      database.kysely
        .selectFrom('certification')
        .select(['unit_code', 'end_reason'])
        .orderBy('since')
        .execute();
    expect((await terms()).map(({ unit_code }) => unit_code)).toEqual([CODE, ORGANIZATION]);
    await run();
    expect(await terms()).toEqual([
      { unit_code: CODE, end_reason: 'revoked' },
      { unit_code: CODE, end_reason: null },
    ]);
    expect((await statusOf(deps, ORGANIZATION)).kinds[1]).toMatchObject({ status: 'certified' });
  });

  test('only when no other unit has that organization code, or the file takes the other one away', async ({
    deps,
    run,
    send,
    attempts,
  }) => {
    await run([{ code: CODE }, { code: TWIN, representative: LI.name, idNumber: LI.idNumber }]);
    await send(WRONG);
    await run([{ code: CODE }]);
    expect(await attempts()).toMatchObject([{ unit_code: ORGANIZATION }]);
    await run([{ code: CODE }], { full: true });
    expect(await attempts()).toMatchObject([{ unit_code: CODE }]);
    expect((await statusOf(deps, ORGANIZATION)).history).toHaveLength(1);
  });

  test('sites of the unit get the webhooks of events just before the change', async ({
    database,
    deps,
    run,
    send,
  }) => {
    await addSite(
      { ...deps, actor: 'operator:tester' },
      { id: 'portal', origins: [], keys: { kind: 'hs256' }, webhookUrl: 'https://hook.example' },
    );
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    await send();
    await run();
    await fanOutAll(deps, deps.now);
    const deliveries = await database.kysely.selectFrom('webhook_delivery').select('site_id').execute();
    expect(deliveries).toEqual([{ site_id: 'portal' }]);
  });
});
