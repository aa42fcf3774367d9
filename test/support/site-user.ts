/** A user of an HS256 site, who sends the widget's requests to a BFF over HTTP. */
import { randomUUID } from 'node:crypto';
import type { ClaimRequest } from '../../bff/contract/wire.ts';
import { mintToken } from './mint-token.ts';
import { rightClaim } from './people.ts';

export interface SubmittedBy {
  unit: string;
  sub?: string;
  claim?: ClaimRequest;
  /** The Idempotency-Key. */
  key?: string;
  signal?: AbortSignal;
}

/** `now`: the clock of the portal's server, which makes the tokens; milliseconds. */
export function siteUser(site: { id: string; secret: string; origin: string }, now = Date.now) {
  const headersFor = async (unit: string, sub: string): Promise<Record<string, string>> => ({
    Authorization: `Bearer ${await mintToken(
      site.secret,
      {
        siteId: site.id,
        purpose: 'certification',
        sub,
        unit: { code: unit },
        role: 'administrator',
        lifetime: 300,
      },
      now(),
    )}`,
    Origin: site.origin,
  });
  return {
    status: async (bff: string, unit: string, sub = 'user-1', signal?: AbortSignal) =>
      fetch(`${bff}/v1/certification`, {
        headers: await headersFor(unit, sub),
        ...(signal && { signal }),
      }),
    withdrawKept: async (bff: string, unit: string, reference: string, sub = 'user-1') =>
      fetch(`${bff}/v1/certification/kept/${reference}`, {
        method: 'DELETE',
        headers: await headersFor(unit, sub),
      }),
    submit: async (
      bff: string,
      { unit, sub = 'user-1', claim = rightClaim(), key = randomUUID(), signal }: SubmittedBy,
    ) =>
      fetch(`${bff}/v1/certification`, {
        method: 'POST',
        headers: {
          ...(await headersFor(unit, sub)),
          'Content-Type': 'application/json',
          'Idempotency-Key': `"${key}"`,
        },
        body: JSON.stringify(claim),
        ...(signal && { signal }),
      }),
  };
}
