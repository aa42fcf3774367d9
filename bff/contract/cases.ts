/**
 * A case (人工核验): a claim that is kept until somebody comes to the counter with papers. The papers, the checks of the officers, and what
 * becomes of a case. No dependency, for the widget reads it.
 */

/**
 * The papers that are brought to the counter: the unit's certificate or license, the documents of the people that the claim names, the
 * authorization of the agent, and `restoration`: the authority's document that restores the registration of a unit that is not active in the
 * register.
 */
export const PAPERS = [
  'certificate',
  'representative-document',
  'agent-document',
  'authorization',
  'restoration',
] as const;
export type Paper = (typeof PAPERS)[number];

/** `byAgent`: an agent applies. `isInactive`: by the register, at that moment. */
export const papersOf = (byAgent: boolean, isInactive: boolean): Paper[] => [
  'certificate',
  'representative-document',
  ...(byAgent ? (['agent-document', 'authorization'] as const) : []),
  ...(isInactive ? (['restoration'] as const) : []),
];

/** The checks of an officer: papers that were seen, and `holder`: the person at the counter is the holder of the document. */
export const CHECKS = [...PAPERS, 'holder'] as const;
export type Check = (typeof CHECKS)[number];

/** All that must have been seen before a unit is certified at the counter. The parameters are those of `papersOf`. */
export const checksOf = (...unit: Parameters<typeof papersOf>): Check[] => [...papersOf(...unit), 'holder'];

/** Public reasons of a refusal. They tell nothing of what a register says. */
export const CASE_REFUSALS = [
  /** A paper is missing, or is over. */
  'papers-missing',
  /** The papers say something else than the claim. */
  'papers-differ',
  /** The person at the counter may not act for the unit. */
  'not-authorized',
  /** A paper is not genuine, or this is in doubt. */
  'papers-in-doubt',
  /** The unit is not active: its authority comes first. */
  'unit-not-active',
] as const;
export type CaseRefusal = (typeof CASE_REFUSALS)[number];

/** The state of a case. `withdrawn`: by the unit, or because the unit was certified without it. */
export const CASE_STATES = ['open', 'certified', 'refused', 'withdrawn', 'expired'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** The states that the unit's users are told. */
export const TOLD_CASE_STATES = ['open', 'certified', 'refused', 'expired'] as const;
export type ToldCaseState = (typeof TOLD_CASE_STATES)[number];
