/** The memory of an import does not grow with the number of certifications that it speaks against. 1,000,000 units in the long form. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWithoutTimeouts } from '../../bff/database/timeouts.ts';
import { importRegistry } from '../../bff/import/registry.ts';
import { digesterOf, optionsOf, registryFile } from '../bff/import/files.ts';
import { openOnPostgres } from '../support/databases.ts';
import { LI, uscc, ZHANG } from '../support/people.ts';

const CHILD = fileURLToPath(new URL('support/import-once.ts', import.meta.url));
const isLong = process.env['FAULTS'] === 'long';
const UNITS = isLong ? 1_000_000 : 60_000;
const CHANGED = isLong ? 100_000 : 30_000;
/** MB of the heap. Without a limit Node collects garbage late, and the size of the process says nothing of what the import needs. */
const HEAP = 64;
/** MB of the whole process. */
const MOST = 300;

const units = (changed: number) =>
  Array.from({ length: UNITS }, (_, i) =>
    i < changed ? { code: uscc(i), representative: LI.name, idNumber: LI.idNumber } : { code: uscc(i) },
  );

describe('an import that speaks against many certifications', () => {
  let url: string;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const opened = await openOnPostgres();
    ({ url, close } = opened);
    const { database } = opened;
    await importRegistry(database, optionsOf(registryFile(units(0))));
    const representative = digesterOf('k1').of('number', ZHANG.idNumber);
    const certify = sql`
      insert into certification (unit_code, submission_id, since, site_id, by, method, source, evidence_as_of,
                                 evidence_version, representative)
      select code, gen_random_uuid(), now(), 'portal', 'legal-representative', 'registry', 'market', '2026-11-20', 1,
             ${representative}
      from registry_unit`;
    await runWithoutTimeouts(database, certify);
    await runWithoutTimeouts(database, sql`analyze certification`);
  }, 600_000);
  afterAll(() => close());

  it.each(['preview', 'import'])(
    `takes a heap of ${HEAP} MB and ${MOST} MB in all at most, and a preview of it too: %s`,
    { timeout: 900_000 },
    async (way) => {
      const file = registryFile(units(CHANGED));
      const started = performance.now();
      const child = [`--max-old-space-size=${HEAP}`, CHILD, url, file, way];
      const { stdout } = await promisify(execFile)(process.execPath, child);
      const { megabytes, ...report } = JSON.parse(stdout) as { megabytes: number };
      const seconds = Math.round((performance.now() - started) / 1000);
      process.stdout.write(
        `${way} of ${UNITS} rows, ${CHANGED} due: ${megabytes} MB at most, ${seconds} s\n`,
      );
      expect(report).toEqual({ due: CHANGED, lapsed: 0 });
      expect(megabytes).toBeLessThanOrEqual(MOST);
    },
  );
});
