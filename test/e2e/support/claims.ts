/** Claims that are sent without a browser. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPortalClient } from '../../../bff/portal-client/index.ts';
import type { Demo } from './demo.ts';
import { accountOf } from './visit.ts';

/** Sends the account's first claim with a date that differs; the reference of the answer. `more`: of the body. */
export async function sendClaim(demo: Demo, title: string, more: object = {}): Promise<string> {
  const { unit, claims } = accountOf(title);
  const kept = await readFile(join(demo.dataDir, 'portal/secrets.json'), 'utf8');
  const { secret } = JSON.parse(kept) as { secret: string };
  const portal = createPortalClient({ bff: demo.bff, site: 'portal', key: { secret } });
  const token = await portal.token({ id: 'u-1', unit: { code: unit.code }, role: 'administrator' });
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
