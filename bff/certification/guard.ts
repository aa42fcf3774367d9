/** Guards a submission by the next step of its unit, from the facts of its snapshot: what the status tells is what is taken. */
import type { NextStep, Way } from '../contract/next.ts';
import {
  attemptsLeft,
  caseCounters,
  exhausted,
  REPLACING,
  type Counters,
  type Limits,
} from '../limits/limits.ts';
import type { CertificationAnswer } from '../contract/wire.ts';
import { isIncomplete } from './decide.ts';
import { factsOf } from './facts.ts';
import { formOf, isAnswered, type FormDependencies } from './form.ts';
import { nextStep } from './next.ts';
import { tooManyAttempts, type Snapshot, type TooManyAttempts } from './snapshot.ts';

/** What became of a submission. Its answer has the status besides. */
export type SubmissionResult =
  /** `replayed`: the answer was given before, to the same key, or to the same claim. */
  | { kind: 'answered'; answer: Omit<CertificationAnswer, 'status'>; replayed: boolean }
  | { kind: 'way-closed' | 'key-reused' | 'claim-differs' }
  | { kind: 'agent-differs'; reference: string }
  | TooManyAttempts;

/** Who submits is an administrator. `counters`: the user's and the unit's; `now` in milliseconds. */
export async function nextIn(
  { limits, ...dependencies }: FormDependencies & { limits: Limits },
  { unitCode: code, registryRecord: record, stored, facts }: Snapshot,
  counters: Counters,
  now: number,
): Promise<NextStep> {
  const source = record?.imported?.source ?? null;
  const form = await formOf({ code, source, isIncomplete: record && isIncomplete(record) }, dependencies);
  const known = {
    role: 'administrator',
    isAnswered: isAnswered(form),
    attempts: attemptsLeft(counters, stored, now),
    caseAttempts: form.counter ? attemptsLeft(caseCounters(limits, now), stored, now) : undefined,
  } as const;
  return nextStep(factsOf(facts, known, now));
}

/** Undefined: the way is open. `counters`: those that may close it; `now` in milliseconds. */
export function refusalOf(
  way: Way,
  { ways, closed }: NextStep,
  snapshot: Snapshot,
  counters: Counters,
  now: number,
): SubmissionResult | undefined {
  if (ways.includes(way)) return undefined;
  const end = closed.find((one) => one.way === way);
  if (!end) return { kind: 'way-closed' };
  const full = exhausted(counters, snapshot.stored, now);
  const replaced = { limits: [{ limit: REPLACING.name, ofUnit: true }], until: Date.parse(end.until) };
  return tooManyAttempts(snapshot, full ?? replaced);
}
