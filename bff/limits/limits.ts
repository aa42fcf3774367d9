/**
 * How many failed attempts, cases, messages and unlocks are allowed, to whom, in what time. Pure:
 * this file says in which counters an attempt counts; `room.ts` computes what is left in them,
 * `counters.ts` counts. A new limit is an entry of `LIMITS`, `SMS_LIMITS` or `DESK_LIMITS`, and of
 * `COUNTERS`.
 */
import { DAY, HOUR, MINUTE } from '../contract/time.ts';
import type { Caller } from '../keys/index.ts';

/** `allowed` in `window` (milliseconds), unless `LIMIT_…` has another number; 0 = off. */
export const LIMITS = {
  /** Failures of a site's user at a unit. */
  userUnitPerDay: { allowed: 5, window: DAY },
  /** Failures at a unit, over all sites. */
  unitPerDay: { allowed: 10, window: DAY },
  unitPer30Days: { allowed: 30, window: 30 * DAY },
  /** Failures of a site's user over all units. */
  userPerHour: { allowed: 5, window: HOUR },
  /** Failures from an address (/64 for IPv6); offices share theirs. */
  ipPerHour: { allowed: 60, window: HOUR },
  /**
   * Wrong numbers for a person, named as legal representative or as agent, over all units, sites
   * and flows.
   */
  personPerDay: { allowed: 10, window: DAY },
  /** Wrong numbers for the name of an agent at a unit, over all sites and flows. */
  agentPerDay: { allowed: 10, window: DAY },
  /** A unit's cases at the counter: they are counted, not failures. */
  casesPer30Days: { allowed: 3, window: 30 * DAY },
  /** How often one clerk at the desk unlocks a unit. */
  clerkUnlocksPerDay: { allowed: 3, window: DAY },
  /** How often all clerks together unlock a unit. */
  unitUnlocksPerDay: { allowed: 6, window: DAY },
} as const;

/** Messages with codes, in the same form. */
export const SMS_LIMITS = {
  /** For a number. */
  smsPerMinute: { allowed: 1, window: MINUTE },
  smsPerHour: { allowed: 5, window: HOUR },
  smsPerDay: { allowed: 10, window: DAY },
  /** Asked for from an address (/64 for IPv6), behind trusted proxies. */
  smsIpPerHour: { allowed: 20, window: HOUR },
  /**
   * For all visitors of a site. Limits the cost that one attacker with many numbers and addresses
   * can cause.
   */
  smsPerSiteHour: { allowed: 2_000, window: HOUR },
  smsPerSiteDay: { allowed: 10_000, window: DAY },
} as const;

/** At the desk, in the same form. They have no `LIMIT_…`. */
export const DESK_LIMITS = {
  /** Things that one person of the staff looks up, over all pages. */
  'desk.lookUps': { allowed: 60, window: 10 * MINUTE },
  /**
   * One thing of one person: while it counts, it is open, and looked at again without being
   * counted.
   */
  'desk.opened': { allowed: 1, window: 10 * MINUTE },
  /**
   * Answers to one login that has begun: longer than a login may take, for processes whose clocks
   * are behind.
   */
  'desk.loginAnswers': { allowed: 1, window: 20 * MINUTE },
} as const;

const ALL_LIMITS = { ...LIMITS, ...SMS_LIMITS, ...DESK_LIMITS } as const;

export type LimitName = keyof typeof LIMITS;
export type SmsLimitName = keyof typeof SMS_LIMITS;
export type DeskLimitName = keyof typeof DESK_LIMITS;
export type AnyLimitName = LimitName | SmsLimitName | DeskLimitName;

/**
 * A unit's certifications in the place of others, whoever knows its legal data: certifications are
 * counted, not failures (`termToReplace`).
 */
export const REPLACING = { name: 'termsPerDay', allowed: 3, window: DAY } as const;

/** The limits of the desk: no submission counts in them, and an unlock does not empty them. */
export type UnlockLimit = Extract<LimitName, 'clerkUnlocksPerDay' | 'unitUnlocksPerDay'>;

/** Failures, cases and unlocks allowed; 0 = off. Each has a `LIMIT_*` variable. */
export type Limits = Record<LimitName, number>;

/** The numbers alone, by their limits. */
export const allowedIn = <Name extends string>(limits: Record<Name, { allowed: number }>) =>
  Object.fromEntries((Object.keys(limits) as Name[]).map((name) => [name, limits[name].allowed])) as Readonly<
    Record<Name, number>
  >;

export const DEFAULT_LIMITS: Readonly<Limits> = allowedIn(LIMITS);

/**
 * The flow of an attempt. A registration has counters of its own, so that it never touches a unit's
 * certification.
 */
export type Flow = 'certification' | 'registration';

interface CounterRule {
  limit: AnyLimitName;
  /**
   * `person`: whom a claim aims at. The user is not told what is left in it. `staff`: counts at the
   * desk.
   */
  whose: 'person' | 'user' | 'unit' | 'phone' | 'site' | 'address' | 'staff';
  /** `unit`: kept at one unit alone. `all`: over all of them. `either`: each counter says which. */
  at: 'unit' | 'all' | 'either';
  /**
   * `exactly`: the statement that records asks for room, and writes the row whatever the outcome.
   * `before`: only the reads before ask, and only failures are written: attempts of the same moment
   * may pass it by their number.
   */
  judged: 'exactly' | 'before';
}

/**
 * The kinds of counters that have one window, in the order of their locks. A `unit` has three, and
 * is locked first (`UnitCounters`).
 */
export const COUNTERS = {
  agentPerDay: { limit: 'agentPerDay', whose: 'person', at: 'unit', judged: 'exactly' },
  personPerDay: { limit: 'personPerDay', whose: 'person', at: 'either', judged: 'exactly' },
  casesPer30Days: { limit: 'casesPer30Days', whose: 'unit', at: 'unit', judged: 'exactly' },
  'registration.userPerHour': { limit: 'userPerHour', whose: 'user', at: 'all', judged: 'before' },
  'registration.userUnitPerDay': { limit: 'userUnitPerDay', whose: 'user', at: 'unit', judged: 'exactly' },
  userPerHour: { limit: 'userPerHour', whose: 'user', at: 'all', judged: 'before' },
  smsPerMinute: { limit: 'smsPerMinute', whose: 'phone', at: 'all', judged: 'exactly' },
  smsPerHour: { limit: 'smsPerHour', whose: 'phone', at: 'all', judged: 'exactly' },
  smsPerDay: { limit: 'smsPerDay', whose: 'phone', at: 'all', judged: 'exactly' },
  ipPerHour: { limit: 'ipPerHour', whose: 'address', at: 'all', judged: 'before' },
  'registration.ipPerHour': { limit: 'ipPerHour', whose: 'address', at: 'all', judged: 'before' },
  smsIpPerHour: { limit: 'smsIpPerHour', whose: 'address', at: 'all', judged: 'exactly' },
  smsPerSiteHour: { limit: 'smsPerSiteHour', whose: 'site', at: 'all', judged: 'exactly' },
  smsPerSiteDay: { limit: 'smsPerSiteDay', whose: 'site', at: 'all', judged: 'exactly' },
  clerkUnlocksPerDay: { limit: 'clerkUnlocksPerDay', whose: 'staff', at: 'unit', judged: 'exactly' },
  unitUnlocksPerDay: { limit: 'unitUnlocksPerDay', whose: 'staff', at: 'unit', judged: 'exactly' },
  'desk.lookUps': { limit: 'desk.lookUps', whose: 'staff', at: 'all', judged: 'exactly' },
  'desk.opened': { limit: 'desk.opened', whose: 'staff', at: 'all', judged: 'exactly' },
  'desk.loginAnswers': { limit: 'desk.loginAnswers', whose: 'staff', at: 'all', judged: 'exactly' },
} as const satisfies Record<string, CounterRule>;

export type BudgetKind = keyof typeof COUNTERS;
/** Kinds of rows of `limit_counter`. */
export type CounterKind = 'unit' | BudgetKind;

export const BUDGET_KINDS = Object.keys(COUNTERS) as readonly BudgetKind[];

/** The kinds in which an attempt may count. */
export type AttemptKind = Exclude<BudgetKind, SmsLimitName | DeskLimitName | UnlockLimit>;

/** Limits that one row of a unit counts. */
export type UnitLimit = 'userUnitPerDay' | 'unitPerDay' | 'unitPer30Days';

/** The limit that a line of `blockingLines` counts for. */
export const limitOf = (name: UnitLimit | AttemptKind): LimitName =>
  name in COUNTERS ? COUNTERS[name as AttemptKind].limit : (name as UnitLimit);

/** A counter of one window that an attempt counts in, or only asks for room. */
export interface Budget {
  kind: BudgetKind;
  /** The owner: a digest, or a site's id; '' where it is the unit's. */
  owner: string;
  /** Kept at one unit alone (`counters.ts` says under which key). */
  ofUnit: boolean;
  cap: number;
  /** When a window that starts now ends, in milliseconds. */
  resetsAt: number;
  /** Whether a failure counts in it; else it is only asked for room. */
  counts: boolean;
  judged: CounterRule['judged'];
}

/**
 * A unit's first failure is judged even when the budgets of those whom the claim aims at have no
 * room (decision 0014).
 */
export const isAimedAt = ({ kind }: Pick<Budget, 'kind'>): boolean => COUNTERS[kind].whose === 'person';

/**
 * The counters of an attempt in the unit's row, which are judged exactly. Caps of 0 are off;
 * instants are in milliseconds.
 */
export interface UnitCounters {
  /** Digest. */
  user: string;
  userCap: number;
  dayCap: number;
  monthCap: number;
  dayEnds: number;
  monthEnds: number;
}

/** Everything that an attempt counts in. */
export interface Counters {
  /** None in a registration: strangers must not use up what a unit has (decision 0014). */
  unit: UnitCounters | undefined;
  budgets: readonly Budget[];
}

/** Without the unit's row. */
export const onlyBudgets = (budgets: readonly Budget[]): Counters => ({ unit: undefined, budgets });

/** Nothing is counted. */
export const UNCOUNTED: Counters = onlyBudgets([]);

/** None when the limit is off. `now` in milliseconds. */
export function budgetOf(
  kind: BudgetKind,
  { owner, ofUnit = COUNTERS[kind].at === 'unit' }: { owner: string; ofUnit?: boolean },
  cap: number,
  now: number,
): Budget[] {
  if (cap === 0) return [];
  const { limit, judged } = COUNTERS[kind];
  return [{ kind, owner, ofUnit, cap, resetsAt: now + ALL_LIMITS[limit].window, counts: true, judged }];
}

/** The limits of callers, but for those in the unit's row. */
const OF_CALLERS = {
  certification: ['userPerHour', 'ipPerHour'],
  registration: ['registration.userUnitPerDay', 'registration.userPerHour', 'registration.ipPerHour'],
} as const satisfies Record<Flow, readonly BudgetKind[]>;

/** The counters of who asks, and in a certification those of the unit. `now` in milliseconds. */
export const countersOf = (caller: Caller, flow: Flow, limits: Limits, now: number): Counters => ({
  unit:
    flow === 'certification'
      ? {
          user: caller.user,
          userCap: limits.userUnitPerDay,
          dayCap: limits.unitPerDay,
          monthCap: limits.unitPer30Days,
          dayEnds: now + LIMITS.unitPerDay.window,
          monthEnds: now + LIMITS.unitPer30Days.window,
        }
      : undefined,
  budgets: OF_CALLERS[flow].flatMap((kind) => {
    const { limit, whose } = COUNTERS[kind];
    const owner = caller[whose];
    return owner === undefined ? [] : budgetOf(kind, { owner }, limits[limit], now);
  }),
});

export const addBudgets = ({ unit, budgets }: Counters, more: readonly Budget[]): Counters => ({
  unit,
  budgets: [...budgets, ...more],
});

/** The limits of those whose numbers claims may guess. */
export type AimedLimit = Extract<LimitName, 'personPerDay' | 'agentPerDay'>;

/** A person whose number a claim may be a guess of. */
export interface AimedAt {
  /** Digest of the number, or of the name when the registry tells no number. */
  owner: string;
  /** Counted at the claim's unit only: of a name alone nobody knows who it is elsewhere. */
  ofUnit: boolean;
}

/**
 * The budgets of those whom an attempt aims at, common to both flows. Strangers have half of each,
 * so that some is always left to the units' own administrators. `counts`: whether the claim was
 * wrong about them.
 */
export const aimedBudgets = (
  limit: AimedLimit,
  people: readonly AimedAt[],
  flow: Flow,
  counts: boolean,
  limits: Limits,
  now: number,
): Budget[] => {
  const cap = flow === 'registration' ? Math.ceil(limits[limit] / 2) : limits[limit];
  return people.flatMap((person) =>
    budgetOf(limit, person, cap, now).map((budget) => ({ ...budget, counts })),
  );
};

/** The unit's cases. `now` in milliseconds. */
export const caseCounters = (limits: Limits, now: number): Counters =>
  onlyBudgets(budgetOf('casesPer30Days', { owner: '' }, limits.casesPer30Days, now));
