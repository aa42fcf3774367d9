/** Changes by SQL that no statement of the service makes: each is found by `audit verify`, by what its events say. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { CASE } from '../../../bff/cases/decision.ts';
import { endCasesOfSite } from '../../../bff/cases/end.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { createSealer } from '../../../bff/events/seal.ts';
import { placeOf } from '../../../bff/events/faults.ts';
import { isSound } from '../../../bff/events/verify.ts';
import { importHandlers } from '../../../bff/import/handlers.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { removeExpired } from '../../../bff/upkeep/retention.ts';
import { KEPT_FOR } from '../../../bff/database/retention.ts';
import { addSite } from '../../../bff/sites/manage.ts';
import { removeSite } from '../../../bff/upkeep/remove-site.ts';
import { revokeUnit } from '../../../bff/certifications/by-officer.ts';
import { verifyDatabase } from '../../../bff/upkeep/verify.ts';
import { confirm } from '../../../bff/proposals/procedure.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { fanOutAll, happens } from '../../support/events.ts';
import { LI, rightClaim, uscc } from '../../support/people.ts';
import { emptyStoreTest } from '../../support/store.ts';
import { addReceiver } from '../../support/receivers.ts';
import { CERTIFY, certifiedAtCounter, opened, proposed, SECOND } from '../cases/support.ts';
import { fileOf, HANDLER_HEADER, optionsOf, registryFile } from '../import/files.ts';

const [UNIT, OTHER] = [uscc(1), uscc(2)] as const;
const REFUSED = rightClaim({ foundedOn: '2001-05-19' });
const BY_AGENT = rightClaim({ applicant: 'agent', agent: LI });

describe('what SQL has changed', () => {
  const it = emptyStoreTest
    .extend('imported', { auto: true }, async ({ deps }) => {
      const { digester, keys, now } = deps;
      const options = { digester, keys, now: now(), graceDays: 30, force: true };
      await importRegistry(
        deps.database,
        optionsOf(registryFile([{ code: UNIT }, { code: OTHER }]), options),
      );
      const handlers = fileOf(`${HANDLER_HEADER}\n${UNIT},${LI.name},${LI.idNumber},2026-01-15\n`);
      await importHandlers(deps.database, optionsOf(handlers, options));
      deps.clock.now += 1_000;
    })
    .extend('send', ({ deps }) => (unit: string, request = rightClaim()) => {
      return submit(deps, submitterOf(unit), randomUUID(), request);
    })
    .extend('run', ({ database }) => async (text: string) => {
      const { numAffectedRows } = await sql.raw(text).execute(database.kysely);
      return Number(numAffectedRows ?? 0);
    })
    .extend('found', ({ deps }) => async () => {
      await createSealer(deps)();
      const report = await verifyDatabase(deps);
      const rows = report.rows.map((row) => `${row.fault} ${placeOf(row)}`);
      expect(isSound(report)).toBe(rows.length === 0);
      expect(report.faults).toEqual([]);
      return rows;
    });

  it.for([
    `by = 'legal-representative'`,
    `agent = 'k1.other'`,
    `agent = null`,
    `representative = 'k1.other'`,
    `site_id = 'other'`,
    `source = 'partner'`,
    `method = 'partner'`,
    `evidence_as_of = evidence_as_of + 1`,
    `evidence_version = evidence_version + 5`,
  ])('is found in a certification: %s', async (change, { send, run, found }) => {
    await send(UNIT, BY_AGENT);
    expect(await found()).toEqual([]);
    expect(await run(`update certification set ${change}`)).toBe(1);
    expect(await found()).toEqual([`certification-altered ${UNIT}`]);
  });

  it.for([
    `end_reason = 'agent-withdrew'`,
    `ended_by = 'operator:other'`,
    `ended_at = ended_at - interval '1 day'`,
  ])('is found in the end of a certification: %s', async (change, { deps, send, run, found }) => {
    await send(UNIT);
    await revokeUnit(deps, UNIT, { reason: 'asked', actor: 'operator:tester' }, deps.now() + 1_000);
    expect(await found()).toEqual([]);
    expect(await run(`update certification set ${change}`)).toBe(1);
    expect(await found()).toEqual([`certification-without-event ${UNIT}`]);
  });

  it.for([
    `seen = jsonb_set(seen, '{checks}', '["certificate"]')`,
    `seen = jsonb_set(seen, '{registry,state}', '"closed"')`,
    `seen = jsonb_set(seen, '{foundedOn}', '"1999-01-01"')`,
  ])('is found in a certification at the counter: %s', async (change, { deps, run, found }) => {
    await certifiedAtCounter(deps, UNIT);
    expect(await found()).toEqual([]);
    expect(await run(`update certification set ${change}`)).toBe(1);
    expect(await found()).toEqual([`certification-altered ${UNIT}`]);
  });

  it('is found in what was seen in a case, before and after its decision', async ({ deps, run, found }) => {
    const reference = await opened(deps, UNIT);
    const proposal = await proposed(deps, reference);
    const change = `update proposal set content = (content::jsonb || '{"seen": ["certificate"]}')::json`;
    const { content } = await deps.database.kysely
      .selectFrom('proposal')
      .select(sql<string>`content::text`.as('content'))
      .executeTakeFirstOrThrow();
    const undo = () => deps.database.kysely.updateTable('proposal').set({ content }).execute();
    for (let turn = 0; turn < 2; turn++) {
      expect(await found()).toEqual([]);
      await run(change);
      expect(await found()).toEqual([`case-without-event ${UNIT}`]);
      await undo();
      if (turn === 0) await confirm(deps, CASE, proposal, SECOND, CERTIFY.seen);
    }
  });

  it.for([
    `outcome = 'certified', finding = null`,
    `outcome = 'already-certified', finding = null`,
    `outcome = 'pending', finding = null`,
    `outcome = 'replaced', finding = null`,
    `finding = 'unit-not-active'`,
    `site_id = 'other'`,
    `flow = 'registration'`,
  ])('is found in a submission that was refused: %s', async (change, { send, run, found }) => {
    expect(await send(UNIT, REFUSED)).toMatchObject({ answer: { outcome: 'rejected' } });
    expect(await found()).toEqual([]);
    expect(await run(`update submission set ${change}`)).toBe(1);
    expect(await found()).toEqual([`submission-without-event ${UNIT}`]);
  });

  it('is no submission that waited and was superseded, or settled', async ({ deps, send, found }) => {
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    await send(uscc(3));
    deps.clock.now += 1_000;
    await send(uscc(3), REFUSED);
    const outcomes = await deps.database.kysely
      .selectFrom('submission')
      .select('outcome')
      .orderBy('at')
      .execute();
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['replaced', 'pending']);
    expect(await found()).toEqual([]);
  });

  it('is a submission that was removed before its time', async ({ deps, database, send, run, found }) => {
    await send(UNIT, REFUSED);
    await run('delete from submission');
    expect(await found()).toEqual([`event-without-submission ${UNIT}`]);
    await send(OTHER, REFUSED);
    deps.clock.now += KEPT_FOR.submissions;
    await removeExpired(database, deps.now());
    expect(await found()).toEqual([]);
  });

  it('is a case that was removed before its time', async ({ deps, database, run, found }) => {
    await opened(deps, UNIT);
    await run('delete from counter_case');
    expect(await found()).toEqual([`event-without-case ${UNIT}`]);
    deps.clock.now += 400 * 86_400_000;
    expect(await found()).toEqual([`event-without-case ${UNIT}`]); // it has never ended
    await certifiedAtCounter(deps, OTHER);
    deps.clock.now += KEPT_FOR.cases;
    await removeExpired(database, deps.now());
    expect(await found()).toEqual([`event-without-case ${UNIT}`]);
  });

  it('is nothing that leaves with its site', async ({ deps, send, found }) => {
    const by = { ...deps, actor: 'operator:tester' } as const;
    await addSite(by, {
      id: 'portal',
      origins: [],
      keys: { kind: 'hs256' },
      webhookUrl: 'https://hook.example',
    });
    await send(UNIT, REFUSED);
    await opened(deps, UNIT);
    await fanOutAll(deps, deps.now);
    await endCasesOfSite(deps, 'portal', by.actor, deps.now());
    await removeSite(by, 'portal');
    await addSite(by, {
      id: 'portal',
      origins: [],
      keys: { kind: 'hs256' },
      webhookUrl: 'https://hook.example',
    });
    await fanOutAll(deps, deps.now);
    expect(await found()).toEqual([]);
  });

  it.for([
    [
      `insert into registry_unit (code, source, name, representatives, founded_on, state, version) select '${uscc(3)}', source, name, representatives, founded_on, state, version from registry_unit where code = '${UNIT}'`,
    ],
    [`update registry_unit set founded_on = founded_on + 1 where code = '${UNIT}'`],
    [`update registry_unit set representatives = '[]' where code = '${UNIT}'`],
    [`update registry_unit set state = 'inactive' where code = '${UNIT}'`],
    [`delete from registry_unit where code = '${UNIT}'`],
  ])('is found in the registry: %s', async ([change], { run, send, found }) => {
    expect(await found()).toEqual([]);
    expect(await run(change!)).toBe(1);
    await send(uscc(3)); // by a row that was put in
    expect(await found()).toEqual(['rows-changed registry_unit']);
  });

  it('is found among the handlers, and where nothing was ever imported', async ({ run, found }) => {
    await run(`update handler_record set last_handled_on = null`);
    expect(await found()).toEqual(['rows-changed handler_record']);
    await run(`delete from handler_record`);
    await run(`delete from registry_unit`);
    await run(`delete from event`);
    await run(`delete from seal`);
    expect(await found()).toEqual([]);
    await run(
      `insert into handler_record (organization_code, person) values ('${UNIT.slice(8, 17)}', 'k1.x')`,
    );
    expect(await found()).toEqual(['rows-changed handler_record']);
  });

  it('is no row that an import has written: a part of it, by either way, on top of others', async ({
    deps,
    found,
  }) => {
    const { digester, keys } = deps;
    for (const full of [false, true]) {
      const options = { digester, keys, now: deps.now(), graceDays: 30, force: true, full };
      const units = [{ code: OTHER, foundedOn: '2001-05-19' }, { code: uscc(4) }];
      await importRegistry(deps.database, optionsOf(registryFile(units), options));
      expect(await found()).toEqual([]);
    }
  });

  describe('of messages to portals', () => {
    const withSite = it.extend('site', { auto: true }, async ({ deps, imported: _imported }) => {
      await addReceiver(deps, 'portal');
    });

    withSite('is found when the fan-out was moved past events', async ({ deps, send, run, found }) => {
      await fanOutAll(deps, deps.now);
      await run('update fan_out set position = position + 2');
      expect(await found()).toEqual(['fan-out-ahead webhooks']);
      await send(UNIT);
      await send(OTHER, REFUSED);
      await fanOutAll(deps, deps.now);
      expect((await found()).toSorted()).toEqual(
        [`message-missing ${UNIT}`, `message-missing ${OTHER}`].toSorted(),
      );
    });

    withSite(
      'is found when a delivery was removed, and no fault when it left by its age',
      async ({ deps, database, send, run, found }) => {
        await send(UNIT);
        await fanOutAll(deps, deps.now);
        expect(await found()).toEqual([]);
        await run('delete from webhook_delivery');
        expect(await found()).toEqual([`message-missing ${UNIT}`]);
        deps.clock.now += KEPT_FOR.delivered;
        expect(await found()).toEqual([]);
        await send(OTHER);
        await fanOutAll(deps, deps.now);
        await run(`update webhook_delivery set delivered_at = '${new Date(deps.now()).toISOString()}'`);
        deps.clock.now += KEPT_FOR.delivered;
        await removeExpired(database, deps.now());
        expect(await found()).toEqual([]);
      },
    );
  });

  it('is a trigger, a rule or a policy that swallows looks, logins, unlocks and exports', async ({
    deps,
    run,
    found,
  }) => {
    await run(`create function swallow() returns trigger language plpgsql as 'begin return null; end'`);
    await run(
      `create trigger swallow before insert on event for each row when (new.type = 'unit.read') execute function swallow()`,
    );
    await run(`create rule swallow as on insert to event where new.type = 'desk.login' do instead nothing`);
    await run(`create policy swallow on event using (true)`);
    try {
      expect(await found()).toEqual([
        'policy event: swallow',
        'rule event: swallow',
        'trigger event: swallow',
      ]);
    } finally {
      await run('drop policy swallow on event');
      await run('drop rule swallow on event');
      await run('drop trigger swallow on event');
      await run('drop function swallow');
    }
    await happens(deps);
    expect(await found()).toEqual([]);
  });
});
