/** A lapse is sent to every site that has asked for the unit or submitted for it, and to no other. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import type { EventType } from '../../../bff/events/types.ts';
import { revokeUnit } from '../../../bff/certifications/by-officer.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { fanOutAll } from '../../support/events.ts';
import { LI, rightClaim, ZHANG } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';
import { addReceiver } from '../../support/receivers.ts';

const wrong = rightClaim({ legalRepresentative: { ...ZHANG, idNumber: LI.idNumber } });

describe('a lapse', () => {
  const it = storeTest
    /** Each has a webhook; `stranger` never asks for the unit. */
    .extend('sites', { auto: true }, async ({ deps }) => {
      const ids = ['first', 'refused', 'waiting', 'stranger'];
      for (const id of ids) await addReceiver(deps, id);
    })
    .extend('send', ({ deps, unit }) => (siteId: string, request = rightClaim()) => {
      return submit(deps, submitterOf(unit, { siteId, sub: siteId }), randomUUID(), request);
    })
    .extend('told', ({ database, deps, unit }) => async (type: EventType) => {
      await fanOutAll(deps, deps.now);
      const rows = await database.kysely
        .selectFrom('webhook_delivery')
        .innerJoin('event', 'event.position', 'webhook_delivery.event')
        .where('event.unit_code', '=', unit)
        .where('event.type', '=', type)
        .select('webhook_delivery.site_id')
        .orderBy('webhook_delivery.site_id')
        .execute();
      return rows.map(({ site_id }) => site_id);
    })
    .extend('revoke', ({ deps, unit }) => () => {
      return revokeUnit(deps, unit, { reason: 'test', actor: 'operator:tester' }, deps.now());
    });

  it('is told to sites that only submit: certified, refused or waiting', async ({
    deps,
    send,
    told,
    revoke,
  }) => {
    expect(await send('refused', wrong)).toMatchObject({ answer: { outcome: 'rejected' } });
    deps.partner.insurance = { kind: 'outage', outage: 'timeout' };
    const byAgent = rightClaim({ applicant: 'agent', agent: LI });
    expect(await send('waiting', byAgent)).toMatchObject({ answer: { outcome: 'pending' } });
    expect(await send('first')).toMatchObject({ answer: { outcome: 'certified' } });
    expect(await told('certification.rejected')).toEqual(['refused']);
    await revoke();
    expect(await told('certification.revoked')).toEqual(['first', 'refused', 'waiting']);
  });
});
