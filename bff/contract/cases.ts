/**
 * A case (人工核验): a claim that is kept until somebody comes to the counter with papers. The papers,
 * the checks of the officers, and what becomes of a case. No dependency, for the widget reads it.
 */

export const PAPERS = [
  'certificate',
  'representative-document',
  'agent-document',
  'authorization',
  'restoration',
] as const;
/**
 * The papers that are brought to the counter: the unit's certificate or license, the documents of
 * the people that the claim names, the authorization of the agent, and `restoration`: the
 * authority's document that restores the registration of a unit that is not active in the register.
 */
export type Paper = (typeof PAPERS)[number];

/** `byAgent`: an agent applies. `isInactive`: by the register, at that moment. */
export const papersOf = (byAgent: boolean, isInactive: boolean): Paper[] => [
  'certificate',
  'representative-document',
  ...(byAgent ? (['agent-document', 'authorization'] as const) : []),
  ...(isInactive ? (['restoration'] as const) : []),
];

export const CHECKS = [...PAPERS, 'holder'] as const;
/**
 * The checks of an officer: papers that were seen, and `holder`: the person at the counter is the
 * holder of the document.
 */
export type Check = (typeof CHECKS)[number];

/**
 * All that must have been seen before a unit is certified at the counter. The parameters are those
 * of `papersOf`.
 */
export const checksOf = (...unit: Parameters<typeof papersOf>): Check[] => [...papersOf(...unit), 'holder'];

/**
 * Whether nobody has seen the document that restores a unit which the register calls inactive. Such
 * a unit is not certified.
 */
export const isRestorationUnseen = (isInactive: boolean, seen: readonly Check[]): boolean =>
  isInactive && !seen.includes('restoration');

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
/** Public reasons of a refusal. They tell nothing of what a register says. */
export type CaseRefusal = (typeof CASE_REFUSALS)[number];

export const CASE_STATES = ['open', 'certified', 'refused', 'withdrawn', 'expired'] as const;
/** The state of a case. `withdrawn`: by the unit, or because the unit was certified without it. */
export type CaseState = (typeof CASE_STATES)[number];

export const TOLD_CASE_STATES = ['open', 'certified', 'refused', 'expired'] as const;
/** The states that the unit's users are told. */
export type ToldCaseState = (typeof TOLD_CASE_STATES)[number];
