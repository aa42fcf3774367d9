/** The reference of a submission: told, stored, audited and reported alike, and found again by an officer. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { CLAIM_FIELDS } from '../../../bff/contract/sources.ts';
import { expireClaims } from '../../../bff/attempts/expiry.ts';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { messageOf } from '../../../bff/status/webhooks.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { checkReference, referenceOf } from '../../../bff/contract/reference.ts';
import { readReference } from '../../../bff/staff/submissions.ts';
import { submitterOf, withdrawAll, answerIn } from '../../support/dependencies.ts';
import { eventsOf } from '../../support/events.ts';
import { FOUNDED, registerUnit, residentId, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { settleOne } from '../../support/settle.ts';
import { storeTest } from '../../support/store.ts';
import { CERTIFY, FIRST, opened, proposed } from '../cases/support.ts';
import { registrationTest } from '../registration/harness.ts';

const wrong = rightClaim({ legalRepresentative: { name: ZHANG.name, idNumber: residentId(700) } });
const ACT = { reason: 'the unit called', actor: 'operator:tester' } as const;

describe('a reference', () => {
  const it = storeTest
    .extend('send', ({ deps, unit }) => async (request = rightClaim(), key: string = randomUUID()) => {
      return answerIn(await submit(deps, submitterOf(unit), key, request));
    })
    .extend('events', ({ database, unit }) => () => {
      return eventsOf(database, unit);
    });

  it('is in the answer, its repetition, the audit and the message, and shows the submission', async ({
    deps,
    unit,
    send,
    events,
  }) => {
    const key = randomUUID();
    const { reference } = await send(wrong, key);
    expect(checkReference(reference)).toBe(reference);
    expect((await send(wrong, key)).reference).toBe(reference);
    const [refused] = await events();
    expect(refused).toMatchObject({ detail: { reference } });
    expect(messageOf(refused!).data).toMatchObject({ status: 'uncertified', reference });
    expect((await send()).reference).not.toBe(reference);

    expect(await readReference(deps, reference, ACT, deps.now())).toMatchObject({
      reference,
      case: null,
      submission: { unitCode: unit, siteId: 'portal', outcome: 'rejected', finding: 'legal-number-differs' },
    });
    const looked = (await events()).at(-1);
    expect(looked?.detail).toEqual({ reason: ACT.reason, reference, found: true });
  });

  it('of a re-check says until when it is kept, and then how it has ended', async ({ deps, unit, send }) => {
    const changed = { unitCode: unit, siteId: 'portal' };
    const ask = async (claim = wrong) => {
      deps.clock.now += 1_000;
      const { reference: refused } = await send(claim);
      const { reference, until } = answerIn(await requestRecheck(deps, submitterOf(unit), claim));
      return { refused, reference, until: new Date(until!) };
    };
    const shown = async (reference: string) => (await readReference(deps, reference, ACT, deps.now()))!;

    const first = await ask();
    const until = first.until.toISOString();
    const kept = { ...changed, refused: first.refused, until };
    expect(await shown(first.reference)).toMatchObject({
      submission: null,
      recheck: { ...kept, state: 'kept' },
    });
    deps.clock.now = first.until.getTime();
    expect((await shown(first.reference)).recheck).toEqual({ ...kept, state: 'expired' });
    await expireClaims(deps, deps.now());
    expect((await shown(first.reference)).recheck).toEqual({ ...kept, state: 'expired' });

    const second = await ask();
    await withdrawAll(deps, submitterOf(unit));
    expect((await shown(second.reference)).recheck).toMatchObject({ state: 'ended', until: null });

    const third = await ask();
    await deps.database.kysely.deleteFrom('registry_unit').where('code', '=', unit).execute();
    await registerUnit(deps, unit, { representative: { name: ZHANG.name, idNumber: residentId(700) } });
    await deps.database.kysely
      .updateTable('kept_claim')
      .set({ next_try_at: new Date(deps.now()) })
      .execute();
    expect(await settleOne(deps)).toBe('decided');
    expect(await shown(third.reference)).toMatchObject({
      submission: { outcome: 'certified' },
      recheck: { state: 'decided', refused: third.refused },
    });
  });

  it('of a case shows what has become of it, without its claim, by one event', async ({
    deps,
    unit,
    events,
  }) => {
    const reference = await opened(deps, unit, wrong);
    await proposed(deps, reference, CERTIFY);
    const before = (await events()).length;
    const shown = await readReference(deps, reference, ACT, deps.now());
    expect(shown).toMatchObject({
      submission: null,
      recheck: null,
      case: { reference, unitCode: unit, state: 'proposed', proposal: { by: FIRST, decision: 'certified' } },
    });
    expect(JSON.stringify(shown)).not.toContain(wrong.legalRepresentative.idNumber);
    expect((await events()).slice(before).map(({ type }) => type)).toEqual(['submission.read']);
  });

  it('of nothing shows nothing, and the question is audited', async ({ database, deps }) => {
    const unknown = referenceOf(7);
    expect(await readReference(deps, unknown, ACT, deps.now())).toBeUndefined();
    const asked = database.kysely.selectFrom('event').select('detail').where('type', '=', 'submission.read');
    expect(await asked.execute()).toContainEqual({
      detail: { reason: ACT.reason, reference: unknown, found: false },
    });
  });

  it('that another submission has is tried again', async ({ deps, unit, send }) => {
    const { reference } = await send(wrong);
    const free = deps.newReference();
    const given = [reference, reference, free];
    const again = { ...deps, newReference: () => given.shift()! };
    expect(await submit(again, submitterOf(unit), randomUUID(), rightClaim())).toMatchObject({
      answer: { outcome: 'certified', reference: free },
    });
  });

  it('stays when the same claim is sent again at a unit that is not active', async ({
    database,
    unit,
    send,
  }) => {
    await database.kysely
      .updateTable('registry_unit')
      .set({ state: 'inactive' })
      .where('code', '=', unit)
      .execute();
    const { reference, reason } = await send();
    expect(reason).toBe('unit-not-active');
    expect((await send()).reference).toBe(reference);
  });

  it('stays when a claim that waited is decided', async ({ deps }) => {
    const numbers = deps.digester.all('number', ZHANG.idNumber);
    const record = {
      name: '南京示例有限公司',
      representatives: [{ name: ZHANG.name, numbers }],
      foundedOn: FOUNDED,
      state: 'active' as const,
      compares: CLAIM_FIELDS,
    };
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    const unknown = uscc(3_700_000 + Math.floor(deps.clock.now % 1000));
    const { outcome, reference } = answerIn(
      await submit(deps, submitterOf(unknown), randomUUID(), rightClaim()),
    );
    expect(outcome).toBe('pending');
    deps.partner.registry = { kind: 'record', record };
    deps.clock.now += 6_000;
    expect(await settleOne(deps)).toBe('decided');
    const [, certified] = await eventsOf(deps.database, unknown);
    expect(messageOf(certified!).data).toMatchObject({ status: 'certified', reference });
  });
});

describe('a registration’s reference', () => {
  const it = registrationTest;

  it('is in the answer, its repetition and the messages', async ({ h }) => {
    const key = randomUUID();
    const given = async () => {
      const result = await h.send(h.request(), key);
      return result.kind === 'answered' ? result.answer.reference : result.kind;
    };
    const reference = await given();
    expect(await h.rows('submission')).toMatchObject([{ reference }]);
    expect(await given()).toBe(reference);
    const told = (await eventsOf(h.deps.database, h.unit)).map(messageOf);
    expect(told).toMatchObject([{ data: { reference } }, { data: { reference } }]);
  });
});
