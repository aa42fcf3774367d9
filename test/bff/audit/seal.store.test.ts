import { describe, expect } from 'vitest';
import { sql } from 'kysely';
import { rotateKeys } from '../../../bff/cli/keys.ts';
import { recordAudit } from '../../../bff/audit/entry.ts';
import { headsIn, readHead } from '../../../bff/audit/head.ts';
import { AUDIT_KEPT_FOR, removeOldEntries } from '../../../bff/audit/retention.ts';
import { createSealer } from '../../../bff/audit/seal.ts';
import { isWhole } from '../../../bff/audit/verification.ts';
import { verifyAudit } from '../../../bff/audit/verify.ts';
import type { Database } from '../../../bff/database/database.ts';
import type { Statement } from '../../../bff/database/statement.ts';
import { createCipher } from '../../../bff/protection/cipher.ts';
import { parseKeyRing } from '../../../bff/protection/keys.ts';
import { STORES } from '../../support/store.ts';
import { newMasterKey } from './chain.ts';

const NOW = Date.parse('2026-11-24T08:00:00Z');
const WHOLE = { brokenAt: null, fault: null, heads: { compared: 0, older: 0, faults: [] } };

describe.each(STORES)('the audit chain on %s', (_, it) => {
  const old = newMasterKey('k1');
  let database: Database;

  const having = (ring: string, now = NOW) => {
    const keys = parseKeyRing(ring);
    return { database, keys, cipher: createCipher(keys), now: () => now };
  };
  const ours = () => having(old);

  it.beforeEach(async ({ emptyDatabase }) => {
    database = emptyDatabase;
    await write(7);
  });

  async function write(count: number) {
    for (let i = 0; i < count; i++)
      await recordAudit(database, {
        at: new Date(NOW + i),
        actor: 'user:k1.somebody',
        action: 'test',
        unitCode: `U${i}`,
        detail: { i, b: 1 },
      });
  }
  const run = (text: string) => sql.raw(text).execute(database.kysely);

  it('is whole after sealing, by however many at once, and under a newer key', async () => {
    expect(await verifyAudit(ours())).toEqual({ ...WHOLE, sealed: 0, removed: 0, unsealed: 7 });
    expect(await createSealer(ours())()).toBe(false);
    await write(3);
    const rotated = having(`${newMasterKey('k2')},${old}`);
    const sealers = [createSealer(rotated), createSealer(ours()), createSealer(rotated)];
    await Promise.all(sealers.map((seal) => seal()));
    await createSealer(rotated)();
    expect(await verifyAudit(rotated)).toEqual({ ...WHOLE, sealed: 10, removed: 0, unsealed: 0 });
    const rows = await database.kysely.selectFrom('audit_chain').selectAll().execute();
    expect(rows[0]).toMatchObject({ actor: 'user:k1.somebody', unit_code: 'U0', detail: { i: 0, b: 1 } });
  });

  it('tells each change to what was sealed, to the microsecond', async () => {
    await createSealer(ours())();
    const brokenBy = async (change: string, undo: string) => {
      await run(change);
      const { brokenAt, fault } = await verifyAudit(ours());
      await run(undo);
      expect(await verifyAudit(ours())).toMatchObject({ brokenAt: null });
      return [brokenAt, fault];
    };
    const update = (set: string, where: string) => `update audit_chain set ${set} where ${where}`;
    for (const [column, other] of [
      ['unit_code', `'X'`],
      ['actor', `'worker:x'`],
      ['detail', `'{"b": 1.0, "i": 2}'`],
      ['at', `at + interval '1 microsecond'`],
    ] as const) {
      await run(`create temporary table before as select * from audit_chain where position = 3`);
      const undo = update(`${column} = (select ${column} from before)`, 'position = 3');
      expect(await brokenBy(update(`${column} = ${other}`, 'position = 3'), undo)).toEqual([3, 'altered']);
      await run('drop table before');
    }
    await run('delete from audit_chain where position = 5');
    expect(await verifyAudit(ours())).toMatchObject({ brokenAt: 5, fault: 'missing' });
    expect(await verifyAudit(having(newMasterKey('k1')))).toMatchObject({
      brokenAt: 1,
      fault: 'unknown-key',
    });
  });

  it('is not sealed again where it was cut: the sealer stops, and a kept head tells', async () => {
    const seal = createSealer(ours());
    await seal();
    const head = (await readHead(database, ours().keys))!;
    expect(headsIn(`not JSON\n${JSON.stringify({ msg: 'audit head', audit: head })}\n`)).toEqual([head]);
    await run(
      `with cut as (delete from audit_chain where position > 4 returning *)
       insert into audit_entry (at, actor, action, detail) select at, 'worker:x', action, detail from cut`,
    );
    await expect(seal()).rejects.toThrow('no longer has what was sealed at position 7');
    expect(await verifyAudit(ours())).toMatchObject({ sealed: 4, unsealed: 3, brokenAt: null });
    expect((await verifyAudit(ours(), [head])).heads.faults).toEqual([{ position: 7, fault: 'missing' }]);
    await createSealer(ours())(); // a process that knows nothing of it
    await expect(seal()).rejects.toThrow('no longer has');
    expect(await verifyAudit(ours())).toMatchObject({ sealed: 7, brokenAt: null });
    expect((await verifyAudit(ours(), [head])).heads.faults).toEqual([{ position: 7, fault: 'different' }]);
  });

  it('is verified, also against old heads, when the master key of its time is gone', async () => {
    await createSealer(ours())();
    const head = (await readHead(database, ours().keys))!;
    const newer = newMasterKey('k2');
    const both = having(`${newer},${old}`);
    const nothing = () => undefined;
    await rotateKeys({
      resources: both,
      io: { out: nothing, err: nothing, trace: nothing, progress: nothing },
      signal: new AbortController().signal,
      now: both.now,
      actor: 'operator:tester',
    });
    const later = having(newer);
    await createSealer(later)();
    const report = await verifyAudit(later, [head]);
    expect(report).toMatchObject({ sealed: 9, brokenAt: null, heads: { compared: 1, faults: [] } });
    await run(`update audit_chain set action = 'x' where position = 2`);
    expect(await verifyAudit(later)).toMatchObject({ brokenAt: 2, fault: 'altered' });
  });

  it('lets the oldest entries leave after three years, by an anchor, and only what is whole', async () => {
    await createSealer(ours())();
    const first = (await readHead(database, ours().keys))!;
    await write(2);
    await createSealer(having(old, NOW + AUDIT_KEPT_FOR))();
    expect(await removeOldEntries(having(old, NOW + AUDIT_KEPT_FOR - 1))).toBe(false);
    expect(await verifyAudit(ours())).toMatchObject({ sealed: 9, removed: 0 });

    await run(`update audit_chain set at = '2001-01-01', sealed_at = '2001-01-01' where position = 2`);
    await expect(removeOldEntries(having(old, NOW + AUDIT_KEPT_FOR))).rejects.toThrow('broken at position 2');
    expect(await verifyAudit(ours())).toMatchObject({ brokenAt: 2, removed: 0 });
    await run(
      `update audit_chain set at = other.at + interval '1 millisecond', sealed_at = other.sealed_at
       from audit_chain other where audit_chain.position = 2 and other.position = 1`,
    );
    expect(await removeOldEntries(having(old, NOW + AUDIT_KEPT_FOR))).toBe(false);
    const report = await verifyAudit(ours(), [first]);
    expect(report).toMatchObject({
      sealed: 2,
      removed: 7,
      brokenAt: null,
      heads: { compared: 1, faults: [] },
    });

    await run('delete from audit_chain where position = 8');
    expect(await verifyAudit(ours())).toMatchObject({ brokenAt: 8, fault: 'missing' });
    await run('delete from audit_chain');
    expect(isWhole(await verifyAudit(ours()))).toBe(false);
  });

  it('is sound when another process removes a batch while this one reads', async () => {
    await createSealer(ours())();
    const later = having(old, NOW + AUDIT_KEPT_FOR);
    await write(2);
    await createSealer({ ...ours(), now: () => NOW + 1 })();
    /** Removes what is over age, once, after the anchor was read and before the rows are. */
    const overtaken = () => {
      let done = false;
      return {
        ...database,
        async run<Values extends object, Row>(statement: Statement<Values, Row>, values: Values) {
          const rows = await database.run(statement, values);
          if (statement.name === 'audit_anchor' && !done) {
            done = true;
            await removeOldEntries(later);
          }
          return rows;
        },
      };
    };
    const evenLater = { ...having(old, NOW + 1 + AUDIT_KEPT_FOR), database: overtaken() };
    expect(await removeOldEntries(evenLater)).toBe(false);
    expect(await verifyAudit(ours())).toMatchObject({ sealed: 1, removed: 8, brokenAt: null });
    await write(1);
    await createSealer(having(old, NOW + 2))();
    const verifying = { ...ours(), database: overtaken() };
    expect(await verifyAudit(verifying)).toMatchObject({ sealed: 2, removed: 8, brokenAt: null });
  });

  it('keeps its newest entry, however old', async () => {
    await createSealer(ours())();
    await removeOldEntries(having(old, NOW + 2 * AUDIT_KEPT_FOR));
    expect(await verifyAudit(ours())).toMatchObject({ sealed: 1, removed: 6, brokenAt: null });
    await write(1);
    await createSealer(ours())();
    expect(await verifyAudit(ours())).toMatchObject({ sealed: 2, brokenAt: null });
  });
});
