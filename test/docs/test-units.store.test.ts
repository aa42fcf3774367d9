/** `import test-units` into a service, and each row of the guide's table submitted to it. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { importTestUnits } from '../../bff/import/test-units.ts';
import type { ClaimRequest } from '../../bff/contract/wire.ts';
import { ORIGIN } from '../support/bff.ts';
import { ask, bffTest } from '../support/bff-test.ts';
import { readPage } from './support/pages.ts';

interface Row {
  outcome: string;
  code: string;
  claim: ClaimRequest;
}

/** The rows of the page's table that begin with an outcome and a unit's code. */
const rowsOf = (page: string): Row[] =>
  [...page.matchAll(/^\|[^|]*?`([\w-]+)`[^|]*\| (\w{18}) \|(.*)\|$/gm)].map(([, outcome, code, cells]) => {
    const [name, idNumber, foundedOn, agentName, agentNumber] = cells!.split('|').map((cell) => cell.trim());
    const person = (name: string, idNumber: string) => ({ name, idNumber });
    return {
      outcome: outcome!,
      code: code!,
      claim: {
        legalRepresentative: person(name!, idNumber!),
        ...(foundedOn && { foundedOn }),
        ...(agentName
          ? { applicant: 'agent', agent: person(agentName, agentNumber!) }
          : { applicant: 'legal-representative' }),
      } as ClaimRequest,
    };
  });

const ROWS = rowsOf(readPage('zh', 'test-units.md'));
const it = bffTest();

test('both languages have the same rows', () => {
  expect(ROWS.length).toBeGreaterThan(7);
  expect(rowsOf(readPage('en', 'test-units.md'))).toEqual(ROWS);
});

it.for(ROWS.map((row) => [`${row.code}: ${row.outcome}`, row] as const))(
  '%s',
  async ([, row], { bff, deps }) => {
    const { database, digester, keys } = deps;
    const options = {
      force: false,
      now: Date.now(),
      graceDays: 0,
      actor: 'operator:tester',
      digester,
      keys,
    } as const;
    await importTestUnits(database, options);
    deps.sources = { registry: undefined, insurance: undefined };
    const headers = {
      Authorization: `Bearer ${await bff.token(row.code)}`,
      Origin: ORIGIN,
      'Content-Type': 'application/json',
      'Idempotency-Key': `"${randomUUID()}"`,
    };
    const { body } = await ask(bff, 'POST', '/v1/certification', headers, row.claim);
    expect(body['reason'] ?? body['outcome'] ?? body.code).toBe(row.outcome);
  },
);
