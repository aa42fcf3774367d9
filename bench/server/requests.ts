/** The four measured requests, as HTTP text. */
import { randomUUID } from 'node:crypto';
import type { RegistryRow } from '../registry-file.ts';
import { agentClaim, ORIGIN, rightClaim, serverToken, userToken, wrongClaim } from './units.ts';

export const CASES = ['status', 'unit-status', 'refused', 'certified'] as const;
export type Case = (typeof CASES)[number];

export const TITLES: Record<Case, string> = {
  status: 'status, by the browser',
  'unit-status': 'status, by the portal’s server',
  refused: 'submission, refused',
  certified: 'submission, certified',
};

export const isSubmission = (name: Case): boolean => name === 'refused' || name === 'certified';

/** A text in every right answer. */
export const EXPECTED: Record<Case, string> = {
  status: '"canSubmit":true',
  'unit-status': '"kinds":[',
  refused: '"outcome":"rejected"',
  certified: '"outcome":"certified"',
};

interface Request {
  method: 'GET' | 'POST';
  path: string;
  token: string;
  fromBrowser: boolean;
  body?: object;
}

export function headersOf({ token, fromBrowser, body }: Request): Record<string, string> {
  return {
    Authorization: `Bearer ${token}`,
    ...(fromBrowser && { Origin: ORIGIN, 'User-Agent': 'Mozilla/5.0', 'Accept-Language': 'zh-CN' }),
    ...(body && { 'Content-Type': 'application/json', 'Idempotency-Key': `"${randomUUID()}"` }),
  };
}

function wire(request: Request): string {
  const body = request.body ? JSON.stringify(request.body) : '';
  const headers = {
    Host: '127.0.0.1',
    ...headersOf(request),
    ...(body && { 'Content-Length': Buffer.byteLength(body) }),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${request.method} ${request.path} HTTP/1.1`, ...lines, '', body].join('\r\n');
}

export interface Visitor {
  unit: RegistryRow;
  /** The token of the unit's administrator. */
  token: string;
}

export const visitorsOf = (units: readonly RegistryRow[], secret: string): Promise<Visitor[]> =>
  Promise.all(units.map(async (unit) => ({ unit, token: await userToken(unit.code, secret) })));

/** Every fourth applicant is an agent. */
const claimOf = (unit: RegistryRow, index: number) => (index % 4 === 0 ? agentClaim(unit) : rightClaim(unit));

export async function requestsOf(
  name: Case,
  visitors: readonly Visitor[],
  secret: string,
): Promise<string[]> {
  const path = '/v1/certification';
  switch (name) {
    case 'status':
      return visitors.map(({ token }) => wire({ method: 'GET', path, token, fromBrowser: true }));
    case 'unit-status': {
      const token = await serverToken(secret);
      return visitors.map(({ unit }) =>
        wire({ method: 'GET', path: `/v1/units/${unit.code}/certification`, token, fromBrowser: false }),
      );
    }
    case 'refused':
      return visitors.map(({ unit, token }) =>
        wire({ method: 'POST', path, token, fromBrowser: true, body: wrongClaim(unit) }),
      );
    case 'certified':
      return visitors.map(({ unit, token }, index) =>
        wire({ method: 'POST', path, token, fromBrowser: true, body: claimOf(unit, index) }),
      );
  }
}
