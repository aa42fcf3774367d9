/** Rows that the database tells and that never happened, and what happened and is not there any more. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import type { ClaimToDecide } from '../../../bff/attempts/claim.ts';
import { expireClaims } from '../../../bff/attempts/expiry.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { withdraw } from '../../../bff/attempts/withdrawal.ts';
import { organizationCodeOf } from '../../../bff/contract/unit-code.ts';
import { AUDIT_KEPT_FOR, removeOldEvents } from '../../../bff/events/retention.ts';
import { createSealer } from '../../../bff/events/seal.ts';
import { placeOf } from '../../../bff/events/faults.ts';
import { isSound, verifyAudit } from '../../../bff/events/verify.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { KEPT_FOR } from '../../../bff/database/retention.ts';
import { revokeUnit } from '../../../bff/certifications/by-officer.ts';
import { endDue } from '../../../bff/certifications/end-due.ts';
import { submitterOf, withdrawAll } from '../../support/dependencies.ts';
import { happens } from '../../support/events.ts';
import { LI, registerHandler, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { emptyStoreTest, newUnit } from '../../support/store.ts';
import { decided } from '../holds/support.ts';
import { optionsOf, registryFile, type Unit } from '../import/files.ts';

const act = { reason: 'asked', actor: 'operator:tester' } as const;

describe('rows and events', () => {
  const it = emptyStoreTest
    .extend('send', ({ deps }) => (unit: string, request: ClaimToDecide = rightClaim()) => {
      return submit(deps, submitterOf(unit), randomUUID(), request);
    })
    .extend('run', ({ database }) => (text: string) => {
      return sql.raw(text).execute(database.kysely);
    })
    .extend('found', ({ deps }) => async () => {
      const report = await verifyAudit(deps);
      expect(isSound(report)).toBe(report.faults.length + report.rows.length === 0);
      return [
        ...report.faults.map(({ fault }) => fault),
        ...report.rows.map((row) => `${row.fault} ${placeOf(row)}`),
      ];
    });

  it('agree after every way that a certification takes', async ({ deps, unit, send, found }) => {
    await send(unit, rightClaim({ foundedOn: '2001-05-19' }));
    await send(unit);
    await send(unit);
    expect(await found()).toEqual([]);
    deps.clock.now += 1_000;
    await revokeUnit(deps, unit, act, deps.now());
    expect(await found()).toEqual([]);
    deps.clock.now += 1_000;
    await send(unit);
    expect(await found()).toEqual([]);
  });

  it('agree while a certification is due, is restored, taken over or withdrawn, and ends by itself', async ({
    deps,
    unit,
    send,
    found,
  }) => {
    const imported = (change: Partial<Unit> = {}) => {
      deps.clock.now += 1_000;
      const more = { digester: deps.digester, keys: deps.keys, now: deps.now(), graceDays: 30, force: true };
      return importRegistry(deps.database, optionsOf(registryFile([{ code: unit, ...change }]), more));
    };
    await registerHandler(deps, unit, LI);
    await imported();
    const steps: (() => Promise<unknown>)[] = [
      () => send(unit, rightClaim({ applicant: 'agent', agent: LI })),
      () => imported({ foundedOn: '2001-05-19' }),
      () => imported(),
      () => send(unit, { ...rightClaim({ foundedOn: '1999-01-01' }), replace: true }),
      () => send(unit, { ...rightClaim(), replace: true }),
      () => withdraw(deps, submitterOf(unit), randomUUID(), LI), // not theirs any more
      () => imported({ status: '停业' }),
      () => imported({ status: '注销' }),
      () => imported(),
      () => send(unit, rightClaim({ applicant: 'agent', agent: LI })),
      () => withdraw(deps, submitterOf(unit), randomUUID(), LI),
      () => {
        deps.clock.now += 31 * 86_400_000;
        return endDue(deps, deps.now());
      },
    ];
    for (const step of steps) {
      deps.clock.now += 1_000;
      await step();
      expect(await found()).toEqual([]);
    }
    const terms = await deps.database.kysely
      .selectFrom('certification')
      .select('end_reason')
      .orderBy('since')
      .execute();
    expect(terms.map(({ end_reason }) => end_reason)).toEqual([
      'replaced',
      'unit-not-active',
      'agent-withdrew',
    ]);
  });

  it('agree after withdrawals that were refused, and after claims that were taken back, superseded or expired', async ({
    deps,
    unit,
    send,
    found,
  }) => {
    const wrong = rightClaim({ foundedOn: '1999-01-01' });
    const elsewhere = submitterOf(unit, { siteId: 'department', sub: 'user-2' });
    const takeBack = async () => {
      for (const who of [elsewhere, submitterOf(unit)]) await withdrawAll(deps, who);
    };
    const keeps = async () => {
      const kept = await requestRecheck(deps, submitterOf(unit), wrong);
      expect(kept).toMatchObject({ answer: { outcome: 'kept' } });
    };
    const waits = () => {
      deps.sources.insurance = { ask: async () => ({ kind: 'outage', outage: 'timeout' }) };
      return send(unit, rightClaim({ applicant: 'agent', agent: LI }));
    };
    const later = () => {
      deps.clock.now += 31 * 86_400_000;
      return expireClaims(deps, deps.now());
    };
    const steps: (() => Promise<unknown>)[] = [
      () => send(unit, wrong),
      () => send(unit, wrong), // again: nothing is written
      keeps,
      takeBack,
      keeps,
      later,
      waits,
      takeBack,
      waits,
      waits,
      later,
      () => registerHandler(deps, unit, LI),
      () => {
        deps.sources.insurance = undefined;
        return send(unit, rightClaim({ applicant: 'agent', agent: LI }));
      },
      () => withdraw(deps, elsewhere, randomUUID(), ZHANG),
      () => withdraw(deps, elsewhere, randomUUID(), LI),
    ];
    for (const step of steps) {
      deps.clock.now += 1_000;
      await step();
      expect(await found()).toEqual([]);
    }
    const outcomes = await deps.database.kysely
      .selectFrom('submission')
      .select(['flow', 'outcome'])
      .orderBy('at')
      .execute();
    expect(outcomes.map(({ flow, outcome }) => `${flow} ${outcome}`)).toEqual([
      'certification rejected',
      'certification withdrawn',
      'certification replaced',
      'certification expired',
      'certification certified',
      'withdrawal agent-differs',
      'withdrawal withdrawn',
    ]);
  });

  it('a certification that was put in by SQL is found, whatever it names', async ({
    deps,
    unit,
    send,
    run,
    found,
  }) => {
    await send(unit);
    const insert = (code: string, change: object) =>
      run(`insert into certification
           select (jsonb_populate_record(term, '${JSON.stringify({ unit_code: code, ...change })}')).*
           from certification term where unit_code = '${unit}'`);
    await insert('FORGED', { submission_id: randomUUID() });
    expect(await found()).toEqual(['certification-without-event FORGED']);
    await run(`delete from certification where unit_code = 'FORGED'`);

    const other = await newUnit(deps);
    await insert(other, {}); // by another unit's submission
    expect(await found()).toEqual([`certification-without-event ${other}`]);
  });

  it('a certification that was changed, ended or stands on without its event is found', async ({
    deps,
    unit,
    send,
    run,
    found,
  }) => {
    await send(unit);
    const wrong = [`certification-without-event ${unit}`];
    const signed = [`certification-altered ${unit}`, ...wrong];
    for (const [set, undo, faults] of [
      [`since = since - interval '1 day'`, `since = since + interval '1 day'`, signed],
      [
        `ended_at = now(), end_reason = 'revoked', ended_by = 'operator:x'`,
        'ended_at = null, end_reason = null, ended_by = null',
        wrong,
      ],
      [
        `due_at = now(), due_reason = 'representative-changed', due_by = 'import', due_set_at = now()`,
        'due_at = null, due_reason = null, due_by = null, due_set_at = null',
        wrong,
      ],
    ] as const) {
      await run(`update certification set ${set}`);
      expect(await found()).toEqual(faults);
      await run(`update certification set ${undo}`);
      expect(await found()).toEqual([]);
    }
    await revokeUnit(deps, unit, act, deps.now());
    expect(await found()).toEqual([]);
    await run('update certification set ended_at = null, end_reason = null, ended_by = null');
    expect(await found()).toEqual(wrong);
  });

  it('a registration that was put in by SQL is found', async ({ unit, run, found }) => {
    await run(`insert into registered_unit (unit_code, site_id, at) values ('${unit}', 'portal', now())`);
    expect(await found()).toEqual([`registration-without-event ${unit}`]);
  });

  it('a certification that was taken out is found', async ({ unit, send, run, found }) => {
    await send(unit);
    await run('delete from certification');
    expect(await found()).toEqual([`event-without-certification ${unit}`]);
  });

  it('a trigger that swallows events is found: by the certification, and by the refusal', async ({
    deps,
    unit,
    send,
    run,
    found,
  }) => {
    const refused = await newUnit(deps);
    await run(`create function swallow() returns trigger language plpgsql as 'begin return null; end'`);
    await run('create trigger swallow before insert on event for each row execute function swallow()');
    try {
      expect(await send(unit)).toMatchObject({ answer: { outcome: 'certified' } });
      await send(refused, rightClaim({ foundedOn: '2001-05-19' }));
    } finally {
      await run('drop trigger swallow on event');
      await run('drop function swallow');
    }
    expect((await found()).toSorted()).toEqual(
      [
        `certification-without-event ${unit}`,
        `submission-without-event ${unit}`,
        `submission-without-event ${refused}`,
      ].toSorted(),
    );
  });

  it('an event that was removed before its seal is found', async ({ unit, send, run, found }) => {
    await send(unit);
    await run('delete from event');
    expect(await found()).toEqual([
      `certification-without-event ${unit}`,
      `submission-without-event ${unit}`,
    ]);
  });

  it('a certification that was put in with an event, made up or copied, is found', async ({
    deps,
    unit,
    send,
    run,
    found,
  }) => {
    await send(unit);
    const other = await newUnit(deps);
    const submission = randomUUID();
    await run(
      `insert into certification
       select (jsonb_populate_record(term, '${JSON.stringify({ unit_code: other, submission_id: submission })}')).*
       from certification term`,
    );
    const event = (id: string) =>
      run(`insert into event (id, at, actor, type, unit_code, site_id, submission_id, detail, mac)
           select ${id}, at, actor, type, '${other}', site_id, '${submission}', detail, mac from event limit 1`);
    // The event's detail is another certification's.
    const rows = [`certification-altered ${other}`, `event-without-submission ${other}`];
    await event(`'${randomUUID()}'`);
    expect(await found()).toEqual(['event-altered', ...rows]);
    await event('id');
    expect(await found()).toEqual(['event-altered', 'event-altered', 'event-repeated', ...rows]);
  });

  it('a certification stands on what was said again when its events left by their age', async ({
    deps,
    unit,
    send,
    run,
    found,
  }) => {
    const revoked = await newUnit(deps);
    await send(unit);
    await send(revoked);
    deps.clock.now += 1_000;
    await revokeUnit(deps, revoked, act, deps.now());
    await createSealer(deps)();
    await run('delete from submission');
    deps.clock.now += KEPT_FOR.submissions; // they are gone after half a year
    const at = new Date(deps.now());
    await happens(deps, { at, type: 'unit.registered', unitCode: unit, siteId: 'portal' });
    await run(
      `insert into registered_unit (unit_code, site_id, at) values ('${unit}', 'portal', '${at.toISOString()}')`,
    );
    expect(await found()).toEqual([]);
    await createSealer(deps)();
    for (let turn = 0; turn < 2; turn++) {
      deps.clock.now += AUDIT_KEPT_FOR + 1_000;
      await happens(deps);
      await createSealer(deps)();
      expect(await removeOldEvents(deps)).toBe(true);
      expect(await found()).toEqual([]);
      await createSealer(deps)();
    }
    const { rows } = await run('select type, submission_id from event order by position');
    expect(rows.filter((row) => (row as { type: string }).type === 'event.kept')).toHaveLength(4);
    await run(
      `update certification set ended_at = null, end_reason = null, ended_by = null where unit_code = '${revoked}'`,
    );
    expect(await found()).toEqual([`certification-without-event ${revoked}`]);
  });

  it('a hold stands on what was said again when its event left by its age, until it is lifted', async ({
    deps,
    unit,
    run,
    found,
  }) => {
    const age = async () => {
      await createSealer(deps)();
      await run('delete from proposal'); // they are gone long before
      deps.clock.now += AUDIT_KEPT_FOR + 1_000;
      await happens(deps);
      await createSealer(deps)();
      expect(await removeOldEvents(deps)).toBe(true);
      expect(await found()).toEqual([]);
    };
    await decided(deps, unit, 'placed');
    await age();
    await age();
    await decided(deps, unit, 'lifted');
    expect(await found()).toEqual([]);
    await age();
    await age();
    const { rows } = await run(`select type from event where unit_code = '${unit}'`);
    expect(rows, 'nothing rests on it any more').toEqual([]);
  });

  it('the event of a unit without a USCC is said again, whatever the registry knows of the unit later', async ({
    deps,
    send,
    run,
    found,
  }) => {
    const code = uscc(90_000_000);
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    await send(organizationCodeOf(code));
    const { digester, now } = deps;
    await importRegistry(deps.database, optionsOf(registryFile([{ code }]), { digester, now: now() }));
    await createSealer(deps)();
    await run('delete from submission');
    deps.clock.now += KEPT_FOR.submissions; // they are gone after half a year
    await run('delete from registry_unit');
    expect(await found()).toEqual([]);
    deps.clock.now += AUDIT_KEPT_FOR + 1_000;
    await happens(deps);
    await createSealer(deps)();
    expect(await removeOldEvents(deps)).toBe(true);
    expect(await found()).toEqual([]);
    const { rows } = await run('select unit_code from certification');
    expect(rows).toEqual([{ unit_code: code }]);
  });
});
