/**
 * A file changes the representatives of many certified units: all are due within a minute and end together later, while several processes
 * look for them, and portals are told of each once. 10,000 units in the long form.
 */
import { describe, expect } from 'vitest';
import { endOfChinaDay } from '../../bff/contract/identifiers.ts';
import { importRegistry } from '../../bff/import/registry.ts';
import { addSite } from '../../bff/sites/manage.ts';
import { endDue } from '../../bff/certifications/end-due.ts';
import { digesterOf, NOW, optionsOf, registryFile } from '../bff/import/files.ts';
import { fanOutAll } from '../support/events.ts';
import { LI, uscc, ZHANG } from '../support/people.ts';
import { storeTest } from '../support/store.ts';
import { termRow } from '../support/terms.ts';

const isLong = process.env['FAULTS'] === 'long';
const UNITS = isLong ? 10_000 : 1_000;
const MINUTE = 60_000;
const codes = Array.from({ length: UNITS }, (_, i) => uscc(i));

describe('many units whose representative changed', () => {
  const it = storeTest;

  it(
    'are due within a minute, end by themselves, and are told of once',
    { timeout: 300_000 },
    async ({ database, deps }) => {
      const digester = digesterOf('k1');
      await importRegistry(database, optionsOf(registryFile(codes.map((code) => ({ code })))));
      await addSite(
        { ...deps, actor: 'operator:tester' },
        { id: 'portal', origins: [], keys: { kind: 'hs256' }, webhookUrl: 'https://hook.example' },
      );
      const representative = digester.of('number', ZHANG.idNumber);
      const term = { representative, since: new Date(NOW - 86_400_000), evidence_version: '1' };
      for (let start = 0; start < UNITS; start += 1_000) {
        const part = codes.slice(start, start + 1_000);
        await database.kysely
          .insertInto('certification')
          .values(part.map((unit_code) => termRow({ unit_code, ...term })))
          .execute();
        await database.kysely
          .insertInto('site_unit')
          .values(part.map((unit_code) => ({ unit_code, site_id: 'portal' })))
          .execute();
      }

      const changed = registryFile(
        codes.map((code) => ({ code, representative: LI.name, idNumber: LI.idNumber })),
      );
      const started = performance.now();
      const report = await importRegistry(database, optionsOf(changed, { force: true, graceDays: 30 }));
      const elapsed = performance.now() - started;
      process.stdout.write(`${UNITS} units were due after ${Math.round(elapsed)} ms\n`);
      expect(report).toMatchObject({ due: UNITS, lapsed: 0 });
      expect(elapsed).toBeLessThan(MINUTE);
      const at = endOfChinaDay(NOW + 30 * 86_400_000);
      const due = await database.kysely
        .selectFrom('certification')
        .select('unit_code')
        .where('due_at', '=', new Date(at))
        .execute();
      expect(due).toHaveLength(UNITS);

      const untilNoneIsLeft = async () => {
        while (await endDue(deps, at));
      };
      await Promise.all(Array.from({ length: 4 }, untilNoneIsLeft));
      await fanOutAll(deps, () => at);
      for (const type of ['certification.due', 'certification.lapsed'] as const) {
        const told = await database.kysely
          .selectFrom('webhook_delivery')
          .innerJoin('event', 'event.position', 'webhook_delivery.event')
          .select('unit_code')
          .where('type', '=', type)
          .execute();
        expect(told.map(({ unit_code }) => unit_code).toSorted(), type).toEqual(codes.toSorted());
      }
    },
  );
});
