/**
 * Refuses a submission whose way the unit's next step does not have. The step is computed from the facts of the submission's own snapshot, by
 * the function that the status uses, so the service takes what the status has told.
 */
import type { NextStep, Way } from '../contract/next.ts';
import {
  attemptsLeft,
  caseCounters,
  type Counters,
  exhausted,
  type Limits,
  REPLACING,
} from '../limits/index.ts';
import { isIncomplete } from './decide.ts';
import { factsOf } from './facts.ts';
import { formOf, isAnswered, type FormDependencies } from './form.ts';
import { nextStep } from '../certifications/index.ts';
import { tooManyAttempts, type SubmissionResult } from './result.ts';
import type { Snapshot } from './snapshot.ts';

/** The next step for an administrator of the unit. `counters`: those of the user and of the unit. `now`: in milliseconds. */
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

/** Why the way is refused; undefined when it is open. `counters`: those that may close the way. `now`: in milliseconds. */
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
