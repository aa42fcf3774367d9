/** The scenarios that testers have opened: each run has a unit, a user, the values to type, and the requests so far. */
import { randomBytes, randomInt } from 'node:crypto';
import type { DemoClaim, DemoPerson } from '../data/accounts.ts';
import type { RegistrationValues } from '../data/registrations.ts';
import type { SiteUser } from '../../bff/portal-client/index.ts';
import type { Scenario } from './scenarios.ts';
import { newUnitCode, unitOf, type QaUnit, type UnitRecord } from '../partner/scripted-units.ts';

export interface Sent {
  method: string;
  path: string;
  /** Undefined: the connection was cut. */
  status: number | undefined;
  /** Milliseconds. */
  took: number;
  /** JSON; text that a person may have typed is masked. */
  body?: string;
}

export interface Run {
  id: string;
  scenario: Scenario;
  unit: QaUnit;
  user: SiteUser;
  /** For a registration. Each run has its own number, because a number gets one code a minute. */
  phone: string;
  sent: Sent[];
  /** How often a token was asked for. */
  tokens: number;
  loggedInAgain?: true;
  signedOut?: boolean;
  /** When the first submission came, in milliseconds. */
  firstSubmission?: number;
  /** Whether the work before the first submission is done (`overtaken`, `key-reused`, `hurried`). */
  prepared: boolean;
}

const MOST_RUNS = 500;
const MOST_SENT = 200;

export interface Runs {
  open(scenario: Scenario): Run;
  find(id: string): Run | undefined;
}

export function createRuns(): Runs {
  const runs = new Map<string, Run>();
  return {
    open(scenario) {
      const id = randomBytes(6).toString('hex');
      const code = newUnitCode(scenario.script);
      const unit = unitOf(code);
      const role = scenario.role ?? 'administrator';
      const user: SiteUser = { id: `qa-${id}`, unit: { code, name: unit.record.name }, role };
      const phone = `139${String(randomInt(100_000_000)).padStart(8, '0')}`;
      const run: Run = { id, scenario, unit, user, phone, sent: [], tokens: 0, prepared: false };
      runs.set(id, run);
      const [oldest] = runs.keys();
      if (runs.size > MOST_RUNS && oldest) runs.delete(oldest);
      return run;
    },
    find: (id) => runs.get(id),
  };
}

/** Logs in a user of another unit. */
export function changeUnit(run: Run): void {
  const code = newUnitCode(run.scenario.script);
  run.signedOut = false;
  run.unit = unitOf(code);
  run.user = { ...run.user, id: `${run.user.id}-2`, unit: { code, name: run.unit.record.name } };
}

export const note = (run: Run, sent: Sent): void => {
  run.sent.push(sent);
  if (run.sent.length > MOST_SENT) run.sent.shift();
};

/** The values to type into the form of this run. */
export interface Fill {
  claim: DemoClaim;
  /** For a registration only. */
  values: RegistrationValues;
}

/** A claim with what is registered. `agent`: who applies, if it is an agent. */
export const claimOf = (
  outcome: string,
  { representative: legalRepresentative, foundedOn }: UnitRecord,
  agent?: DemoPerson,
): DemoClaim => ({ outcome, legalRepresentative, foundedOn, ...(agent && { agent }) });

export function fillOf({ scenario, unit: { record, stranger }, phone }: Run): Fill {
  const { code, name } = record;
  const typed = scenario.claim === 'stranger' ? { ...record, representative: stranger } : record;
  return {
    claim: claimOf(scenario.title, typed, scenario.claim === 'agent' ? stranger : undefined),
    values: { unit: { code, name }, phone, email: 'office@zhijian.example' },
  };
}
