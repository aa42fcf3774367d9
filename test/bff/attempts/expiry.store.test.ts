/** A submission whose decision does not come in time ends: its user and its site are told. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { describe, expect } from 'vitest';
import { expireClaims } from '../../../bff/attempts/expiry.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { endOfChinaDay } from '../../../bff/contract/identifiers.ts';
import type { Database } from '../../../bff/database/database.ts';
import { verifyAudit } from '../../../bff/events/verify.ts';
import { createRefusals } from '../../../bff/limits/refusals.ts';
import { createMetrics } from '../../../bff/server/metrics.ts';
import { createWorkers } from '../../../bff/server/workers.ts';
import { statusOf, submitterOf } from '../../support/dependencies.ts';
import { eventsOf, messagesOf, webhooksOf } from '../../support/events.ts';
import { LI, registerHandler, rightClaim, uscc } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const UNIT = uscc(3_200_001); // not imported: the partner is asked

describe('a submission that waits', () => {
  const it = storeTest
    .extend('retention', ({ emptyDatabase, deps }) => async () => {
      const parts = {
        certification: deps,
        refusals: createRefusals(emptyDatabase),
        retireDigestKey: async () => false,
        webhookAllow: [],
        log: pino({ level: 'silent' }),
        metrics: createMetrics(),
      };
      const { workers } = createWorkers(parts, new AbortController().signal);
      const { step } = workers.find(({ name }) => name === 'retention')!;
      while (await step(new AbortController().signal));
    })
    .extend('send', ({ emptyDatabase, deps }) => (sub = 'user-1', replace?: true) => {
      deps.partner.registry = { kind: 'outage', outage: 'timeout' };
      const request = { ...rightClaim(), ...(replace && { replace }) };
      return submit({ ...deps, database: emptyDatabase }, submitterOf(UNIT, { sub }), randomUUID(), request);
    })
    .extend('outcomes', ({ emptyDatabase }) => async () => {
      const rows = emptyDatabase.kysely.selectFrom('submission').select(['outcome', 'key']).orderBy('at');
      return rows.execute();
    })
    .extend('realNameNow', ({ emptyDatabase, deps }) => async () => {
      const { kinds } = await statusOf({ ...deps, database: emptyDatabase }, UNIT);
      return kinds.find(({ kind }) => kind === 'real-name');
    });

  it('is given up after thirty days, by an event and a webhook, and its user reads it in the status', async ({
    deps,
    emptyDatabase,
    send,
    retention,
    outcomes,
    realNameNow,
  }) => {
    const sent = await send();
    const { reference } = (sent as { answer: { reference: string } }).answer;
    deps.clock.now = endOfChinaDay(deps.clock.now + 30 * DAY) - 1;
    await retention();
    expect(await outcomes()).toEqual([{ outcome: 'pending', key: null }]);
    expect(await realNameNow()).toMatchObject({ status: 'pending' });

    deps.clock.now += 1;
    await retention();
    const at = new Date(deps.clock.now).toISOString();
    expect(await outcomes()).toEqual([{ outcome: 'expired', key: null }]);
    expect(await emptyDatabase.kysely.selectFrom('kept_claim').selectAll().execute()).toEqual([]);
    const events = await eventsOf(emptyDatabase, UNIT);
    expect(events.map(({ type }) => type)).toEqual(['certification.pending', 'certification.expired']);
    expect(webhooksOf(events)).toEqual(['unit.expired portal']);
    expect(messagesOf(events)).toEqual([
      {
        type: 'unit.expired',
        data: { unit: UNIT, kind: 'real-name', status: 'uncertified', reference, at },
      },
    ]);
    expect(await realNameNow()).toEqual({
      kind: 'real-name',
      status: 'uncertified',
      last: { outcome: 'expired', reference, at },
    });
    expect((await verifyAudit(deps)).rows).toEqual([]);

    await retention();
    expect(await eventsOf(emptyDatabase, UNIT)).toHaveLength(2);
    expect(await send()).toMatchObject({ answer: { outcome: 'pending' } });
  });

  it('is given up beside a certification that stands, and the webhook says so', async ({
    deps,
    emptyDatabase,
    send,
    retention,
  }) => {
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    await registerHandler(deps, UNIT, LI);
    await submit(deps, submitterOf(UNIT), randomUUID(), rightClaim({ applicant: 'agent', agent: LI }));
    deps.clock.now += 1_000;
    expect(await send('user-2', true)).toMatchObject({ answer: { outcome: 'pending' } });
    deps.clock.now += 31 * DAY;
    await retention();
    const [, expired] = messagesOf(await eventsOf(emptyDatabase, UNIT));
    expect(expired).toMatchObject({ type: 'unit.expired', data: { status: 'certified' } });
  });

  it('that is sent anew at that moment is not given up', async ({ deps, emptyDatabase, send, outcomes }) => {
    await send();
    deps.clock.now += 31 * DAY;
    let isFirst = true;
    const run: Database['run'] = async (statement, values) => {
      const rows = await emptyDatabase.run(statement, values);
      if (isFirst) {
        isFirst = false;
        await send();
      }
      return rows;
    };
    await expireClaims({ ...deps, database: { ...emptyDatabase, run } }, deps.now());
    expect((await outcomes()).map(({ outcome }) => outcome)).toEqual(['replaced', 'pending']);
    const types = (await eventsOf(emptyDatabase, UNIT)).map(({ type }) => type);
    expect(types).toEqual(['certification.pending', 'certification.pending']);
  });

  it('as a registration ends with its key, which no site is told', async ({
    deps,
    emptyDatabase,
    retention,
    outcomes,
  }) => {
    await emptyDatabase.kysely
      .insertInto('submission')
      .values({
        id: randomUUID(),
        reference: 'K7M29QXT',
        key: 'k1.key',
        body: 'k1.body',
        flow: 'registration',
        unit_code: UNIT,
        site_id: 'portal',
        user_digest: 'k1.user',
        applicant: 'agent',
        outcome: 'pending',
        claim: 'k1.claim',
        at: new Date(deps.clock.now),
      })
      .execute();
    deps.clock.now += 24 * HOUR - 1;
    await retention();
    expect(await outcomes()).toEqual([{ outcome: 'pending', key: 'k1.key' }]);
    deps.clock.now += 1;
    await retention();
    expect(await outcomes()).toEqual([{ outcome: 'expired', key: null }]);
    const events = await eventsOf(emptyDatabase, UNIT);
    expect(events.map(({ type }) => type)).toEqual(['registration.expired']);
    expect(webhooksOf(events)).toEqual([]);
  });
});
