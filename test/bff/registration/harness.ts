/** The start of every test of `register`: a unit in the registry, a proven phone, a right request. */
import { randomUUID } from 'node:crypto';
import type { readStatus } from '../../../bff/status/status.ts';
import type { RegistrationRequest } from '../../../bff/contract/wire.ts';
import {
  register,
  type RegisterResult,
  type RegistrationDependencies,
} from '../../../bff/registration/register.ts';
import { statusOf, testDependencies, type TestDependencies } from '../../support/dependencies.ts';
import { eventsOf, webhooksOf } from '../../support/events.ts';
import { type ChangeOf, registerUnit, residentId, uscc, ZHANG } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';
import { phoneOf, proveFor, REGISTRANT, registrationDependencies, rightRegistration } from './support.ts';

type Table = 'submission' | 'certification' | 'event' | 'registered_unit' | 'kept_claim';

export interface Harness {
  deps: TestDependencies & RegistrationDependencies;
  /** Unique for each test. */
  index: number;
  unit: string;
  phone: string;
  proof: string;
  request(change?: ChangeOf<RegistrationRequest>): RegistrationRequest;
  /** The request with a wrong number, different for each `index`. */
  wrong(index?: number): RegistrationRequest;
  send(body?: RegistrationRequest, key?: string, siteId?: string): Promise<RegisterResult>;
  status(siteId?: string): ReturnType<typeof readStatus>;
  rows(table: Table): Promise<Record<string, unknown>[]>;
  /** Its webhooks: `TYPE SITE`, sorted. */
  events(): Promise<string[]>;
}

/** Counts harnesses, so that each test of a database has another index. */
let harnesses = 0;

/** Tests with a harness `h`; its dependencies and their clock are those of the file. */
export const registrationTest = storeTest
  .extend('shared', { scope: 'file' }, ({ database }) => registrationDependencies(testDependencies(database)))
  .extend('deps', ({ shared }) => shared)
  .extend('newHarness', ({ shared }) => (options: { imported?: boolean } = {}) => {
    return harnessOf(shared, ++harnesses, options);
  })
  .extend('h', ({ newHarness }) => newHarness());

/** `index` must differ in each test of a database. With `imported: false` only the partner knows the unit. */
export async function harnessOf(
  deps: Harness['deps'],
  index: number,
  { imported = true } = {},
): Promise<Harness> {
  const { database, partner, clock } = deps;
  clock.now += 86_400_000; // a day later the limits of shared values, such as a representative's number, have reset
  delete partner.registry;
  delete partner.insurance;
  const phone = phoneOf(index);
  const harness: Harness = {
    deps,
    index,
    unit: uscc(index),
    phone,
    proof: await proveFor(deps, 'portal', phone),
    request: (change = {}) => rightRegistration(harness.unit, phone, harness.proof, change),
    wrong: (other = 0) =>
      harness.request({
        legalRepresentative: { name: ZHANG.name, idNumber: residentId(1000 * index + other + 10) },
      }),
    send: (body = harness.request(), key = randomUUID(), siteId = 'portal') =>
      register(deps, { ...REGISTRANT, siteId }, key, body),
    status: (siteId = 'portal') => statusOf(deps, harness.unit, { siteId }),
    rows: (table) =>
      database.kysely.selectFrom(table).selectAll().where('unit_code', '=', harness.unit).execute(),
    events: async () => webhooksOf(await eventsOf(database, harness.unit)),
  };
  if (imported) await registerUnit(deps, harness.unit);
  return harness;
}

/** The assertion of an answer; throws when it has none. */
export function assertionOf(result: RegisterResult): string {
  if (result.kind !== 'answered' || !result.answer.assertion) throw new Error(JSON.stringify(result));
  return result.answer.assertion;
}

export const fifty = <T>(make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: 50 }, (_, i) => make(i)));
