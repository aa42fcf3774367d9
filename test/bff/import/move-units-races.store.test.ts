/** A unit gets its USCC while a user submits for it, or while its claim is being settled. */
import { describe, expect, onTestFinished } from 'vitest';
import { organizationCodeOf } from '../../../bff/contract/unit-code.ts';
import type { Database } from '../../../bff/database/database.ts';
import { verifyAudit } from '../../../bff/events/verify.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { applyImports } from '../../../bff/import/apply.ts';
import { LI, rightClaim, uscc } from '../../support/people.ts';
import { settleOne } from '../../support/settle.ts';
import { optionsOf, registryFile } from './files.ts';
import { CODE, movedUnitTest as test, ORGANIZATION, WRONG } from './moved-unit.ts';
import { stoppedImport } from './stopped-import.ts';

describe('a unit gets its USCC meanwhile', () => {
  test('a claim is decided although an import came in between', async ({
    database,
    deps,
    run,
    send,
    kept,
    attempts,
  }) => {
    await run();
    deps.partner.insurance = { kind: 'outage', outage: 'timeout' };
    await send(rightClaim({ applicant: 'agent', agent: LI }));
    deps.partner.insurance = { kind: 'record', handled: true, lastHandledOn: undefined };
    // Simulates a submission that was recorded under the old code after the import.
    for (const table of ['submission', 'kept_claim'] as const)
      await database.kysely.updateTable(table).set({ unit_code: ORGANIZATION }).execute();
    deps.clock.now += 60_000;
    expect(await settleOne(deps)).toBe('decided');
    expect(await kept()).toEqual([]);
    expect(await attempts()).toEqual([{ unit_code: CODE, outcome: 'certified' }]);
  });

  test('a claim that is being settled meanwhile is settled again', async ({
    database,
    deps,
    run,
    send,
    outage,
    attempts,
  }) => {
    outage();
    await send();
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    deps.clock.now += 60_000;
    let imports = 0;
    const overtaken: Database = {
      ...database,
      async run(statement, values) {
        if (statement.name === 'certification_settle' && imports++ === 0) await run();
        return database.run(statement, values);
      },
    };
    expect(await settleOne({ ...deps, database: overtaken })).toBe('undecided');
    expect(await settleOne(deps)).toBe('decided');
    expect(await attempts()).toEqual([{ unit_code: CODE, outcome: 'certified' }]);
  });

  test('simultaneous submissions leave no rows under the old code', async ({
    deps,
    run,
    send,
    ask,
    attempts,
    kept,
  }) => {
    const codes = Array.from({ length: 40 }, (_unused, i) => uscc(i + 1));
    const units = codes.map((code) => ({ code }));
    const each = (work: (code: string) => Promise<unknown>) =>
      Promise.all(codes.map(organizationCodeOf).map(work));
    deps.limits = { ...deps.limits, personPerDay: 0 };
    await each((code) => send(WRONG, code, code));
    await each((code) => ask(WRONG, code, code));
    await Promise.all([run(units), each((code) => send(WRONG, code, code)), run(units)]);
    await run(units);
    expect((await attempts()).filter(({ unit_code }) => unit_code.length === 9)).toEqual([]);
    expect(await attempts()).toHaveLength(80);
    await each((code) => send(WRONG, code, code));
    expect(await kept()).toEqual([]);
  });

  // The embedded database runs one transaction at a time.
  test('a unit certified by its USCC while its rows move has one certification in the end', async ({
    database,
    deps,
    send,
  }) => {
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    await send(rightClaim(), ORGANIZATION);
    const stopped = stoppedImport(database, 'update certification set unit_code');
    onTestFinished(stopped.release);
    const { digester, keys, clock } = deps;
    const options = optionsOf(registryFile([{ code: CODE }]), { digester, keys, now: clock.now });
    const finished = importRegistry(stopped.database, options);
    await stopped.reached;
    expect(await send(rightClaim(), CODE)).toMatchObject({ answer: { outcome: 'certified' } });
    stopped.release();
    await finished;
    await applyImports(database, options); // by the worker, when the import could not
    const terms = await database.kysely
      .selectFrom('certification')
      .select(['unit_code', 'end_reason'])
      .orderBy('since')
      .execute();
    expect(terms).toEqual([
      { unit_code: CODE, end_reason: 'replaced' },
      { unit_code: CODE, end_reason: null },
    ]);
    expect((await verifyAudit(deps)).rows).toEqual([]);
  });
});
