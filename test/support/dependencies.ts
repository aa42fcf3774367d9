/** The dependencies of a submission on a given database, with a clock and partners that a test controls. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { readStatus } from '../../bff/status/status.ts';
import { withdrawKept } from '../../bff/http/intents.ts';
import type { Dependencies, Submitter } from '../../bff/attempts/dependencies.ts';
import type { SubmissionResult } from '../../bff/attempts/result.ts';
import { REFERENCES, referenceOf } from '../../bff/contract/reference.ts';
import type { HandlerEvidence, RegistryEvidence } from '../../bff/registry/evidence.ts';
import { createArrivals } from '../../bff/attempts/arrivals.ts';
import { createIsImported } from '../../bff/registry/sources.ts';
import type { Database } from '../../bff/database/database.ts';
import { callerOf } from '../../bff/keys/caller.ts';
import { createCipher } from '../../bff/keys/cipher.ts';
import { createDigester } from '../../bff/keys/digest.ts';
import type { KeyRing } from '../../bff/keys/keys.ts';
import { KEYS } from './events.ts';
import { keysOf } from './keys.ts';
import { DEFAULT_LIMITS, type Limits } from '../../bff/limits/limits.ts';

export interface TestDependencies extends Dependencies {
  keys: KeyRing;
  clock: { now: number };
  partner: { registry?: RegistryEvidence; insurance?: HandlerEvidence };
}

export function testDependencies(database: Database): TestDependencies {
  // Tests of a file read events of one another.
  const keys: KeyRing = { ...keysOf(`test:${randomBytes(32).toString('base64')}`), macs: KEYS.macs };
  const clock = { now: Date.parse('2026-11-24T08:00:00Z') };
  const partner: TestDependencies['partner'] = {};
  return {
    database,
    keys,
    digester: createDigester(keys),
    cipher: createCipher(keys),
    sources: {
      registry: { ask: async () => partner.registry ?? { kind: 'record', record: undefined } },
      insurance: {
        ask: async () => partner.insurance ?? { kind: 'record', handled: false, lastHandledOn: undefined },
      },
    },
    isImported: createIsImported(database),
    arrivals: createArrivals(database),
    limits: { ...DEFAULT_LIMITS },
    rules: { agentRecordMaxAgeDays: undefined },
    graceDays: 30,
    counter: false,
    now: () => clock.now,
    newId: randomUUID,
    newReference: () => referenceOf(randomInt(REFERENCES)),
    clock,
    partner,
  };
}

/** No limit counts anything. */
export const LIMITS_OFF = Object.fromEntries(Object.keys(DEFAULT_LIMITS).map((name) => [name, 0])) as Limits;

export const submitterOf = (unitCode: string, change: Partial<Submitter> = {}): Submitter => ({
  siteId: 'portal',
  unitCode,
  sub: 'user-1',
  address: undefined,
  privacyNotice: null,
  ...change,
});

/** Throws unless the claim was answered. */
export const answerIn = <Answer>(result: { kind: 'answered'; answer: Answer } | { kind: string }): Answer => {
  if (!('answer' in result)) throw new Error(result.kind);
  return result.answer;
};

export const referenceIn = (result: SubmissionResult): string => answerIn(result).reference;

/** The status for an administrator of the unit. */
export const statusOf = (deps: TestDependencies, unitCode: string, by: Partial<Submitter> = {}) =>
  readStatus(deps, {
    caller: callerOf(deps.digester, submitterOf(unitCode, by)),
    unitCode: by.unitCode ?? unitCode,
    unitName: undefined,
    role: 'administrator',
    openKinds: new Set(),
  });

/** Takes back all that waits for the unit, by its references in the status. */
export async function withdrawAll(deps: TestDependencies, submitter: Submitter): Promise<void> {
  const { kinds, recheck, case: atCounter } = await statusOf(deps, submitter.unitCode, submitter);
  const pending = kinds.find(({ kind }) => kind === 'real-name')?.submission;
  for (const one of [pending, recheck, atCounter])
    if (one) await withdrawKept(deps, submitter, one.reference);
}
