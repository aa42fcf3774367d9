/**
 * The next step of a unit, as its own user is told it: what comes next, the ways that are open, and
 * those that a limit closes. The service computes it (`certifications/next.ts`); everybody else
 * shows it. No dependency outside of the contract, for the widget reads it.
 */
import { CASE_REFUSALS } from './cases.ts';
import { LAPSE_REASONS, REFUSAL_REASONS, type RefusalReason } from './reasons.ts';
import type { Count, Instant, Reference } from './values.ts';

export const STEPS = [
  'deciding',
  'bring',
  'checking',
  'none',
  'rechecking',
  'no-source',
  'administrator',
  'authority',
  'counter',
  'later',
  'correct',
  'renew',
  'certify',
] as const;
/**
 * - `deciding`: its papers have been seen, and a second officer confirms. `bring`: the papers have
 *   to be brought to the counter.
 * - `checking`: a claim waits for a register. `rechecking`: a refused claim is kept, to be checked
 *   again.
 * - `none`: the certification is in force, and nothing has to be done.
 * - `no-source`: no register answers for the unit's class, and there is no counter.
 * - `administrator`: only the unit's administrator may go on.
 * - `authority`: another claim would be refused too until the unit's authority has cleared it up.
 *   Without a way, open or closed: officers hold the unit, and nothing that it sends is looked at.
 * - `counter`: the papers decide it. `later`: the form is closed for now.
 * - `correct`: the claim was refused and can be corrected. `renew`: the certification is due.
 *   `certify`: the unit begins, or begins again.
 */
export type Step = (typeof STEPS)[number];

export const WAYS = ['certify', 'replace', 'recheck', 'counter', 'withdraw', 'withdraw-kept'] as const;
/**
 * The ways of a user. `replace`: the legal representative certifies in the place of an agent.
 * `withdraw`: the agent who certified the unit withdraws. `withdraw-kept`: a claim that waits is
 * taken back.
 */
export type Way = (typeof WAYS)[number];

/** The purpose of a submission. `withdraw-kept` is not one: it is a DELETE. */
export type Intent = Exclude<Way, 'withdraw-kept'>;

export const CLAIM_ENDS = ['claim-expired', 'recheck-expired', 'claim-superseded'] as const;
/**
 * Why a claim that was kept has ended without an answer. `claim-superseded`: another user of the
 * unit has sent a later one.
 */
export type ClaimEnd = (typeof CLAIM_ENDS)[number];

/** Why a claim that a register was to decide came to nothing. */
export type ClaimNews = RefusalReason | ClaimEnd;

export const NEWS_REASONS = [
  ...REFUSAL_REASONS,
  ...CASE_REFUSALS,
  ...LAPSE_REASONS,
  'case-expired',
  ...CLAIM_ENDS,
] as const;
/**
 * Why the newest event happened: a claim was refused, the certification ends or has ended, or what
 * waited came to nothing.
 */
export type NewsReason = (typeof NEWS_REASONS)[number];

/** The unit's next step, as its own user is told it. */
export interface NextStep {
  step: Step;
  /** The open ways, the best one first. */
  ways: Way[];
  /** Ways that a limit closes, until when. Limits of people whom a claim names are not told. */
  closed: { way: Way; until: Instant }[];
  reason: NewsReason | null;
  /**
   * Eight characters. The reference of what waits; when nothing waits, that of the claim or case
   * whose reason is told.
   */
  reference: Reference | null;
  /**
   * The end of what waits; at `renew` the day on which the certification is due; at `later` when
   * the first way is open again.
   */
  until: Instant | null;
  /** How often the first limited way may still fail, or be taken; null without a limit. */
  attempts: Count | null;
  /** With `bring`: the papers were seen, and the decision was sent back. */
  again?: true | undefined;
}
