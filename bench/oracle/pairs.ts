/** Pairs of requests whose answers an attacker must not distinguish. Each request is for its own unit of the registry. */
import { randomUUID } from 'node:crypto';
import { numberBeginningDigests } from '../../bff/attempts/claim.ts';
import { referenceOf } from '../../bff/contract/reference.ts';
import type { ClaimRequest, RegistrationRequest } from '../../bff/contract/wire.ts';
import type { Database } from '../../bff/database/database.ts';
import type { Digester } from '../../bff/keys/digest.ts';
import { mintToken } from '../../test/support/mint-token.ts';
import { phoneOf, proveFor } from '../../test/bff/registration/support.ts';
import { agentOf, registerHandler, residentId, uscc } from '../../test/support/people.ts';
import { siteUser } from '../../test/support/site-user.ts';
import type { RegistryRow } from '../registry-file.ts';
import { handlerOf, ORIGIN, rightClaim, SITE } from '../server/units.ts';

export interface Target {
  /** The BFF's URL. */
  url: string;
  /** The secret of the site's tokens. */
  secret: string;
  /** The BFF's own database, to prepare records of agents and proven phones. */
  database: Database;
  digester: Digester;
  /** Whether the registry has a unit of this code. */
  isKnown: (code: string) => boolean;
}

export interface Request {
  /** Prepares the state before the request; not measured. */
  prepare?: () => Promise<unknown>;
  send: () => Promise<Response>;
}

export type Pair = readonly [(row: RegistryRow) => Request, (row: RegistryRow) => Request];

const WRONG_NUMBER = residentId(8_000_001);
/** The representative of no unit. */
const NOBODY = { name: '欧阳无名', idNumber: WRONG_NUMBER };
const STRANGER = { name: '欧阳无名', idNumber: residentId(8_000_002) };

const claimOf = (row: RegistryRow, change: { name?: string; idNumber?: string } = {}): ClaimRequest => ({
  ...rightClaim(row),
  applicant: 'legal-representative',
  legalRepresentative: { name: row.representative, idNumber: row.idNumber, ...change },
});
const wrongNumber = (row: RegistryRow) => claimOf(row, { idNumber: WRONG_NUMBER });

export function pairsOf({ url, secret, database, digester, isKnown }: Target): Record<string, Pair> {
  const user = siteUser({ id: SITE, secret, origin: ORIGIN });
  const submitting = (unit: string, claim: ClaimRequest): Request => ({
    send: () => user.submit(url, { unit, sub: unit, claim }),
  });

  let unknowns = 50_000_000;
  const unknownUnit = (): string => {
    const code = uscc(++unknowns);
    return isKnown(code) ? unknownUnit() : code;
  };

  let unused = 1_000_000;
  let phones = 0;
  /** Registers with a new phone. */
  async function register(row: RegistryRow, claim: ClaimRequest): Promise<Response> {
    const phone = phoneOf(++phones);
    const token = { siteId: SITE, purpose: 'registration', sub: 'visitor', lifetime: 300 } as const;
    const phoneProof = await proveFor({ database, digester, now: Date.now }, SITE, phone);
    const headers = {
      Authorization: `Bearer ${await mintToken(secret, token, Date.now())}`,
      Origin: ORIGIN,
      'Content-Type': 'application/json',
      'Idempotency-Key': randomUUID(),
    };
    const unit = { code: row.code, name: row.name };
    const request = {
      ...claim,
      unit,
      phone,
      phoneProof,
      email: 'office@unit.example',
    } satisfies RegistrationRequest;
    return fetch(`${url}/v1/registrations`, { method: 'POST', headers, body: JSON.stringify(request) });
  }
  /** Registers after another registration has used up the half of the person's limit that strangers have. */
  const registeringLate = (row: RegistryRow, claim: ClaimRequest, before: ClaimRequest): Request => ({
    prepare: async () => {
      // Guesses of other rows at the same name and the same beginning of a number.
      const owners = numberBeginningDigests(digester, before.legalRepresentative);
      await database.kysely.deleteFrom('limit_counter').where('key', 'in', owners).execute();
      return (await register(row, before)).text();
    },
    send: () => register(row, claim),
  });

  const withAgent = (row: RegistryRow, agent: { name: string; idNumber: string }): Request => ({
    prepare: () => registerHandler({ database, digester }, row.code, handlerOf(row)),
    ...submitting(row.code, { ...wrongNumber(row), applicant: 'agent', agent: agentOf(agent) }),
  });

  const withdrawing = (row: RegistryRow, prepare: () => Promise<string>): Request => {
    let reference = '';
    return {
      prepare: async () => {
        reference = await prepare();
      },
      send: () => user.withdrawKept(url, row.code, reference, row.code),
    };
  };
  /** Has a claim of an unknown unit refused, and gives its reference. */
  const referenceOfAnother = async (row: RegistryRow): Promise<string> => {
    const unit = unknownUnit();
    const answer = await user.submit(url, { unit, sub: unit, claim: wrongNumber(row) });
    return ((await answer.json()) as { reference: string }).reference;
  };

  return {
    'taking back what waits: the reference of another unit / of nothing': [
      (row) => withdrawing(row, () => referenceOfAnother(row)),
      (row) => withdrawing(row, () => referenceOfAnother(row).then(() => referenceOf(++unused))),
    ],
    'unit in the registry / not': [
      (row) => submitting(row.code, wrongNumber(row)),
      (row) => submitting(unknownUnit(), wrongNumber(row)),
    ],
    'right name, wrong number / wrong name': [
      (row) => submitting(row.code, wrongNumber(row)),
      (row) => submitting(row.code, claimOf(row, NOBODY)),
    ],
    'right person, wrong date / wrong number': [
      (row) => submitting(row.code, { ...claimOf(row), foundedOn: '1984-02-03' }),
      (row) => submitting(row.code, wrongNumber(row)),
    ],
    'wrong number, agent known at the unit / not': [
      (row) => withAgent(row, handlerOf(row)),
      (row) => withAgent(row, STRANGER),
    ],
    'person’s budget used up, a stranger has the right number / a wrong one': [
      (row) => registeringLate(row, claimOf(row), wrongNumber(row)),
      (row) => registeringLate(row, wrongNumber(row), wrongNumber(row)),
    ],
    'budget used up, of a person in the registry / of a name that is not there': [
      (row) => registeringLate(row, wrongNumber(row), wrongNumber(row)),
      (row) => registeringLate(row, claimOf(row, NOBODY), claimOf(row, NOBODY)),
    ],
  };
}
