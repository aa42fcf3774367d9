/**
 * Whom an attempt aims at: the people whose document number a wrong claim may be a guess of. Guesses at one person are counted
 * together, whichever unit, site or flow they come through (decision 0014).
 */
import type { RegistryEvidence } from '../evidence/evidence.ts';
import { peopleNamed } from '../evidence/same-name.ts';
import { aimedBudgets, type AimedAt, type Budget, type Flow, type Limits } from '../limits/limits.ts';
import type { Guess, SubmittedClaim } from './claim.ts';
import { isMismatch, publicReason, type Decision } from './decide.ts';

/** The budgets of those people. `now` in milliseconds. */
export function aimedBudgetsOf(
  flow: Flow,
  claim: SubmittedClaim,
  registry: RegistryEvidence,
  decision: Decision,
  limits: Limits,
  now: number,
): Budget[] {
  if (registry.kind === 'outage') return []; // nothing is compared, so nothing is guessed
  // A wrong code or name of the unit is told before its people are compared: nobody's number is guessed.
  const reason = decision.outcome === 'rejected' ? publicReason(decision.finding) : undefined;
  if (reason === 'unit-mismatch') return [];
  return [
    ...aimedBudgets('personPerDay', aimedAt(claim, registry), flow, isMismatch(decision), limits, now),
    ...agentBudgetsOf(flow, claim, decision, limits, now),
  ];
}

/** The budgets of the claimed agent alone. `now` in milliseconds. */
export function agentBudgetsOf(
  flow: Flow,
  claim: SubmittedClaim,
  decision: Decision,
  limits: Limits,
  now: number,
): Budget[] {
  const isWrong =
    decision.outcome === 'rejected' && publicReason(decision.finding) === 'agent-without-record';
  return aimedBudgets('agentPerDay', agentAimedAt(claim), flow, isWrong, limits, now);
}

/**
 * The budgets that a claim names by itself, whatever the registry says: read with the registry's record, whose people's budgets the same
 * read adds.
 */
export const possibleBudgetsOf = (
  flow: Flow,
  claim: SubmittedClaim,
  limits: Limits,
  now: number,
): Budget[] => [
  ...aimedBudgets('personPerDay', [unknownPerson(claim.guess)], flow, false, limits, now),
  ...aimedBudgets('agentPerDay', agentAimedAt(claim), flow, false, limits, now),
];

/**
 * The registry's people of the claimed name. A claim whose name is not the registry's has a budget all the same, under that name at
 * that unit: a refusal must not tell whether the registry knows the person.
 */
export function aimedAt(
  claim: SubmittedClaim,
  registry: Exclude<RegistryEvidence, { kind: 'outage' }>,
): AimedAt[] {
  if (registry.kind === 'verdict') return unknownPeople(claim.guess);
  const { name } = claim.legalRepresentative;
  const people = peopleNamed(name, registry.record?.representatives ?? [])
    // The oldest key's digest: rows that were imported before and after a new key came have it in common.
    .flatMap(({ numbers }) => numbers.at(-1) ?? []);
  // Each once: a statement counts in a budget once, and rows of older imports may name a person twice.
  const owners = [...new Set(people)].map((owner) => ({ owner, ofUnit: false }));
  return owners.length > 0 ? owners : [unknownPerson(claim.guess)];
}

/**
 * The claimed agent, asked for room whatever the legal data is: a refusal must not tell that it holds. Nobody knows whom a wrong number
 * aims at, for a handler record is one digest of name and number.
 */
export const agentAimedAt = ({ agentGuess }: Pick<SubmittedClaim, 'agentGuess'>): AimedAt[] =>
  agentGuess ? unknownPeople(agentGuess) : [];

/** A person of whom only the name is known, counted at the claim's unit. */
const unknownPerson = ({ name }: Guess): AimedAt => ({ owner: name, ofUnit: true });

/** Where the source does not say whom it compared with, guesses at the end of a number belong together by their beginning. */
const unknownPeople = (guess: Guess): AimedAt[] => [
  unknownPerson(guess),
  { owner: guess.numberBeginning, ofUnit: false },
];
