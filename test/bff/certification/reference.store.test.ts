/** The reference of a submission: told, stored, audited and reported alike, and found again by an officer. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/certification/submit.ts';
import { checkReference, referenceOf } from '../../../bff/contract/reference.ts';
import { readReference } from '../../../bff/units/findings.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { FOUNDED, residentId, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { settleOne } from '../../support/settle.ts';
import { STORES } from '../../support/store.ts';
import { REGISTRATIONS } from '../registration/harness.ts';

const wrong = rightClaim({ legalRepresentative: { name: ZHANG.name, idNumber: residentId(700) } });
const ACT = { reason: 'the unit called', actor: 'operator:tester' } as const;

describe.each(STORES)('a reference on %s', (_, test) => {
  const it = test
    .extend('send', ({ deps, unit }) => async (request = rightClaim(), key: string = randomUUID()) => {
      const result = await submit(deps, submitterOf(unit), key, request);
      if (result.kind !== 'answered') throw new Error(result.kind);
      return result.answer;
    })
    .extend('rows', ({ database, unit }) => async (table: 'audit_entry' | 'outbox_event') => {
      const column = table === 'audit_entry' ? sql.ref('detail') : sql.ref('data');
      const { rows } = await sql<{ told: object }>`
        select ${column} as told from ${sql.table(table)} where unit_code = ${unit} order by at, id`.execute(
        database.kysely,
      );
      return rows.map(({ told }) => told);
    });

  it('is in the answer, its repetition, the audit and the message, and shows the submission', async ({
    database,
    deps,
    unit,
    send,
    rows,
  }) => {
    const key = randomUUID();
    const { reference } = await send(wrong, key);
    expect(checkReference(reference)).toBe(reference);
    expect((await send(wrong, key)).reference).toBe(reference);
    expect(await rows('audit_entry')).toMatchObject([{ reference }]);
    expect(await rows('outbox_event')).toMatchObject([{ reference }]);
    expect((await send()).reference).not.toBe(reference);

    expect(await readReference(database, reference, ACT, deps.now())).toMatchObject({
      reference,
      refusals: null,
      submission: { unitCode: unit, siteId: 'portal', outcome: 'rejected', finding: 'legal-number-differs' },
    });
    expect((await rows('audit_entry')).at(-1)).toEqual({ reason: ACT.reason, reference, found: true });
  });

  it('of nothing shows nothing, and the question is audited', async ({ database, deps }) => {
    const unknown = referenceOf(7);
    expect(await readReference(database, unknown, ACT, deps.now())).toBeUndefined();
    const asked = database.kysely
      .selectFrom('audit_entry')
      .select('detail')
      .where('action', '=', 'submission.read');
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
      active: true,
    };
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    const unknown = uscc(3_700_000 + Math.floor(deps.clock.now % 1000));
    const result = await submit(deps, submitterOf(unknown), randomUUID(), rightClaim());
    if (result.kind !== 'answered') throw new Error(result.kind);
    const { outcome, reference } = result.answer;
    expect(outcome).toBe('pending');
    deps.partner.registry = { kind: 'record', record };
    deps.clock.now += 6_000;
    expect(await settleOne(deps)).toBe('decided');
    const told = await deps.database.kysely
      .selectFrom('outbox_event')
      .select('data')
      .where('unit_code', '=', unknown)
      .execute();
    expect(told).toMatchObject([{ data: { status: 'certified', reference } }]);
  });
});

describe.each(REGISTRATIONS)('a registration’s reference on %s', (_, it) => {
  it('is in the answer, its repetition and the messages', async ({ h }) => {
    const key = randomUUID();
    const told = async () => {
      const result = await h.send(h.request(), key);
      return result.kind === 'answered' ? result.answer.reference : result.kind;
    };
    const reference = await told();
    expect(await h.rows('submission')).toMatchObject([{ reference }]);
    expect(await told()).toBe(reference);
    expect(await h.rows('outbox_event')).toMatchObject([{ data: { reference } }, { data: { reference } }]);
  });
});
