/** A clock that was a day ahead for a moment does not delay anything by a day. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mendClaimRetries } from '../../../bff/attempts/kept-claim.ts';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { settleOne } from '../../support/settle.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { createCircuitBreaker } from '../../../bff/network/circuit-breaker.ts';
import { mendDeliveryRetries } from '../../../bff/delivery/deliver.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { rightClaim } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';

const DAY = 86_400_000;
const TOLERANCE = 600_000;

describe('a clock that was a day ahead', () => {
  const test = storeTest;
  test('delays no claim and no webhook', async ({ database, deps, unit }) => {
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    await database.kysely.deleteFrom('registry_unit').execute(); // the partner is asked
    await database.kysely.deleteFrom('webhook_delivery').execute();
    const pending = await submit(deps, submitterOf(unit), randomUUID(), rightClaim());
    expect(pending).toMatchObject({ answer: { outcome: 'pending' } });
    deps.clock.now += DAY;
    expect(await settleOne(deps)).toBe('undecided');
    deps.clock.now -= DAY;
    deps.clock.now += 3_600_000;
    expect(await settleOne(deps)).toBe('nothing-due');
    await mendClaimRetries(database, deps.now(), TOLERANCE);
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    expect(await settleOne(deps)).toBe('decided');

    await database.kysely
      .insertInto('webhook_delivery')
      .columns(['event', 'site_id', 'next_try_at'])
      .expression((from) =>
        from
          .selectFrom('event')
          .select(({ val }) => [
            'position',
            val('portal').as('site_id'),
            val(new Date(deps.now() + 2 * DAY)).as('at'),
          ])
          .where('unit_code', '=', unit)
          .where('type', '=', 'certification.certified'),
      )
      .execute();
    await mendDeliveryRetries(database, deps.now(), TOLERANCE);
    const due = await database.kysely.selectFrom('webhook_delivery').select('next_try_at').execute();
    expect(due).toEqual([{ next_try_at: new Date(deps.now()) }]);
  });

  test('a retry with a normal pause is not changed', async ({ database, deps, unit }) => {
    const wrong = rightClaim({ foundedOn: '2001-05-19' });
    await submit(deps, submitterOf(unit), randomUUID(), wrong);
    await requestRecheck(deps, submitterOf(unit), wrong);
    await mendClaimRetries(database, deps.now(), TOLERANCE);
    await mendDeliveryRetries(database, deps.now(), TOLERANCE);
    expect(await settleOne(deps)).toBe('nothing-due');
  });
});

describe('a circuit', () => {
  it('that was opened by a clock a day ahead closes when the clock is right', () => {
    const breaker = createCircuitBreaker({ failures: 2, pause: 15_000 });
    const now = Date.parse('2026-11-24T08:00:00Z');
    for (const _ of [1, 2]) breaker.record(false, now + DAY);
    expect(breaker.admit(now + DAY + 1)).toBe('none');
    expect(breaker.admit(now)).toBe('probe');
    expect(breaker.admit(now)).toBe('none'); // one probe at a time
  });
});
