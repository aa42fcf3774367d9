/**
 * Decides what a unit may do next. Its input is the facts of the unit, its result the step, the
 * open ways, and the ways that a limit closes. Pure. No other code decides this: the routes ask
 * here before they take a submission, and the status tells the result (decision 0035).
 */
import type { CaseRefusal } from '../contract/cases.ts';
import type { NewsReason, NextStep, Step, Way } from '../contract/next.ts';
import { type DueReason, isOfState, type LapseReason, type RefusalReason } from '../contract/reasons.ts';
import type { Applicant, Attempts, Role } from '../contract/wire.ts';

/**
 * The facts of a unit that decide its next step, as one user of one site may know them. Instants
 * are in milliseconds.
 */
export interface Facts {
  role: Role;
  /** A register, or a partner, answers for the unit. */
  isAnswered: boolean;
  hasCounter: boolean;
  /** Two officers hold the unit: nothing that it sends is looked at. */
  isHeld: boolean;
  /**
   * The register says that the unit is not active. Undefined when the register does not have the
   * unit.
   */
  isInactive: boolean | undefined;
  /** The certification that is in force. */
  term: Term | undefined;
  /**
   * How the last certification ended. Undefined while one is in force, and when there never was
   * one.
   */
  ended: { at: number; reason: LapseReason } | undefined;
  /** The claim that waits for a register. Any user of the unit may have sent it. */
  pending: { reference: string } | undefined;
  /** The claim that is kept at this site, to be checked again. */
  recheck: { reference: string; until: number } | undefined;
  /** The newest case, unless it was withdrawn. */
  case: Case | undefined;
  /** This user's newest claim that has ended, and was not superseded by this user's own. */
  last: EndedClaim | undefined;
  /** The last re-check of that claim has ended without an answer. */
  recheckEnded: EndedRecheck | undefined;
  /** How many refusals this user has left at this unit. */
  attempts: Attempts;
  /** How many cases the unit may still open; undefined without a counter. */
  caseAttempts: Attempts | undefined;
  /**
   * The unit has had as many certifications as one day allows. It may have another one from this
   * instant on.
   */
  replacedUntil: number | undefined;
}

interface Term {
  by: Applicant;
  since: number;
  /** It ends at the instant `at`. `since`: when that was found. */
  due: { at: number; reason: DueReason; since: number } | undefined;
}

export type Case = { reference: string } & (
  | { state: 'open'; until: number; seen: boolean; returned: boolean }
  | { state: 'certified'; endedAt: number }
  | { state: 'refused'; endedAt: number; reason: CaseRefusal }
  | { state: 'expired'; endedAt: number }
);

export type EndedClaim = { reference: string; at: number } & (
  | { outcome: 'certified' }
  /** `isRecheckable`: the claim may be kept, because the register may be behind. */
  | { outcome: 'rejected'; reason: RefusalReason; isRecheckable: boolean }
  | { outcome: 'expired' }
  /** Another user's claim has taken its place. */
  | { outcome: 'superseded' }
);

export interface EndedRecheck {
  reference: string;
  at: number;
  reason: Extract<NewsReason, 'recheck-expired' | 'claim-superseded'>;
}

/**
 * The newest event that the user should know. `by`: who has decided it; `nobody`: its time was over
 * before, or another claim took its place.
 */
interface News {
  by: 'register' | 'counter' | 'term' | 'nobody';
  at: number;
  reason: NewsReason;
  reference?: string;
}

/**
 * Finds the newest event. It is no news when it is a success, or the beginning of a certification.
 */
function newsOf({ last, recheckEnded: recheck, case: counter, term, ended }: Facts): News | undefined {
  const why = term?.due ? { at: term.due.since, reason: term.due.reason } : ended;
  const told: (Told | undefined)[] = [
    last && claimNews(last),
    counter && caseNews(counter),
    term && { at: term.since },
    recheck && { by: 'nobody', ...recheck },
    why && { by: 'term', ...why },
  ];
  const [newest] = told.filter((one) => one !== undefined).toSorted((one, other) => other.at - one.at);
  if (newest?.reason === undefined) return undefined;
  // While a certification stands, the user is told only that a takeover was refused.
  return term && !term.due && newest.by !== 'register' ? undefined : newest;
}

type Told = News | { at: number; reason?: undefined };

function claimNews(claim: EndedClaim): Told {
  const { at, reference, outcome } = claim;
  switch (outcome) {
    case 'certified':
      return { at };
    case 'rejected':
      return { by: 'register', at, reason: claim.reason, reference };
    case 'expired':
      return { by: 'nobody', at, reason: 'claim-expired', reference };
    case 'superseded':
      return { by: 'nobody', at, reason: 'claim-superseded', reference };
  }
}

function caseNews(one: Case): Told | undefined {
  const { reference, state } = one;
  switch (state) {
    case 'open':
      return undefined;
    case 'certified':
      return { at: one.endedAt };
    case 'refused':
      return { by: 'counter', at: one.endedAt, reason: one.reason, reference };
    case 'expired':
      return { by: 'nobody', at: one.endedAt, reason: 'case-expired', reference };
  }
}

/** In force, and nothing has to be done for it. */
export const isCurrent = ({ term }: Pick<Facts, 'term'>): boolean =>
  term !== undefined && term.due === undefined;

const openCaseOf = ({ case: one }: Facts) => (one?.state === 'open' ? one : undefined);

/**
 * The refused claim may be kept. Nothing else may wait, and the refusal must be newer than the
 * certification and its end.
 */
function mayRecheck(facts: Facts): boolean {
  const { last, term, ended, pending, recheck, isAnswered } = facts;
  if (!isAnswered || pending || recheck || openCaseOf(facts) || isCurrent(facts)) return false;
  if (last?.outcome !== 'rejected' || !last.isRecheckable) return false;
  return last.at > (term?.since ?? 0) && last.at > (ended?.at ?? 0);
}

/** The authority has to clear this up first: other papers would not help. */
const isForAuthority = ({ reason }: News): boolean => isOfState(reason) || reason === 'papers-in-doubt';

/**
 * The ways to a certification, the best one first. The counter comes first when no register
 * answers, or when the counter has refused: then the papers decide.
 */
function claimWays(facts: Facts, news: News | undefined): Way[] {
  const counter: Way[] = facts.hasCounter && !openCaseOf(facts) ? ['counter'] : [];
  if (!facts.isAnswered) return counter;
  const online: Way[] = mayRecheck(facts) ? ['certify', 'recheck'] : ['certify'];
  const papersDecide = news?.by === 'counter' && !isForAuthority(news);
  return papersDecide ? [...counter, ...online] : [...online, ...counter];
}

/** Only a register can tell who the legal representative is. */
const replaceWays = ({ term, isAnswered }: Facts): Way[] =>
  term?.by === 'agent' && isAnswered ? ['replace'] : [];

/** An agent who leaves may withdraw at any step. */
const withdrawWays = ({ term }: Facts): Way[] =>
  term?.by === 'agent' && term.due?.reason !== 'agent-withdrew' ? ['withdraw'] : [];

/** The limits that close the way, of those that the user is told. */
function limitsOf(way: Way, { attempts, caseAttempts, term, replacedUntil }: Facts): Limit[] {
  const replaced = { remaining: replacedUntil === undefined ? null : 0, resetsAt: replacedUntil };
  switch (way) {
    case 'certify':
    case 'replace':
      return [limitOf(attempts), ...(term ? [replaced] : [])];
    case 'withdraw':
      return [limitOf(attempts)];
    case 'counter':
      return caseAttempts ? [limitOf(caseAttempts)] : [];
    case 'recheck':
    case 'withdraw-kept':
      return [];
  }
}

/**
 * How much is left of a limit. `remaining`: null when the limit is off. `resetsAt`: in
 * milliseconds.
 */
interface Limit {
  remaining: number | null;
  resetsAt: number | undefined;
}

const limitOf = ({ remaining, resetsAt }: Attempts): Limit => ({
  remaining,
  resetsAt: resetsAt === null ? undefined : Date.parse(resetsAt),
});

/** When the way is open again; undefined while no limit closes it. */
function closedUntil(way: Way, facts: Facts): number | undefined {
  const full = limitsOf(way, facts).filter(({ remaining }) => remaining === 0);
  return full.length === 0 ? undefined : Math.max(...full.map(({ resetsAt = 0 }) => resetsAt));
}

/** A step, and what is told with it. `ways`: all that the step has, before limits close some. */
interface Rule {
  step: Step;
  ways: readonly Way[];
  reference?: string | undefined;
  until?: number | undefined;
  again?: true;
}

/** Finds the step. The order counts: the first rule that holds is taken. */
function ruleOf(facts: Facts, news: News | undefined): Rule {
  const { term, pending, recheck, isAnswered, hasCounter, role, isInactive, isHeld } = facts;
  if (isHeld) return { step: 'authority', ways: [] };
  const ways = claimWays(facts, news);
  const reference = news?.reference;
  const open = openCaseOf(facts);
  if (open && !isCurrent(facts)) {
    const kept = { ways: [...ways, 'withdraw-kept'] as const, reference: open.reference };
    if (open.seen) return { step: 'deciding', ...kept };
    return { step: 'bring', ...kept, until: open.until, ...(open.returned && { again: true }) };
  }
  if (pending) {
    const others = isCurrent(facts) ? replaceWays(facts) : ways;
    return { step: 'checking', ways: [...others, 'withdraw-kept'], reference: pending.reference };
  }
  if (isCurrent(facts)) return { step: 'none', ways: replaceWays(facts), reference };
  if (recheck) return { step: 'rechecking', ways: [...ways, 'withdraw-kept'], ...recheck };
  if (!isAnswered && !hasCounter) return { step: 'no-source', ways: [] };
  if (role === 'operator') return { step: 'administrator', ways: [], reference };

  const isUnknownAndInactive = isInactive === undefined && isOfState(news?.reason);
  if (isInactive || isUnknownAndInactive || news?.reason === 'papers-in-doubt')
    return { step: 'authority', ways: certifyLast(ways), reference };
  const isOpen = (way: Way) => closedUntil(way, facts) === undefined;
  const openWays = ways.filter(isOpen);
  if (openWays[0] === 'counter' && ways[0] === 'counter') return { step: 'counter', ways, reference };
  if (!openWays.includes('certify')) {
    const ends = ways.flatMap((way) => closedUntil(way, facts) ?? []);
    return { step: 'later', ways: certifyLast(ways), until: Math.min(...ends), reference };
  }
  const isRefusal = news?.by === 'register' || news?.by === 'counter';
  if (isRefusal && !isOfState(news.reason)) return { step: 'correct', ways, reference };
  if (term?.due) return { step: 'renew', ways, until: term.due.at };
  return { step: 'certify', ways, reference };
}

/** The order where another claim helps least: it would be refused again, or the form is closed. */
const certifyLast = (ways: readonly Way[]): Way[] => [
  ...ways.filter((way) => way === 'recheck'),
  ...ways.filter((way) => way === 'counter'),
  ...ways.filter((way) => way === 'certify'),
];

const instantOf = (milliseconds: number | undefined): string | null =>
  milliseconds === undefined ? null : new Date(milliseconds).toISOString();

/**
 * Takes a way out of the next step, because a limit has just refused it that the user is not told.
 * A limit that is told has closed the way already. `until`: when the limit has room again, in
 * milliseconds.
 */
export function withoutWay(next: NextStep, way: Way, until: number): NextStep {
  if (!next.ways.includes(way)) return next;
  const ways = next.ways.filter((each) => each !== way);
  const rest = { ...next, ways, attempts: null }; // the count was that of the way
  const leadsOn = ways.some((each) => each !== 'withdraw');
  return leadsOn || next.step === 'none' ? rest : { ...rest, step: 'later', until: instantOf(until) };
}

export function nextStep(facts: Facts): NextStep {
  // Nobody is told why a unit is held, and the advice in its last news no longer applies.
  const news = facts.isHeld ? undefined : newsOf(facts);
  const { step, ways, reference, until, again } = ruleOf(facts, news);
  const possible = facts.role === 'operator' || facts.isHeld ? [] : [...ways, ...withdrawWays(facts)];
  const closed = possible.flatMap((way) => {
    const end = closedUntil(way, facts);
    return end === undefined ? [] : [{ way, until: new Date(end).toISOString() }];
  });
  const open = possible.filter((way) => closed.every((one) => one.way !== way));
  const attempts = [...open, ...closed.map(({ way }) => way)]
    .flatMap((way) => limitsOf(way, facts))
    .find(({ remaining }) => remaining !== null);
  return {
    step,
    ways: open,
    closed,
    reason: news?.reason ?? null,
    reference: reference ?? null,
    until: instantOf(until),
    attempts: attempts?.remaining ?? null,
    ...(again && { again }),
  };
}
