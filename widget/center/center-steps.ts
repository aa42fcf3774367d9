/**
 * The center at each step: the way beside the state, the ways below it, and what is told of limits.
 */
import type { Step } from '../../bff/contract/next.ts';
import { endedCaseIn, submissionIn } from '../procedure/claims.ts';
import { type Known, hasWay, standingIn } from '../procedure/known.ts';
import type { DialogWay } from '../procedure/open-ways.ts';
import type { CenterModel } from './center-model.ts';

/** Whether an open way has a block. */
type When = (known: Known | undefined) => boolean;

const always: When = () => true;
/** Beside a claim that waits nothing has to be submitted again. */
const unlessClaimed: When = (known) => !standingIn(known).submission;
/** The counter waits until something stands in the way of the form. */
const onceTried: When = (known) => !!submissionIn(known);

interface AtStep {
  /** The way whose button stands beside the state, or in the notice of an end. */
  main?: 'certify' | 'counter';
  /** The ways that have a block where they are open. */
  below?: Partial<Record<DialogWay, When>>;
  /** After the reason of a refusal comes what to do before the next claim. */
  advises?: true;
  /** The forms whose limit is told: with the state, or with an agent's certification. */
  limit?: 'certify' | 'agent';
  /**
   * Where it is told how many attempts are left: with the way that they are for, when something
   * else was said with the state.
   */
  left?: 'state' | 'way';
  /** Why the user cannot go on. */
  stop?: 'operator' | 'no-source';
}

const ALL = { certify: always, recheck: always, counter: always };
const COUNTS = { limit: 'certify', left: 'state' } as const;
const CERTIFIES = { main: 'certify', advises: true, ...COUNTS } as const;
const UNTRIED = { ...CERTIFIES, below: { recheck: always, counter: onceTried } };

/**
 * While others decide there is no way below; before anything went wrong, only what helps then. A
 * newer service may have a step that is not here.
 */
const AT: Partial<Record<Step, AtStep>> = {
  deciding: {},
  checking: {},
  none: { limit: 'agent' },
  bring: { below: { certify: unlessClaimed } },
  rechecking: { below: { certify: always, counter: always }, limit: 'certify', left: 'way' },
  authority: { below: ALL, advises: true, limit: 'certify' },
  counter: { main: 'counter', below: ALL, ...COUNTS },
  later: { main: 'counter', below: { recheck: always, counter: always }, ...COUNTS },
  correct: { ...CERTIFIES, below: { recheck: always, counter: always } },
  renew: UNTRIED,
  certify: UNTRIED,
  administrator: { stop: 'operator' },
  'no-source': { stop: 'no-source' },
} satisfies Record<Step, AtStep>;

/** After the end of a case its answer stands first, and every way below that. */
export function atStep({ known, next }: CenterModel): AtStep {
  const at = AT[next.step] ?? {};
  return at.below && endedCaseIn(known) ? { below: ALL, limit: 'certify', left: 'way' } : at;
}

export function mainWay(model: CenterModel): AtStep['main'] {
  const { known, status, next } = model;
  const { main } = atStep(model);
  if (main === 'counter') return next.ways[0] === 'counter' ? main : undefined;
  // Why it has lapsed, or was refused, is on its way, and comes first.
  return status && hasWay(known, 'certify') ? main : undefined;
}

/** The way has a block where it is open. */
export const isBelow = (way: DialogWay, model: CenterModel): boolean =>
  way !== mainWay(model) && !!atStep(model).below?.[way]?.(model.known);
