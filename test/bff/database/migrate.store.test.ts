import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { describe, expect, it, test as vitest } from 'vitest';
import { isUnavailable, violatedConstraint } from '../../../bff/database/database.ts';
import { migrate, MIGRATIONS, SchemaMismatch } from '../../../bff/database/migrate.ts';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { createDatabase } from '../../support/postgres.ts';
import { storeTest } from '../../support/store.ts';

describe('migrations', () => {
  it('run once when five processes start at once', async () => {
    const { url, drop } = await createDatabase();
    const databases = Array.from({ length: 5 }, () => openPostgres(url));
    const ran = await Promise.all(databases.map((database) => migrate(database)));
    expect(ran.flat()).toEqual([...new Set(ran.flat())]);
    expect(ran.flat().length).toBeGreaterThan(0);
    expect(await migrate(databases[0]!)).toEqual([]);
    await Promise.all(databases.map((database) => database.close()));
    await drop();
  });
});

describe('a database that a later version has brought up to date', () => {
  const LATER = { '0008-next': 'create table a (b int)', '0009-after-next': 'create table c (d int)' };
  const migrationsOf = (statements: Record<string, string>): Record<string, Migration> =>
    Object.fromEntries(
      Object.entries(statements).map(([name, statement]) => [
        name,
        { up: async (db: Kysely<unknown>) => void (await sql.raw(statement).execute(db)) },
      ]),
    );
  const test = vitest.extend('database', async ({}, { onCleanup }) => {
    const { url, drop } = await createDatabase();
    const database = openPostgres(url);
    onCleanup(async () => {
      await database.close();
      await drop();
    });
    return database;
  });

  test('is used when that is the next version, which may be taken back so', async ({ database }) => {
    const next = { ...MIGRATIONS, ...migrationsOf({ '0008-next': LATER['0008-next'] }) };
    await migrate(database);
    expect(await migrate(database, next)).toEqual(['0008-next']);
    expect(await migrate(database)).toEqual([]);
    expect(await migrate(database, next)).toEqual([]);
  });

  test('is refused when it is two versions ahead', async ({ database }) => {
    await migrate(database, { ...MIGRATIONS, ...migrationsOf(LATER) });
    await expect(migrate(database)).rejects.toThrow(SchemaMismatch);
    await expect(migrate(database)).rejects.toThrow('0008-next, 0009-after-next');
  });
});

describe('a role that owns nothing', () => {
  it('starts on a schema that is up to date; otherwise it is told to run migrate', async () => {
    const { url, drop } = await createDatabase();
    const owner = openPostgres(url);
    const role = `service_${new URL(url).pathname.slice(1)}`;
    await sql.raw(`create role ${role} login password 'made-up'`).execute(owner.kysely);
    const service = openPostgres(Object.assign(new URL(url), { username: role, password: 'made-up' }).href);
    await expect(migrate(service)).rejects.toThrow('run `unit-certification migrate`');
    await migrate(owner);
    await sql.raw(`grant select on all tables in schema public to ${role}`).execute(owner.kysely);
    expect(await migrate(service)).toEqual([]);
    await service.close();
    await sql.raw(`drop owned by ${role}; drop role ${role}`).execute(owner.kysely);
    await owner.close();
    await drop();
  });
});

describe('names of migrations', () => {
  it('are numbered in the order in which they run, without a gap', () => {
    const names = Object.keys(MIGRATIONS);
    expect(names).not.toEqual([]);
    names.forEach((name, index) => expect(name.slice(0, 5)).toBe(`${String(index + 1).padStart(4, '0')}-`));
  });
});

describe('values and errors', () => {
  const it = storeTest;

  it('are the same: dates and 64-bit integers as text, instants as Date, constraints by name', async ({
    database,
  }) => {
    const [row] = await database.session((session) =>
      session.query(`select date '2001-05-18' as day, 12345678901::int8 as big, array['a','b'] as list,
                            timestamptz '2026-11-24 08:00+00' as at, jsonb_build_object('a', 1) as json`),
    );
    expect(row).toEqual({
      day: '2001-05-18',
      big: '12345678901',
      list: ['a', 'b'],
      at: new Date('2026-11-24T08:00:00Z'),
      json: { a: 1 },
    });
    const insert = () =>
      database.session((session) =>
        session
          .query(`insert into limit_counter values ('smsPerDay', 'k', -1, now())`)
          .catch(violatedConstraint),
      );
    expect(await insert()).toBe('limit_counter_has_room');
  });

  it('rolls a failed transaction back completely', async ({ database }) => {
    const failing = database.session((session) =>
      session.transaction(async () => {
        await session.query(`insert into used_challenge values ('c', now())`);
        throw new Error('half-way');
      }),
    );
    await expect(failing).rejects.toThrow('half-way');
    expect(await database.kysely.selectFrom('used_challenge').selectAll().execute()).toEqual([]);
  });
});

describe('an unreachable database', () => {
  it('is distinguished from a programming error', async () => {
    const away = openPostgres('postgres://nobody@127.0.0.1:1/none');
    const error = await migrate(away).catch((reason: unknown) => reason);
    expect(isUnavailable(error)).toBe(true);
    await away.close();
    expect(isUnavailable(Object.assign(new Error('syntax error'), { code: '42601' }))).toBe(false);
    expect(isUnavailable(new TypeError('x is not a function'))).toBe(false);
    expect(isUnavailable(Object.assign(new Error('disk full'), { code: '53100' }))).toBe(true);
  });
});
