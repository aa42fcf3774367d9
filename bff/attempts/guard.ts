/**
 * Refuses a submission whose way the unit's next step does not have. The step is computed from the facts of the submission's own snapshot, by
 * the function that the status uses, so the service takes what the status has told.
 */
import type { NextStep, Way } from '../contract/next.ts';
import type { FormView, Role } from '../contract/wire.ts';
import {
  attemptsLeft,
  caseCounters,
  type Counters,
  exhausted,
  type Limits,
  REPLACING,
  type Stored,
} from '../limits/index.ts';
import { isIncomplete } from './decide.ts';
import { type FactRow, factsOf } from './facts.ts';
import { formOf, isAnswered, type FormDependencies, type KnownUnit } from './form.ts';
import { type Facts, nextStep } from '../certifications/index.ts';
import { tooManyAttempts, type SubmissionResult } from './result.ts';
import type { Snapshot } from './snapshot.ts';

/** The unit's form, and the facts that decide its next step. `counters`: those of the user and of the unit. `now`: in milliseconds. */
export async function readFacts(
  { limits, ...dependencies }: FormDependencies & { limits: Limits },
  unit: KnownUnit,
  { row, role, counters, stored }: { row: FactRow; role: Role; counters: Counters; stored: Stored },
  now: number,
): Promise<{ form: FormView; facts: Facts }> {
  const form = await formOf(unit, dependencies);
  const besides = {
    role,
    isAnswered: isAnswered(form),
    attempts: attemptsLeft(counters, stored, now),
    caseAttempts: form.counter ? attemptsLeft(caseCounters(limits, now), stored, now) : undefined,
  };
  return { form, facts: factsOf(row, besides, now) };
}

/** The next step for an administrator of the unit. `counters`: as of `readFacts`. */
export async function nextIn(
  dependencies: FormDependencies & { limits: Limits },
  { unitCode: code, registryRecord: record, stored, facts: row }: Snapshot,
  counters: Counters,
  now: number,
): Promise<NextStep> {
  const unit = {
    code,
    source: record?.imported?.source ?? null,
    isIncomplete: record && isIncomplete(record),
  };
  const asked = { row, role: 'administrator', counters, stored } as const;
  return nextStep((await readFacts(dependencies, unit, asked, now)).facts);
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
