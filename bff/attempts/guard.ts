/**
 * Refuses a submission whose way the unit's next step does not have. The step is computed from the
 * facts of the submission's own snapshot, by the function that the status uses, so the service
 * takes what the status has told.
 */
import type { Way } from '../contract/next.ts';
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

/**
 * The unit's form, and the facts that decide its next step. `counters`: those of the user and of
 * the unit. `now`: in milliseconds.
 */
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

/**
 * Why an administrator of the unit may not take the way; undefined when it is open. `counters`: as
 * of `readFacts`. `now`: in milliseconds.
 */
export async function refusalOf(
  dependencies: FormDependencies & { limits: Limits },
  way: Way,
  snapshot: Snapshot,
  counters: Counters,
  now: number,
): Promise<SubmissionResult | undefined> {
  const { unitCode: code, registryRecord: record, stored, facts: row } = snapshot;
  const unit = {
    code,
    source: record?.imported?.source ?? null,
    isIncomplete: record && isIncomplete(record),
  };
  const asked = { row, role: 'administrator', counters, stored } as const;
  const { ways, closed } = nextStep((await readFacts(dependencies, unit, asked, now)).facts);
  if (ways.includes(way)) return undefined;
  const end = closed.find((one) => one.way === way);
  if (!end) return { kind: 'way-closed' };
  const closing = way === 'counter' ? caseCounters(dependencies.limits, now) : counters;
  const full = exhausted(closing, stored, now);
  const replaced = { limits: [{ limit: REPLACING.name, ofUnit: true }], until: Date.parse(end.until) };
  return tooManyAttempts(snapshot, full ?? replaced);
}
