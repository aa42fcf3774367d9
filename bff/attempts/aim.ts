/**
 * Whom an attempt aims at: the people whose document number a wrong claim may be a guess of.
 * Guesses at one person are counted together, whichever unit, site or flow they come through, and
 * whether the person is named as representative or as agent (decision 0014).
 */
import { peopleNamed, type RegistryEvidence } from '../registry/index.ts';
import { type AimedAt, aimedBudgets, type Budget, type Flow, type Limits } from '../limits/index.ts';
import type { Guess, SubmittedClaim } from './claim.ts';
import { publicReason, type Decision } from './decide.ts';

/** The people whose number a claim may have guessed wrongly. */
interface WrongAbout {
  representative: boolean;
  agent: boolean;
}

const NOBODY: WrongAbout = { representative: false, agent: false };
const BOTH: WrongAbout = { representative: true, agent: true };

/** Those of a claim that was decided. */
function wrongAbout(decision: Decision): WrongAbout {
  if (decision.outcome !== 'rejected') return NOBODY;
  switch (publicReason(decision.finding)) {
    case 'registry-mismatch':
      return { representative: true, agent: false };
    case 'agent-without-record':
      return { representative: false, agent: true };
    case 'unit-not-active':
    case 'unit-mismatch':
    case 'registry-unavailable':
      return NOBODY;
  }
}

/**
 * A wrong code or name of the unit is told before its people are compared: nobody's number is
 * guessed.
 */
const comparesPeople = (registry: RegistryEvidence, decision: Decision): registry is Compared =>
  registry.kind !== 'outage' &&
  !(decision.outcome === 'rejected' && publicReason(decision.finding) === 'unit-mismatch');

type Compared = Exclude<RegistryEvidence, { kind: 'outage' }>;

/**
 * The budgets of `people`, of whom one is the representative, and of the claimed agent. `wrong`:
 * where a failure counts. `now` in milliseconds.
 */
const budgetsOf = (
  flow: Flow,
  claim: SubmittedClaim,
  people: readonly AimedAt[],
  wrong: WrongAbout,
  limits: Limits,
  now: number,
): Budget[] =>
  distinct([
    ...aimedBudgets('personPerDay', people, flow, wrong.representative, limits, now),
    ...agentBudgets(claim, flow, wrong.agent, limits, now),
  ]);

/** The budgets of those people whom a decided claim aims at. `now` in milliseconds. */
export const aimedBudgetsOf = (
  flow: Flow,
  claim: SubmittedClaim,
  registry: RegistryEvidence,
  decision: Decision,
  limits: Limits,
  now: number,
): Budget[] =>
  comparesPeople(registry, decision)
    ? budgetsOf(flow, claim, aimedAt(claim, registry), wrongAbout(decision), limits, now)
    : [];

/** The budgets of the claimed agent alone. `now` in milliseconds. */
export const agentBudgetsOf = (
  flow: Flow,
  claim: SubmittedClaim,
  decision: Decision,
  limits: Limits,
  now: number,
): Budget[] => agentBudgets(claim, flow, wrongAbout(decision).agent, limits, now);

/**
 * The claimed agent's budgets. They are asked for room whatever the legal data is: a refusal must
 * not tell that it holds. Nobody knows whom a wrong number aims at, for a handler record is one
 * digest of name and number. Who is an agent here may be a representative elsewhere: guesses at
 * both count together.
 */
export function agentBudgets(
  { agentGuess: guess }: Pick<SubmittedClaim, 'agentGuess'>,
  flow: Flow,
  counts: boolean,
  limits: Limits,
  now: number,
): Budget[] {
  if (!guess) return [];
  return [
    ...aimedBudgets('agentPerDay', [nameAtUnit(guess)], flow, counts, limits, now),
    ...aimedBudgets('personPerDay', [numberBeginning(guess)], flow, counts, limits, now),
  ];
}

/** The budgets of a claim of which nobody knows whether it is right: each counts. */
export const budgetsOfAnyClaim = (
  flow: Flow,
  claim: SubmittedClaim,
  registry: Compared,
  limits: Limits,
  now: number,
): Budget[] => budgetsOf(flow, claim, aimedAt(claim, registry), BOTH, limits, now);

/**
 * The budgets that a claim names by itself, whatever the registry says: read with the registry's
 * record, whose people's budgets the same read adds.
 */
export const possibleBudgetsOf = (flow: Flow, claim: SubmittedClaim, limits: Limits, now: number): Budget[] =>
  budgetsOf(flow, claim, claimedPerson(claim.guess), NOBODY, limits, now);

/** A statement counts in a budget once, also where agent and representative are one person. */
function distinct(budgets: readonly Budget[]): Budget[] {
  const keyOf = ({ kind, owner, ofUnit }: Budget) => JSON.stringify([kind, owner, ofUnit]);
  const counting = new Set(budgets.filter(({ counts }) => counts).map(keyOf));
  const each = new Map(budgets.map((budget) => [keyOf(budget), budget]));
  return [...each].map(([key, budget]) => ({ ...budget, counts: counting.has(key) }));
}

/**
 * The registry's people of the claimed name, and whoever has that name and the beginning of that
 * number. A claim whose name is not the registry's has a budget all the same, under that name at
 * that unit: a refusal must not tell whether the registry knows the person.
 */
export function aimedAt(claim: SubmittedClaim, registry: Compared): AimedAt[] {
  if (registry.kind === 'verdict') return claimedPerson(claim.guess);
  const { name } = claim.legalRepresentative;
  const people = peopleNamed(name, registry.record?.representatives ?? [])
    // The oldest key's digest: rows that were imported before and after a new key came have it in
    // common.
    .flatMap(({ numbers }) => numbers.at(-1) ?? []);
  if (people.length === 0) return claimedPerson(claim.guess);
  // Each once: rows of older imports may name a person twice.
  const owners = [...new Set(people)].map((owner) => ({ owner, ofUnit: false }));
  return [...owners, numberBeginning(claim.guess)];
}

/** The person as claimed, where the source does not say whom it compared with. */
const claimedPerson = (guess: Guess): AimedAt[] => [nameAtUnit(guess), numberBeginning(guess)];

/** A person known by name only, counted at the claim's unit. */
const nameAtUnit = ({ name }: Guess): AimedAt => ({ owner: name, ofUnit: true });

const numberBeginning = ({ numberBeginning: owner }: Guess): AimedAt => ({ owner, ofUnit: false });
