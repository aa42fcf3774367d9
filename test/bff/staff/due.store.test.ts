/** The list of units whose certification is due or has lapsed, and the figures over all units. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { createMetrics } from '../../../bff/server/metrics.ts';
import { countDue, readDue } from '../../../bff/staff/due.ts';
import { readFigures } from '../../../bff/staff/figures.ts';
import { createWorkers } from '../../../bff/server/workers.ts';
import { createRefusals } from '../../../bff/limits/refusals.ts';
import { pino } from 'pino';
import { submitterOf } from '../../support/dependencies.ts';
import { registerUnit, rightClaim, uscc } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';
import { termRow } from '../../support/terms.ts';
import { caseIn } from '../cases/support.ts';

const DAY = 86_400_000;

describe('units whose certification ends', () => {
  const it = storeTest
    .extend('emptied', { auto: true }, ({ emptyDatabase }) => void emptyDatabase)
    .extend(
      'put',
      ({ deps, database }) =>
        async (index: number, days: number, change: Partial<Parameters<typeof termRow>[0]>) => {
          const unit_code = uscc(index);
          await registerUnit(deps, unit_code);
          const at = new Date(deps.now() + days * DAY);
          const row = termRow({ unit_code, representative: 'digest', ...change });
          const due = row.end_reason
            ? { ended_at: at, ended_by: 'worker:due' as const }
            : { due_at: at, due_by: 'import' as const, due_set_at: at };
          await database.kysely
            .insertInto('certification')
            .values({ ...row, ...due })
            .execute();
          return unit_code;
        },
    );

  it('what is due is listed, the nearest day first, by source and reason', async ({
    deps,
    database,
    put,
  }) => {
    const later = await put(1, 20, { due_reason: 'representative-changed' });
    const sooner = await put(2, 5, { due_reason: 'registration-changed' });
    await put(3, -1, { due_reason: 'registration-changed' }); // it is over
    const lapsed = await put(4, -2, { end_reason: 'unit-not-active' });
    await put(5, -31, { end_reason: 'unit-not-active' });
    await put(6, -1, { end_reason: 'revoked' });
    const again = await put(7, -3, { end_reason: 'representative-changed' });
    await database.kysely
      .insertInto('certification')
      .values(termRow({ unit_code: again, representative: 'digest' }))
      .execute();

    const list = async (filter: Parameters<typeof readDue>[1]) =>
      (await readDue(database, filter, undefined, deps.now())).units.map(({ code }) => code);
    expect(await list({ state: 'due' })).toEqual([sooner, later]);
    expect(await list({ state: 'due', reason: 'representative-changed' })).toEqual([later]);
    expect(await list({ state: 'due', source: 'market' })).toEqual([sooner, later]);
    expect(await list({ state: 'due', source: 'institutions' })).toEqual([]);
    expect(await list({ state: 'lapsed' })).toEqual([lapsed]);
    expect(await countDue(database, deps.now())).toEqual([
      { state: 'due', source: 'market', reason: 'registration-changed', count: 1 },
      { state: 'due', source: 'market', reason: 'representative-changed', count: 1 },
      { state: 'lapsed', source: 'market', reason: 'unit-not-active', count: 1 },
    ]);
    const { units } = await readDue(database, { state: 'due' }, undefined, deps.now());
    expect(units[0]).toEqual({
      code: sooner,
      name: '南京示例有限公司',
      source: 'market',
      by: 'legal-representative',
      since: '2026-11-24T08:00:00.000Z',
      at: new Date(deps.now() + 5 * DAY).toISOString(),
      reason: 'registration-changed',
      isTakenOff: false,
    });
  });

  it('pages follow one another without gaps, also where many are due at once', async ({
    deps,
    database,
    put,
  }) => {
    const codes: string[] = [];
    for (let index = 1; index <= 120; index++)
      codes.push(await put(index, Math.floor(index / 60), { due_reason: 'registration-changed' }));
    const read: string[] = [];
    let after: string | undefined;
    do {
      const page = await readDue(database, { state: 'due' }, after, deps.now() - 1);
      read.push(...page.units.map(({ code }) => code));
      after = page.next;
    } while (after);
    expect(read.sort()).toEqual(codes.sort());
    const odd = await readDue(database, { state: 'due' }, 'x', deps.now() - 1);
    expect(odd.units).toHaveLength(50);
  });

  it('the figures count units, refusals, cases, what waits and what is dead', async ({ deps, database }) => {
    const send = async (index: number, claim = rightClaim()) => {
      await registerUnit(deps, uscc(index));
      await submit(deps, submitterOf(uscc(index)), randomUUID(), claim);
    };
    await send(1);
    await send(2, rightClaim({ foundedOn: '1999-01-01' }));
    await registerUnit(deps, uscc(3));
    await caseIn(deps, uscc(3), 'certified');
    await database.kysely
      .insertInto('site_unit')
      .values([2, 3, 4].map((index) => ({ unit_code: uscc(index), site_id: 'portal' })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const figures = await readFigures(database, deps.now());
    expect(figures).toMatchObject({
      funnel: { asked: 4, tried: 3, certified: 2 },
      outcomes: [
        { outcome: 'certified', count: 1 },
        { outcome: 'rejected', count: 1 },
      ],
      findings: [{ finding: 'founding-date-differs', count: 1 }],
      hoursToDecision: { median: 0, ninetyPercent: 0 },
      waiting: [],
      dead: [],
    });
    expect(figures.cases.find(({ state }) => state === 'certified')).toEqual({
      state: 'certified',
      count: 1,
    });
    expect(figures.sources.find(({ id }) => id === 'market')!.last).not.toBeNull();
  });

  it('the figures count the claims that wait for a register, and those that are checked again', async ({
    deps,
    database,
  }) => {
    const WRONG = rightClaim({ foundedOn: '1999-01-01' });
    for (const index of [1, 2]) {
      await registerUnit(deps, uscc(index));
      await submit(deps, submitterOf(uscc(index)), randomUUID(), WRONG);
    }
    const refused = new Date(deps.now()).toISOString();
    deps.clock.now += 60_000;
    for (const index of [1, 2]) await requestRecheck(deps, submitterOf(uscc(index)), WRONG);
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    await submit(deps, submitterOf(uscc(3)), randomUUID(), rightClaim());
    const { waiting } = await readFigures(database, deps.now());
    expect(waiting.map(({ since, ...of }) => ({ ...of, since: new Date(since).toISOString() }))).toEqual([
      { purpose: 'pending', count: 1, since: new Date(deps.now()).toISOString() },
      { purpose: 'recheck', count: 2, since: refused },
    ]);
  });

  it('nothing is counted where nothing has happened', async ({ deps, database }) => {
    expect(await readFigures(database, deps.now())).toMatchObject({
      funnel: { asked: 0, tried: 0, certified: 0 },
      outcomes: [],
      hoursToDecision: null,
    });
  });

  it('the metrics tell the cases by state', async ({ deps, database, unit }) => {
    await caseIn(deps, unit, 'proposed');
    const metrics = createMetrics();
    const log = pino({ level: 'silent' });
    const refusals = createRefusals(database);
    const parts = {
      certification: deps,
      refusals,
      retireDigestKey: async () => false,
      webhookAllow: [],
      log,
      metrics,
    };
    const { workers } = createWorkers(parts, new AbortController().signal);
    await workers.find(({ name }) => name === 'cases')!.step(new AbortController().signal);
    const { text } = await metrics.read();
    expect(text).toContain('unit_certification_cases{state="proposed"} 1');
    expect(text).toContain('unit_certification_cases{state="open"} 0');
  });
});
