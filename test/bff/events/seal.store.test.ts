import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { sql } from 'kysely';
import { createFanOut } from '../../../bff/delivery/fan-out.ts';
import { writeEvents } from '../../../bff/events/event.ts';
import { headsIn, readHead } from '../../../bff/events/chain-head.ts';
import { AUDIT_KEPT_FOR, removeOldEvents } from '../../../bff/events/retention.ts';
import { createSealer, sealLag } from '../../../bff/events/seal.ts';
import { isSound, verifyAudit } from '../../../bff/events/verify.ts';
import type { Database } from '../../../bff/database/database.ts';
import type { Statement } from '../../../bff/database/statement.ts';
import { keysOf, newKeyText } from '../../support/keys.ts';
import { happens } from '../../support/events.ts';
import { storeTest as it } from '../../support/store.ts';

const NOW = Date.parse('2026-11-24T08:00:00Z');
const WHOLE = {
  faults: [],
  rows: [],
  heads: { compared: 0, older: 0, faults: [] },
  counts: { faults: {}, heads: {}, rows: {} },
};

describe('the chain of seals', () => {
  const old = newKeyText('k1');
  let database: Database;

  const having = (ring: string, now = NOW) => {
    const keys = keysOf(ring);
    return { database, keys, now: () => now };
  };
  const ours = (now = NOW) => having(old, now);

  it.beforeEach(async ({ emptyDatabase }) => {
    database = emptyDatabase;
    await write(7);
  });

  async function write(count: number, by = ours()) {
    for (let i = 0; i < count; i++)
      await happens(by, {
        at: new Date(NOW + i),
        actor: 'user:k1.somebody',
        unitCode: `U${i}`,
        detail: { i, b: 1 },
      });
  }
  const run = (text: string) => sql.raw(text).execute(database.kysely);
  const faults = async () =>
    (await verifyAudit(ours())).faults.map(({ position, fault }) => `${fault} ${position}`);
  /** The faults that are found after the changes, which are undone. */
  const found = async (...changes: string[]) => {
    for (const table of ['event', 'seal']) {
      await run(`drop table if exists before_${table}`);
      await run(`create table before_${table} as select * from ${table}`);
    }
    for (const change of changes) await run(change);
    const told = await faults();
    for (const table of ['event', 'seal']) await run(`delete from ${table}`);
    await run('insert into event overriding system value select * from before_event');
    await run('insert into seal select * from before_seal');
    expect(await faults()).toEqual([]);
    return told;
  };

  it('is whole after sealing, by however many at once, and under a newer key', async () => {
    expect(await verifyAudit(ours())).toEqual({ ...WHOLE, sealed: 0, removed: 0, unsealed: 7 });
    expect(await createSealer(ours())()).toBe(false);
    const rotated = having(`${newKeyText('k2')},${old}`);
    await write(3, rotated);
    const sealers = [createSealer(rotated), createSealer(ours()), createSealer(rotated)];
    await Promise.all(sealers.map((seal) => seal()));
    await createSealer(rotated)();
    expect(await verifyAudit(rotated)).toEqual({ ...WHOLE, sealed: 10, removed: 0, unsealed: 0 });
    const rows = await database.kysely.selectFrom('event').selectAll().orderBy('position').execute();
    expect(rows[0]).toMatchObject({ actor: 'user:k1.somebody', unit_code: 'U0', detail: { i: 0, b: 1 } });
  });

  it('finds each event that is not what was written, sealed or not, to the microsecond', async () => {
    await createSealer(ours())();
    await write(2);
    for (const position of [3, 9])
      for (const [column, other] of [
        ['id', `'${randomUUID()}'`],
        ['unit_code', `'X'`],
        ['site_id', `'X'`],
        ['submission_id', `'${randomUUID()}'`],
        ['actor', `'worker:x'`],
        ['type', `'certification.certified'`],
        ['detail', `'{"i":2,"b":1.0}'`],
        ['at', `at + interval '1 microsecond'`],
      ] as const)
        expect(await found(`update event set ${column} = ${other} where position = ${position}`)).toEqual([
          `event-altered ${position}`,
        ]);
    expect((await verifyAudit(having(newKeyText('k9')))).faults[0]).toEqual({
      position: 1,
      fault: 'unknown-key',
    });
  });

  it('finds an event that was put in, with a time before or not, in its own words or as a copy', async () => {
    await createSealer(ours())();
    await write(1);
    const columns = 'id, at, actor, type, unit_code, detail, mac';
    const forged = (at: string, mac: string) =>
      `insert into event (${columns}) values ('${randomUUID()}', ${at}, 'user:k1.x', 'certification.certified', 'U', '{}', ${mac})`;
    const mac = '(select mac from event where position = 1)';
    for (const at of ['now()', `'2026-11-24T07:00:00Z'`])
      for (const with_ of [`''`, `'k9.AAAA'`])
        expect(await found(forged(at, with_))).toEqual([expect.stringMatching(/^unknown-key \d+$/)]);
    expect(await found(forged('now()', mac))).toEqual([expect.stringMatching(/^event-altered \d+$/)]);
    const copied = (position: string) =>
      `insert into event overriding system value
       select ${position}, id, at, actor, type, unit_code, site_id, submission_id, detail, mac from event where position = 2`;
    expect(await found(copied('99'))).toEqual(['event-repeated 99']);
    for (const position of ['0', '-5', `'-9223372036854775808'`])
      expect(await found(copied(position))).toEqual(['events-changed 7', 'event-repeated 2']);
  });

  it('finds sealed events that were removed or moved, and seals that were changed or removed', async () => {
    await createSealer(ours())();
    await write(2);
    await createSealer(ours())();
    expect(await found('delete from event where position = 5')).toEqual(['events-changed 7']);
    expect(await found('delete from event where position = 9')).toEqual(['events-changed 9']);
    const move = (from: number, to: number) =>
      `with moved as (delete from event where position = ${from} returning *)
       insert into event overriding system value
       select ${to}, id, at, actor, type, unit_code, site_id, submission_id, detail, mac from moved`;
    expect(await found(move(2, -2), move(3, 2), move(-2, 3))).toEqual(['events-changed 7']);
    expect(await found(move(2, 100))).toEqual(['events-changed 7']);
    expect(await found('delete from seal where previous = 0')).toContain('seal-missing 0');
    expect(await found('update seal set count = 6 where previous = 0')).toEqual([
      'events-changed 7',
      'seal-altered 7',
    ]);
    expect(await found('delete from event', 'delete from seal')).toEqual([]); // only a head tells
  });

  it('is not sealed again where it was cut: the sealer stops, and a kept head tells', async () => {
    const seal = createSealer(ours());
    await seal();
    await write(2);
    await seal();
    const head = (await readHead(database, ours().keys))!;
    expect(headsIn(`not JSON\n${JSON.stringify({ msg: 'audit head', audit: head })}\n`)).toEqual([head]);
    await run('delete from seal where position > 7');
    await expect(seal()).rejects.toThrow('no longer has what was sealed at position 9');
    expect(await verifyAudit(ours())).toMatchObject({ sealed: 7, unsealed: 2, faults: [] });
    expect((await verifyAudit(ours(), [head])).heads.faults).toEqual([{ position: 9, fault: 'missing' }]);
    await run('delete from event where position = 9');
    await createSealer(ours())(); // a process that knows nothing of it
    await expect(seal()).rejects.toThrow('no longer has');
    expect(await verifyAudit(ours())).toMatchObject({ sealed: 8, faults: [] });
    expect((await verifyAudit(ours(), [head])).heads.faults).toEqual([{ position: 9, fault: 'missing' }]);
    await write(2);
    await createSealer(ours())();
    expect((await verifyAudit(ours(), [head])).heads.faults).toEqual([{ position: 9, fault: 'different' }]);
  });

  it('goes on from a backup that was put back, which only a head tells', async () => {
    await createSealer(ours())();
    await write(1); // not sealed yet when the backup is made
    for (const table of ['event', 'seal'] as const)
      await run(`create table kept_${table} as select * from ${table}`);
    await write(3);
    await createSealer(ours())();
    const head = (await readHead(database, ours().keys))!;
    for (const table of ['event', 'seal'] as const) {
      await run(`delete from ${table}`);
      const into = table === 'event' ? 'event overriding system value' : table;
      await run(`insert into ${into} select * from kept_${table}`);
      await run(`drop table kept_${table}`);
    }
    expect(await verifyAudit(ours())).toEqual({ ...WHOLE, sealed: 7, removed: 0, unsealed: 1 });
    await write(2);
    await createSealer(ours())();
    expect(await verifyAudit(ours())).toEqual({ ...WHOLE, sealed: 10, removed: 0, unsealed: 0 });
    expect((await verifyAudit(ours(), [head])).heads.faults).toHaveLength(1);
  });

  it('is verified, also against old heads, when the key of its time was replaced', async () => {
    await createSealer(ours())();
    const head = (await readHead(database, ours().keys))!;
    const later = having(`${newKeyText('k2')},${old}`);
    await write(2, later);
    await createSealer(later)();
    const report = await verifyAudit(later, [head]);
    expect(report).toMatchObject({ sealed: 9, faults: [], heads: { compared: 1, faults: [] } });
    await run(`update event set type = 'x' where position = 2`);
    expect((await verifyAudit(later)).faults).toEqual([{ position: 2, fault: 'event-altered' }]);
  });

  it('lets the oldest events leave after three years, by an anchor, and only what is whole', async () => {
    await createSealer(ours())();
    const first = (await readHead(database, ours().keys))!;
    await write(2);
    await createSealer(ours(NOW + AUDIT_KEPT_FOR))();
    expect(await removeOldEvents(ours(NOW + AUDIT_KEPT_FOR - 1))).toBe(false);
    expect(await verifyAudit(ours())).toMatchObject({ sealed: 9, removed: 0 });

    await run(`update event set at = at - interval '1 second' where position = 2`);
    await expect(removeOldEvents(ours(NOW + AUDIT_KEPT_FOR))).rejects.toThrow('before position 7');
    await run(`update event set at = at + interval '1 second' where position = 2`);
    await run(`update seal set at = '2001-01-01' where position = 9`); // called old
    expect(await removeOldEvents(ours(NOW + AUDIT_KEPT_FOR))).toBe(true);
    expect(await removeOldEvents(ours(NOW + AUDIT_KEPT_FOR))).toBe(false);
    const report = await verifyAudit(ours(), [first]);
    expect(report).toMatchObject({
      sealed: 0,
      removed: 7,
      faults: [{ position: 9, fault: 'seal-altered' }],
      heads: { compared: 1, faults: [] },
    });

    await run('delete from event');
    await run('delete from seal');
    expect(isSound(await verifyAudit(ours()))).toBe(false);
  });

  it('is sound when another process removes a batch while this one reads', async () => {
    await createSealer(ours())();
    await write(2);
    await createSealer(ours(NOW + 1))();
    await write(1);
    await createSealer(ours(NOW + 2))();
    /** Removes what is over age, once, after the anchor was read and before the rows are. */
    const overtaken = (at: number) => {
      let done = false;
      return {
        ...database,
        async run<Values extends object, Row>(statement: Statement<Values, Row>, values: Values) {
          const rows = await database.run(statement, values);
          if (statement.name === 'audit_anchor' && !done) {
            done = true;
            await removeOldEvents(ours(at));
          }
          return rows;
        },
      };
    };
    const evenLater = {
      ...ours(NOW + 1 + AUDIT_KEPT_FOR),
      database: overtaken(NOW + AUDIT_KEPT_FOR),
    };
    expect(await removeOldEvents(evenLater)).toBe(true);
    expect(await verifyAudit(ours())).toMatchObject({ sealed: 1, removed: 9, faults: [] });
    await write(1);
    await createSealer(ours(NOW + 3))();
    const verifying = { ...ours(), database: overtaken(NOW + 2 + AUDIT_KEPT_FOR) };
    expect(await verifyAudit(verifying)).toMatchObject({ sealed: 1, removed: 10, faults: [] });
  });

  it('keeps its newest seal, however old', async () => {
    await createSealer(ours())();
    await removeOldEvents(ours(NOW + 2 * AUDIT_KEPT_FOR));
    expect(await verifyAudit(ours())).toMatchObject({ sealed: 7, removed: 0, faults: [] });
  });

  it('tells how long the oldest event has waited for its seal', async () => {
    expect(await sealLag(ours(NOW + 60_000))).toBe(60_000);
    await createSealer(ours())();
    expect(await sealLag(ours(NOW + 60_000))).toBe(0);
  });

  // The embedded database has one connection: its transactions run one after the other.
  it('waits for a statement that drew an earlier position and is not over, and fan-out does too', async () => {
    const seal = createSealer(ours());
    const fanOut = createFanOut(ours(), () => NOW);
    const done = async () =>
      Number((await database.kysely.selectFrom('fan_out').selectAll().executeTakeFirst())?.position ?? 0);
    await seal();
    await fanOut();
    let finish!: () => void;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    let drawn!: () => void;
    const isDrawn = new Promise<void>((resolve) => (drawn = resolve));
    const late = database.session((session) =>
      session.transaction(async () => {
        const event = { at: new Date(NOW), actor: 'operator:late', type: 'keys.rotated' } as const;
        await writeEvents(session, ours().keys, [event]);
        drawn();
        await finished;
      }),
    );
    await isDrawn;
    await write(1);
    expect(await seal()).toBe(false);
    expect(await fanOut()).toBe(false);
    expect(await verifyAudit(ours())).toMatchObject({ sealed: 7, unsealed: 1 });
    expect(await done()).toBe(7);
    finish();
    await late;
    await seal();
    await fanOut();
    expect(await done()).toBe(9);
    expect(await verifyAudit(ours())).toMatchObject({ sealed: 9, unsealed: 0, faults: [] });
  });
});
