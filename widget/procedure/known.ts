/** The unit as it is known, and readers of its next step, which the service decides. Pure. */
import type { Step, Way } from '../../bff/contract/next.ts';
import type { CertificationStatus, KindView, Status } from '../../bff/contract/wire.ts';

/** The service's answer, or only this kind's status when the portal's server has said it. */
export type Known = Pick<CertificationStatus, 'kinds' | 'next'> & Partial<CertificationStatus>;

type WithNext = Pick<Known, 'next'>;

/** The step until the service's answer arrives. */
const FIRST_STEPS: Record<Exclude<Status, 'not-open'>, Step> = {
  certified: 'none',
  uncertified: 'certify',
  pending: 'checking',
  lapsed: 'certify',
};

/** The status as the portal's server says it. */
export function knownFrom(status: keyof typeof FIRST_STEPS): Known {
  const step = FIRST_STEPS[status];
  const ways: Way[] = step === 'certify' ? ['certify'] : [];
  return {
    kinds: [{ kind: 'real-name', status }],
    next: { step, ways, closed: [], reason: null, reference: null, until: null, attempts: null },
  };
}

/** The service's answer. Undefined when only the portal's server has said the status. */
export const answerIn = (known: Known | undefined): CertificationStatus | undefined =>
  known?.form && (known as CertificationStatus);

/** The real-name certification's part. Undefined when the answer has no such kind. */
export const realNameOf = ({ kinds }: { kinds: readonly KindView[] }): KindView | undefined =>
  kinds.find(({ kind }) => kind === 'real-name');

export const standingIn = (known: Known | undefined): KindView =>
  (known && realNameOf(known)) ?? { kind: 'real-name', status: 'not-open' };

/** The unit may do business. A certification that is due is in force until it ends. */
export const isInForce = (status: Status | undefined): boolean => status === 'certified';

export const isCertified = ({ known }: { known: Known | undefined }): boolean =>
  isInForce(standingIn(known).status);

/** The unit was certified before. */
export const hasLapsed = (status: Status | undefined): boolean => status === 'lapsed';

/** When a certification in force ends unless it is renewed, in milliseconds. */
export const dueAt = ({ status, due }: Pick<KindView, 'status' | 'due'>): number | undefined =>
  due && isInForce(status) ? Date.parse(due.at) : undefined;

/**
 * It waits for an answer: a case at the counter, a refused claim that is checked again, or a claim
 * that waits for a register.
 */
export type Waiting = 'case' | 'recheck' | 'claim';

/** The gate asks about a case or a re-check that waits, for the papers, or for the form. */
export type GateQuestion = 'case' | 'recheck' | 'counter' | 'form';

interface StepTraits {
  waits?: Waiting;
  /** The prompt asks by itself: the user can do something, or reads whom to ask. */
  prompts?: true;
  /** The gate has a question of its own, else it says what the prompt says. */
  gates?: GateQuestion;
  /** Nothing has to be done for the unit. */
  current?: true;
  /** The unit's authority has to clear something up first. */
  asksAuthority?: true;
}

const STEP_TRAITS: Partial<Record<Step, StepTraits>> = {
  deciding: { waits: 'case', gates: 'case' },
  bring: { waits: 'case', gates: 'case' },
  checking: { waits: 'claim' },
  none: { current: true },
  rechecking: { waits: 'recheck', gates: 'recheck' },
  'no-source': { prompts: true },
  administrator: { prompts: true },
  authority: { prompts: true, asksAuthority: true },
  counter: { prompts: true, gates: 'counter' },
  later: { prompts: true },
  correct: { prompts: true, gates: 'form' },
  renew: { prompts: true, gates: 'form' },
  certify: { prompts: true, gates: 'form' },
} satisfies Record<Step, StepTraits>;

/** Undefined while nothing is known, and at a step that only a newer service has. */
export const stepTraits = (known: WithNext | undefined): StepTraits | undefined =>
  known && STEP_TRAITS[known.next.step];

/** Nothing has to be done for the unit. */
export const isCurrent = ({ known }: { known: WithNext | undefined }): boolean =>
  !!stepTraits(known)?.current;

/** The prompt asks for a renewal in the last 14 days. Milliseconds. */
const ASKED_BEFORE = 14 * 24 * 60 * 60_000;

/** Whether the prompt asks now. `now`: milliseconds. */
export function asksAt(known: Known, now: number): boolean {
  const end = dueAt(standingIn(known));
  return !!stepTraits(known)?.prompts && (end ?? now) - now <= ASKED_BEFORE;
}

export const waitingIn = (known: WithNext | undefined): Waiting | undefined => stepTraits(known)?.waits;

export const hasWay = (known: WithNext | undefined, way: Way): boolean => !!known?.next.ways.includes(way);
