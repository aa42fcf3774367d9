/** Claims that are sent without a browser. */
import { randomUUID } from 'node:crypto';
import type { Demo } from './demo.ts';
import { accountOf } from './visit.ts';

/** Sends the account's first claim with a date that differs; the reference of the answer. `more`: of the body. */
export async function sendClaim(demo: Demo, title: string, more: object = {}): Promise<string> {
  const { unit, claims } = accountOf(title);
  const token = (await demo.cli('token', '--site', 'portal', '--unit', unit.code)).trim();
  const { legalRepresentative } = claims[0]!;
  const claim = { legalRepresentative, foundedOn: '2001-09-01', applicant: 'legal-representative', ...more };
  const answer = await fetch(`${demo.bff}/v1/certification`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      Origin: demo.portal,
      'Content-Type': 'application/json',
      'Idempotency-Key': `"${randomUUID()}"`,
    },
    body: JSON.stringify(claim),
  });
  return ((await answer.json()) as { reference: string }).reference;
}
