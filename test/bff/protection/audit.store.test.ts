import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sealAudit, verifyAudit } from '../../../bff/protection/audit.ts';
import { parseKeyRing } from '../../../bff/protection/keys.ts';
import { DATABASES, type OpenDatabase } from '../../support/databases.ts';

const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;

describe.each(DATABASES)('the audit chain on %s', (_, open) => {
  const old = newKey('old');
  const keys = parseKeyRing(old);
  let opened: OpenDatabase;

  beforeEach(async () => {
    opened = await open();
    await write(7);
  });
  afterEach(() => opened.close());

  async function write(entries: number) {
    for (let i = 0; i < entries; i++)
      await opened.database.kysely
        .insertInto('audit_entry')
        .values({
          at: new Date(1_700_000_000_000 + i),
          action: 'test',
          unit_code: `U${i}`,
          detail: JSON.stringify({ i, b: 1 }),
        })
        .execute();
  }

  it('is whole after sealing, however often and under a newer key', async () => {
    expect(await verifyAudit(opened.database, keys)).toEqual({ sealed: 0, unsealed: 7, brokenAt: null });
    expect(await sealAudit(opened.database, keys)).toBe(false);
    await write(3);
    const rotated = parseKeyRing(`${newKey('new')},${old}`);
    await Promise.all([sealAudit(opened.database, rotated), sealAudit(opened.database, rotated)]);
    expect(await verifyAudit(opened.database, rotated)).toEqual({ sealed: 10, unsealed: 0, brokenAt: null });
  });

  it('tells a changed, a removed and a moved entry, and a key that is gone', async () => {
    await sealAudit(opened.database, keys);
    const broken = async (change: (db: OpenDatabase['database']['kysely']) => Promise<unknown>) => {
      await change(opened.database.kysely);
      return (await verifyAudit(opened.database, keys)).brokenAt;
    };
    const update = (unit: string, to: string) =>
      opened.database.kysely
        .updateTable('audit_entry')
        .set({ unit_code: to })
        .where('unit_code', '=', unit)
        .execute();
    expect(await broken(() => update('U3', 'X'))).toBe(4);
    expect(await broken(() => update('X', 'U3'))).toBeNull();
    expect(await broken((db) => db.deleteFrom('audit_entry').where('unit_code', '=', 'U5').execute())).toBe(
      6,
    );
    expect((await verifyAudit(opened.database, parseKeyRing(newKey('other')))).brokenAt).toBe(1);
  });

  it('lets the oldest entries leave', async () => {
    await sealAudit(opened.database, keys);
    await opened.database.kysely.deleteFrom('audit_entry').where('unit_code', 'in', ['U0', 'U1']).execute();
    expect(await verifyAudit(opened.database, keys)).toEqual({ sealed: 5, unsealed: 0, brokenAt: null });
  });
});
