import { describe, expect } from 'vitest';
import { importHandlers } from '../../../bff/import/handlers.ts';
import { handlerDigests } from '../../../bff/registry/people.ts';
import { LI, residentId, uscc, ZHANG } from '../../support/people.ts';
import { digesterOf, fileOf, HANDLER_HEADER, NOW, optionsOf } from './files.ts';
import { importTest } from './imports.ts';

interface Handler {
  code: string;
  name: string;
  idNumber: string;
  on?: string;
}

const of = (index: number, person = { name: LI.name, idNumber: LI.idNumber }, on?: string): Handler => ({
  code: uscc(index),
  ...person,
  ...(on === undefined ? {} : { on }),
});

describe('import handlers', () => {
  const test = importTest
    .extend('runHandlers', ({ database }) => (handlers: readonly Handler[] | string, change = {}) => {
      return importHandlers(
        database,
        optionsOf(
          fileOf(
            typeof handlers === 'string'
              ? handlers
              : [
                  HANDLER_HEADER,
                  ...handlers.map(({ code, name, idNumber, on }) =>
                    [code, name, idNumber, on ?? ''].join(','),
                  ),
                ].join('\n'),
          ),
          change,
        ),
      );
    })
    .extend('handlerTable', ({ database }) => () => {
      return database.kysely
        .selectFrom('handler_record')
        .selectAll()
        .orderBy('organization_code')
        .orderBy('person')
        .execute();
    });
  const digest = (person: { name: string; idNumber: string }, ...keys: string[]) =>
    handlerDigests(digesterOf(...(keys.length ? keys : ['k1'])), person)[0]!;

  test('stores a digest of the person under the organization code, for either code in the file', async ({
    runHandlers,
    handlerTable,
  }) => {
    const report = await runHandlers([
      of(1, { name: ' 李　示例', idNumber: LI.idNumber.toLowerCase() }, '2026/1/5'),
      { code: uscc(2).slice(8, 17), ...ZHANG },
    ]);
    expect(report).toEqual({ read: 2, imported: 2, skipped: 0, removed: 0, due: 0, lapsed: 0, errors: [] });
    expect(await handlerTable()).toEqual([
      { organization_code: uscc(1).slice(8, 17), person: digest(LI), last_handled_on: '2026-01-05' },
      { organization_code: uscc(2).slice(8, 17), person: digest(ZHANG), last_handled_on: null },
    ]);
  });

  test('lists people whose number nobody can type', async ({ runHandlers }) => {
    const report = await runHandlers([of(1), of(2, { name: LI.name, idNumber: '320199********0322' })]);
    expect(report).toMatchObject({ imported: 2, skipped: 0 });
    expect(report.damaged).toEqual({ count: 1, rows: [{ line: 3, code: uscc(2) }] });
  });

  test('the date column may be missing', async ({ runHandlers, handlerTable }) => {
    await runHandlers(`code,name,idNumber\n${uscc(1)},李示例,${LI.idNumber}\n`);
    expect(await handlerTable()).toMatchObject([{ last_handled_on: null }]);
  });

  test('bad rows are reported and skipped', async ({ runHandlers }) => {
    const report = await runHandlers(
      [
        HANDLER_HEADER,
        `,李示例,${LI.idNumber},`,
        `123,李示例,${LI.idNumber},`,
        `${uscc(1)},,${LI.idNumber},`,
        `${uscc(1)},李示例,,`,
        `${uscc(1)},李示例,${LI.idNumber},2026-02-30`,
        `${uscc(1)},李\u0007示例,${LI.idNumber},`,
        `${uscc(1)},李示例`,
        `${uscc(1)},李示例,${LI.idNumber},2026-02-28`,
      ].join('\n'),
    );
    expect(report.errors).toEqual([
      { line: 2, reason: 'code-missing' },
      { line: 3, reason: 'bad-code' },
      { line: 4, reason: 'name-missing' },
      { line: 5, reason: 'id-number-missing' },
      { line: 6, reason: 'bad-date' },
      { line: 7, reason: 'control-characters' },
      { line: 8, reason: 'too-few-columns' },
    ]);
    expect(report).toMatchObject({ read: 8, imported: 1, skipped: 7 });
  });

  test('uses the latest date of several rows for one person at one unit', async ({
    runHandlers,
    handlerTable,
  }) => {
    const report = await runHandlers([
      of(1, LI, '2025-03-01'),
      of(1, LI, '2026-03-01'),
      of(1, LI, '2024-03-01'),
      of(1, LI),
      of(2, LI),
    ]);
    expect(report).toMatchObject({ imported: 2, skipped: 3 });
    expect(report.errors.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'duplicate'],
      [4, 'duplicate'],
      [5, 'duplicate'],
    ]);
    expect((await handlerTable()).map(({ last_handled_on }) => last_handled_on)).toEqual([
      '2026-03-01',
      null,
    ]);
  });

  test('a partial file adds and changes; a full one also removes, up to 1 %', async ({
    runHandlers,
    handlerTable,
  }) => {
    const handlers = Array.from({ length: 100 }, (_, i) =>
      of(i, { name: '李示例', idNumber: residentId(i) }),
    );
    await runHandlers(handlers);
    await runHandlers([of(0, { name: '李示例', idNumber: residentId(0) }, '2026-01-01'), of(0, ZHANG)]);
    expect(await handlerTable()).toHaveLength(101);
    expect(await runHandlers(handlers, { full: true })).toMatchObject({ removed: 1, imported: 100 });
    expect((await handlerTable()).every(({ last_handled_on }) => last_handled_on === null)).toBe(true);
    await expect(runHandlers(handlers.slice(2), { full: true })).rejects.toMatchObject({
      code: 'too-many-removed',
    });
    expect(await handlerTable()).toHaveLength(100);
    expect(await runHandlers(handlers.slice(2), { full: true, force: true })).toMatchObject({ removed: 2 });
  });

  test('a skipped row protects all handlers of its unit from removal', async ({
    runHandlers,
    handlerTable,
  }) => {
    await runHandlers([of(1, LI), of(1, ZHANG), of(2, LI)]);
    const file = `${HANDLER_HEADER}\n${uscc(1)},,,\n`;
    expect(await runHandlers(file, { full: true, force: true })).toMatchObject({ removed: 1, skipped: 1 });
    expect((await handlerTable()).map(({ organization_code }) => organization_code)).toEqual(
      Array(2).fill(uscc(1).slice(8, 17)),
    );
  });

  test('a new key rewrites the same people, and removes none', async ({ runHandlers, handlerTable }) => {
    const handlers = [of(1, LI, '2026-01-01'), of(2, ZHANG)];
    await runHandlers(handlers);
    const report = await runHandlers(handlers, { full: true, digester: digesterOf('k2', 'k1') });
    expect(report).toMatchObject({ imported: 2, removed: 0 });
    expect((await handlerTable()).map(({ person }) => person)).toEqual([
      digest(LI, 'k2'),
      digest(ZHANG, 'k2'),
    ]);
  });

  test('after a new key the missing share is computed over all handlers', async ({
    runHandlers,
    handlerTable,
  }) => {
    const handlers = Array.from({ length: 101 }, (_, i) =>
      of(i % 3, { name: '李示例', idNumber: residentId(i) }),
    );
    await runHandlers(handlers);
    const renewed = { full: true, digester: digesterOf('k2', 'k1') };
    await expect(runHandlers(handlers.slice(2), renewed)).rejects.toThrow('remove 2 of 101 handlers');
    expect((await handlerTable()).every(({ person }) => person.startsWith('k1.'))).toBe(true);
    expect(await runHandlers(handlers.slice(1), renewed)).toMatchObject({ removed: 1, imported: 100 });
    expect((await handlerTable()).filter(({ person }) => person.startsWith('k2.'))).toHaveLength(100);
    expect(await handlerTable()).toHaveLength(100);
  });

  test('is audited, and what waits is due at once', async ({ database, keepClaim, runHandlers }) => {
    await keepClaim('pending');
    await runHandlers([of(1)]);
    const claim = await database.kysely
      .selectFrom('kept_claim')
      .select('next_try_at')
      .executeTakeFirstOrThrow();
    expect(claim.next_try_at.getTime()).toBe(NOW);
    const audit = await database.kysely.selectFrom('event').selectAll().execute();
    expect(audit).toMatchObject([
      {
        type: 'handlers.imported',
        actor: 'operator:tester',
        detail: { read: 1, imported: 1, full: false },
      },
    ]);
  });
});
