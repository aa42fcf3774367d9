/**
 * An import runs in a transaction of minutes. Nobody who submits waits for it, and nobody can tell by it whether a guess is right.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test as base, vi } from 'vitest';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import type { Dependencies } from '../../../bff/attempts/dependencies.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import type { ClaimRequest } from '../../../bff/contract/wire.ts';
import { organizationCodeOf } from '../../../bff/contract/unit-code.ts';
import type { Database } from '../../../bff/database/database.ts';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { importHandlers } from '../../../bff/import/handlers.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { applyImports } from '../../../bff/import/apply.ts';
import { type register } from '../../../bff/registration/register.ts';
import { statusOf, submitterOf, testDependencies } from '../../support/dependencies.ts';
import { ORIGIN, startBff } from '../../support/bff.ts';
import { openOnPostgres } from '../../support/databases.ts';
import { LI, registerUnit, residentId, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { endTerms } from '../../support/terms.ts';
import { siteUser } from '../../support/site-user.ts';
import { fileOf, HANDLER_HEADER, optionsOf, registryFile, type Unit } from '../import/files.ts';
import { gate, stoppedImport } from '../import/stopped-import.ts';
import { phoneOf, registrationDependencies, sendingRegistration } from '../registration/support.ts';

const OTHER_DATE = '2001-05-19';
const WRONG = rightClaim({ legalRepresentative: { ...ZHANG, idNumber: residentId(77) } });

/** An answer that has not come by then waits: an import is stopped until all of them are there. Milliseconds. */
const LONG = 20_000;

type Answer = Awaited<ReturnType<typeof submit>> | Awaited<ReturnType<typeof register>>;

const inTime = (answer: Promise<Answer>): Promise<Answer | 'waits'> =>
  Promise.race([answer, sleep(LONG, 'waits' as const, { ref: false })]);

let phones = 60_000_000;
let units = 60_000_000;

const test = base
  .extend('opened', { scope: 'file' }, async ({}, { onCleanup }) => {
    const opened = await openOnPostgres();
    onCleanup(opened.close);
    return opened;
  })
  .extend('database', ({ opened }) => opened.database)
  /** The database as another process has it. */
  .extend('others', async ({ opened }, { onCleanup }) => {
    const database = openPostgres(opened.url, { timeouts: { lock: 9_000 } });
    onCleanup(() => database.close());
    return database;
  })
  .extend('deps', ({ database }) => {
    const deps = registrationDependencies(testDependencies(database));
    deps.limits = { ...deps.limits, personPerDay: 0 }; // all units have one representative
    return deps;
  })
  .extend('newUnit', ({ deps }) => async () => {
    const code = uscc(++units);
    await registerUnit(deps, code);
    return code;
  })
  .extend('certify', ({ deps }) => (code: string, claim = rightClaim(), by: Dependencies = deps) => {
    return submit(by, submitterOf(code, { sub: randomUUID() }), randomUUID(), claim);
  })
  .extend('registering', ({ deps }) => async (code: string, claim: ClaimRequest = rightClaim()) => {
    return sendingRegistration(deps, code, phoneOf(++phones), claim);
  })
  .extend('importing', ({ deps }) => (database: Database, changed: readonly Unit[]) => {
    return importRegistry(
      database,
      optionsOf(registryFile(changed), { digester: deps.digester, force: true }),
    );
  })
  .extend('statusesOf', ({ database }) => async (codes: readonly string[]) => {
    const rows = await database.kysely
      .selectFrom('certification')
      .select('ended_at')
      .where('unit_code', 'in', codes)
      .execute();
    return rows.map(({ ended_at }) => (ended_at ? 'lapsed' : 'certified'));
  });

const overHttp = test
  .extend('bff', { scope: 'file' }, async ({ opened }, { onCleanup }) => {
    const bff = await startBff(opened.database, 'portal');
    onCleanup(() => bff.close());
    return bff;
  })
  .extend('deps', ({ bff }) => {
    const deps = registrationDependencies(bff.deps);
    deps.limits.personPerDay = 0;
    return deps;
  })
  .extend('post', ({ bff }) => {
    const { submit: send } = siteUser({ id: 'portal', secret: bff.secret, origin: ORIGIN });
    return (unit: string, claim = rightClaim(), key?: string) =>
      send(bff.url, { unit, sub: unit, claim, ...(key && { key }) });
  });

describe('while an import stands before its commit', () => {
  test('right and wrong claims are answered, whatever the unit has', async ({
    database,
    deps,
    newUnit,
    certify,
    registering,
    importing,
  }) => {
    const plain = [await newUnit(), await newUnit(), await newUnit(), await newUnit()];
    const lapsing = [await newUnit(), await newUnit()];
    for (const code of lapsing) await certify(code);
    const waiting = [await newUnit(), await newUnit()]; // each with a claim that waits for its agent's record
    deps.partner.insurance = { kind: 'outage', outage: 'timeout' };
    for (const code of waiting) await certify(code, rightClaim({ applicant: 'agent', agent: LI }));
    const rechecked = [await newUnit(), await newUnit()];
    for (const code of rechecked) {
      await submit(deps, submitterOf(code), randomUUID(), WRONG);
      expect(await requestRecheck(deps, submitterOf(code), WRONG)).toMatchObject({
        answer: { outcome: 'kept' },
      });
    }
    // Known by their organization codes, of which one has lapsed.
    const renamed = [uscc(++units), uscc(++units)];
    const older = renamed.map(organizationCodeOf);
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    for (const code of older) await certify(code);
    await endTerms(database, older);

    const stopped = stoppedImport(database);
    onTestFinished(stopped.release);
    const changed = [...plain, ...lapsing, ...waiting, ...rechecked, ...renamed];
    const finished = importing(
      stopped.database,
      changed.map((code) => ({ code, foundedOn: OTHER_DATE })),
    );
    await stopped.reached;

    const stranger = await Promise.all([
      registering(plain[0]!),
      registering(plain[1]!, WRONG),
      registering(lapsing[0]!),
      registering(lapsing[1]!, WRONG),
      registering(older[0]!),
    ]);
    const answers = await Promise.all(
      [
        ...stranger.map((send) => send()),
        certify(plain[2]!),
        certify(plain[3]!, WRONG),
        certify(waiting[0]!),
        certify(waiting[1]!, WRONG),
        certify(rechecked[0]!),
        certify(rechecked[1]!, WRONG),
        certify(older[1]!),
      ].map(inTime),
    );
    stopped.release();
    await finished;
    const outcomes = answers.map((answer) =>
      answer === 'waits' || answer.kind !== 'answered' ? answer : answer.answer.outcome,
    );
    const [right, wrong] = ['certified', 'rejected'];
    expect(outcomes).toEqual([
      ...[right, wrong, right, wrong, right],
      ...[right, wrong, right, wrong, right, wrong, right],
    ]);
  });

  test('an import of handlers keeps nobody waiting either', async ({ database, deps, newUnit, certify }) => {
    const [code, other] = [await newUnit(), await newUnit()];
    deps.partner.insurance = { kind: 'outage', outage: 'timeout' };
    for (const each of [code, other]) await certify(each, rightClaim({ applicant: 'agent', agent: LI }));
    const stopped = stoppedImport(database);
    onTestFinished(stopped.release);
    const file = fileOf(`${HANDLER_HEADER}\n${code},${LI.name},${LI.idNumber},2026-01-15\n`);
    const finished = importHandlers(stopped.database, optionsOf(file, { digester: deps.digester }));
    await stopped.reached;
    const answers = await Promise.all([certify(code), certify(other, WRONG)].map(inTime));
    stopped.release();
    await finished;
    expect(answers).toMatchObject([
      { answer: { outcome: 'certified' } },
      { answer: { outcome: 'rejected' } },
    ]);
  });
});

describe('over HTTP', () => {
  overHttp(
    'right claims take no connection from the others while an import stands',
    async ({ bff, database, newUnit, post, importing }) => {
      const codes = [];
      for (let i = 0; i < 21; i++) codes.push(await newUnit());
      const stopped = stoppedImport(database);
      onTestFinished(stopped.release);
      const finished = importing(
        stopped.database,
        codes.map((code) => ({ code, foundedOn: OTHER_DATE })),
      );
      await stopped.reached;
      const right = codes.slice(1).map((code) => post(code));
      const [wrong, ready] = await Promise.all([post(codes[0]!, WRONG), fetch(`${bff.url}/readyz`)]);
      expect([wrong.status, ready.status]).toEqual([200, 200]);
      const answers = await Promise.all(
        (await Promise.all(right)).map(
          async (answer) => ((await answer.json()) as { outcome: string }).outcome,
        ),
      );
      expect(answers).toEqual(Array(20).fill('certified'));
      stopped.release();
      await finished;
    },
  );

  overHttp(
    'a submission that waits for a row is 503 after a second, and its key can be sent again',
    async ({ others, newUnit, post }) => {
      const code = await newUnit();
      const released = gate();
      onTestFinished(released.open);
      const held = gate();
      const holder = others.session((session) =>
        session.transaction(async () => {
          await session.query(`insert into site_unit (unit_code, site_id) values ($1, 'portal')`, [code]);
          held.open();
          await released.opened;
        }),
      );
      await held.opened;
      const key = randomUUID();
      const started = performance.now();
      const refused = await post(code, rightClaim(), key);
      const waited = performance.now() - started;
      expect(refused.status).toBe(503);
      expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
      expect(waited).toBeGreaterThan(900);
      expect(waited).toBeLessThan(5_000); // not the statement's ten seconds
      released.open();
      await holder;
      const again = await post(code, rightClaim(), key);
      expect(await again.json()).toMatchObject({
        outcome: 'certified',
        status: { attempts: { remaining: 5 } },
      });
    },
  );
});

describe('a certification that began before an import’s commit', () => {
  /** Its statement has read the version, and waits for a row until `release`. */
  async function holding(database: Database, code: string, waiting: number) {
    const [held, released] = [gate(), gate()];
    const holder = database.session((session) =>
      session.transaction(async () => {
        await session.query(`insert into site_unit (unit_code, site_id) values ($1, 'portal')`, [code]);
        held.open();
        await released.opened;
      }),
    );
    await held.opened;
    onTestFinished(released.open);
    const waits = async () => {
      const { rows } = await sql`
        select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()
          and query like '%current_evidence%'`.execute(database.kysely);
      expect(rows.length).toBe(waiting);
    };
    return {
      isWaitedFor: () => vi.waitFor(waits, { timeout: 5_000, interval: 5 }),
      async release() {
        released.open();
        await holder;
      },
    };
  }

  test('is judged after it, with the row as it was', async ({
    database,
    others,
    deps,
    newUnit,
    certify,
    importing,
    statusesOf,
  }) => {
    const [code, same] = [await newUnit(), await newUnit()];
    const holds = [await holding(others, code, 2), await holding(others, same, 2)];
    const patient = { ...deps, database: others }; // longer than a busy machine needs for the import
    const submitting = [code, same].map((each) => certify(each, rightClaim(), patient));
    for (const { isWaitedFor } of holds) await isWaitedFor();
    let isDone = false;
    const finished = importing(database, [{ code, foundedOn: OTHER_DATE }, { code: same }]).then(
      () => (isDone = true),
    );
    const committed = async () => {
      const row = await database.kysely
        .selectFrom('registry_unit')
        .select('founded_on')
        .where('code', '=', code)
        .executeTakeFirstOrThrow();
      expect(row.founded_on).toBe(OTHER_DATE);
    };
    await vi.waitFor(committed, { timeout: 5_000, interval: 5 });
    expect(isDone).toBe(false);
    for (const { release } of holds) await release();
    expect(await Promise.all(submitting)).toMatchObject(
      Array(2).fill({ kind: 'answered', answer: { outcome: 'certified' } }),
    );
    await finished;
    expect(await statusesOf([code])).toEqual(['lapsed']);
    expect(await statusesOf([same])).toEqual(['certified']);
    const { rows } = await sql`select from replaced_unit`.execute(database.kysely);
    expect(rows).toEqual([]);
  });

  test('is judged by the service when the import’s process dies in between', async ({
    database,
    deps,
    newUnit,
    certify,
    importing,
    statusesOf,
  }) => {
    const code = await newUnit();
    await certify(code);
    let sessions = 0;
    const dying: Database = {
      ...database,
      session: (work) => (sessions++ === 0 ? database.session(work) : Promise.reject(new Error('killed'))),
    };
    expect(await importing(dying, [{ code, foundedOn: OTHER_DATE }])).toMatchObject({ lapsed: 1 });
    expect(await statusesOf([code])).toEqual(['certified']);
    const { digester, keys } = deps;
    const applying = { now: deps.now(), graceDays: 0, actor: 'worker:imports', digester, keys } as const;
    expect(await applyImports(database, applying)).toBe(true);
    expect(await statusesOf([code])).toEqual(['lapsed']);
    expect(await applyImports(database, applying)).toBe(false);
  });
});

describe('an import that writes the table anew', () => {
  test('does not put readers in line behind somebody who reads for long', async ({
    database,
    others,
    deps,
    newUnit,
    importing,
  }) => {
    const code = await newUnit();
    const reading = gate();
    onTestFinished(reading.open);
    const backup = others.session((session) =>
      session.transaction(async () => {
        await session.query('select from registry_unit limit 1');
        await reading.opened;
      }),
    );
    const many = Array.from({ length: 3_000 }, (_, i) => ({ code: uscc(50_000_000 + i) }));
    let isDone = false;
    const finished = importing(database, many).then(() => (isDone = true));
    // In line behind the import an answer would not come, for the reader ends only after all of them.
    for (let tries = 0; tries < 3;) {
      if (await isInLine(others)) tries++;
      await statusOf(deps, code);
    }
    expect(isDone).toBe(false);
    reading.open();
    await backup;
    await finished;
    const { rows } = await sql<{ count: string }>`select count(*) as count from registry_unit`.execute(
      database.kysely,
    );
    expect(Number(rows[0]!.count)).toBeGreaterThan(3_000);
  });
});

/** Whether an import waits for those who read the registry. */
async function isInLine({ kysely }: Database): Promise<boolean> {
  const { rows } = await sql`
    select from pg_locks
    where database = (select oid from pg_database where datname = current_database())
      and relation = 'registry_unit'::regclass and mode = 'AccessExclusiveLock' and not granted`.execute(
    kysely,
  );
  return rows.length > 0;
}
