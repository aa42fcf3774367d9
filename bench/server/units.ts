/** Units of the generated registry, with their tokens and claims. */
import { SignJWT } from 'jose';
import { residentId } from '../../test/support/people.ts';
import { registryRow, type RegistryRow } from '../registry-file.ts';

export const SITE = 'bench';
export const ORIGIN = 'https://bench.example';

/** Active units with a representative, spread over the whole registry. */
export function* goodUnits(rows: number, count: number): Generator<RegistryRow> {
  const step = Math.max(1, Math.floor(rows / (count * 2)));
  let found = 0;
  for (let index = 0; index < rows && found < count; index += step) {
    const row = registryRow(index);
    if (row.representative === '' || row.status === '注销') continue;
    found++;
    yield row;
  }
}

/** The handler of a unit's social insurance business; every unit has one. */
export const handlerOf = ({ code }: RegistryRow) => ({
  name: '周示例',
  idNumber: residentId(Number(code.slice(8, 14))),
});

export const rightClaim = ({ representative, idNumber, foundedOn }: RegistryRow) => ({
  legalRepresentative: { name: representative, idNumber },
  foundedOn,
  applicant: 'legal-representative',
});

export const agentClaim = (unit: RegistryRow) => ({
  ...rightClaim(unit),
  applicant: 'agent',
  agent: handlerOf(unit),
});

export const wrongClaim = (unit: RegistryRow) => ({ ...rightClaim(unit), foundedOn: '1984-02-03' });

function sign(claims: Record<string, unknown>, sub: string, secret: string): Promise<string> {
  const issuedAt = Math.floor(Date.now() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'unit-certification+jwt' })
    .setIssuer(SITE)
    .setAudience('unit-certification')
    .setSubject(sub)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 300)
    .sign(Buffer.from(secret, 'utf8'));
}

export const userToken = (code: string, secret: string, user = `user-${code}`): Promise<string> =>
  sign({ purpose: 'certification', unit: { code }, role: 'administrator' }, user, secret);

export const serverToken = (secret: string): Promise<string> => sign({ purpose: 'status' }, 'server', secret);
