/**
 * How many failed attempts and messages are allowed, to whom, in what time. Pure: this file says in which counters an attempt counts;
 * the statement that records the attempt counts it (`counters.ts`). A new limit is an entry of `LIMITS`, and of `CALLERS` if it counts
 * the failures of a caller.
 */
import { DAY, HOUR } from '../contract/time.ts';
import type { Attempts } from '../contract/wire.ts';
import type { Caller } from '../protection/caller.ts';

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
  /** Wrong numbers for a person, named as legal representative or as agent, over all units, sites and flows. */
  personPerDay: { allowed: 10, window: DAY },
  /** Wrong numbers for the name of an agent at a unit, over all sites and flows. */
  agentPerDay: { allowed: 10, window: DAY },
  /** A unit's cases at the counter: they are counted, not failures. */
  casesPer30Days: { allowed: 3, window: 30 * DAY },
} as const;

export type LimitName = keyof typeof LIMITS;

/** A unit's certifications in the place of others, whoever knows its legal data: certifications are counted, not failures (`replacement.ts`). */
export const REPLACING = { name: 'termsPerDay', allowed: 3, window: DAY } as const;

/** Failures allowed; 0 = off. Each has a `LIMIT_*` variable. */
export type Limits = Record<LimitName, number>;
export const DEFAULT_LIMITS = Object.fromEntries(
  Object.entries(LIMITS).map(([name, { allowed }]) => [name, allowed]),
) as Readonly<Limits>;

/** The flow of an attempt. A registration has budgets of its own, so that it never touches a unit's certification. */
export type Flow = 'certification' | 'registration';

/** A row of `budget` that an attempt counts in. */
export interface Budget {
  limit: LimitName;
  /** The row's: the limit's, with the flow before it in a registration. */
  name: string;
  /** Whose it is, as a digest. */
  owner: string;
  /** Kept at one unit alone (`counters.ts` says under which key). */
  ofUnit: boolean;
  cap: number;
  /** When a window that starts now ends; RFC 3339. */
  resetsAt: string;
  /** The user is told how much is left in it. */
  disclosed: boolean;
  /** Whether a rejection counts in it; else it is only asked for room. */
  counts: boolean;
  /**
   * `exactly`: the statement that records asks for room, and writes the row whatever the outcome. `before`: only the reads before ask,
   * and only failures are written: attempts of the same moment may pass it by their number.
   */
  judged: 'exactly' | 'before';
  /** A budget of a person whom the claim aims at. A unit's first failure is judged even when it has no room (decision 0014). */
  isAimedAt: boolean;
}

/** The counters of an attempt in the unit's row (`unit_standing`), which are judged exactly. Caps of 0 are off. */
export interface UnitCounters {
  /** Digest. */
  user: string;
  userCap: number;
  dayCap: number;
  monthCap: number;
  dayEnds: string;
  monthEnds: string;
}

/** Everything that an attempt counts in. */
export interface Counters {
  /** None in a registration: strangers must not use up what a unit has (decision 0014). */
  unit: UnitCounters | undefined;
  budgets: readonly Budget[];
}

/** Nothing is counted. */
export const UNCOUNTED: Counters = { unit: undefined, budgets: [] };

/** The limits of callers that are kept as budgets. */
const CALLERS: Partial<
  Record<
    LimitName,
    { owner: (caller: Caller) => string | undefined; ofUnit: boolean; flows: readonly Flow[] }
  >
> = {
  userUnitPerDay: { owner: ({ user }) => user, ofUnit: true, flows: ['registration'] },
  userPerHour: { owner: ({ user }) => user, ofUnit: false, flows: ['certification', 'registration'] },
  ipPerHour: { owner: ({ address }) => address, ofUnit: false, flows: ['certification', 'registration'] },
};

const endOf = (limit: LimitName, now: number): string => new Date(now + LIMITS[limit].window).toISOString();

/** The counters of who asks, and in a certification those of the unit. `now` in milliseconds. */
export const countersOf = (caller: Caller, flow: Flow, limits: Limits, now: number): Counters => ({
  unit:
    flow === 'certification'
      ? {
          user: caller.user,
          userCap: limits.userUnitPerDay,
          dayCap: limits.unitPerDay,
          monthCap: limits.unitPer30Days,
          dayEnds: endOf('unitPerDay', now),
          monthEnds: endOf('unitPer30Days', now),
        }
      : undefined,
  budgets: (Object.keys(CALLERS) as LimitName[]).flatMap((limit): Budget[] => {
    const { owner: ownerOf, ofUnit, flows } = CALLERS[limit]!;
    const [owner, cap] = [ownerOf(caller), limits[limit]];
    if (owner === undefined || cap === 0 || !flows.includes(flow)) return [];
    return [
      {
        limit,
        name: flow === 'registration' ? `registration.${limit}` : limit,
        owner,
        ofUnit,
        cap,
        resetsAt: endOf(limit, now),
        disclosed: true,
        counts: true,
        judged: ofUnit ? 'exactly' : 'before',
        isAimedAt: false,
      },
    ];
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
 * The budgets of those whom an attempt aims at, common to both flows. Strangers have half of each, so that some is always left to the
 * units' own administrators. `counts`: whether the claim was wrong about them.
 */
export const aimedBudgets = (
  limit: AimedLimit,
  people: readonly AimedAt[],
  flow: Flow,
  counts: boolean,
  limits: Limits,
  now: number,
): Budget[] => {
  const most = limits[limit];
  if (most === 0) return [];
  const cap = flow === 'registration' ? Math.ceil(most / 2) : most;
  const common = { limit, name: limit, cap, resetsAt: endOf(limit, now), disclosed: false, counts } as const;
  return people.map(({ owner, ofUnit }) => ({
    ...common,
    owner,
    ofUnit,
    judged: 'exactly',
    isAimedAt: true,
  }));
};

/** The unit's cases. Undefined when the limit is off. `now` in milliseconds. */
export const caseBudget = (limits: Limits, now: number): Budget | undefined =>
  limits.casesPer30Days === 0
    ? undefined
    : {
        limit: 'casesPer30Days',
        name: 'casesPer30Days',
        owner: '',
        ofUnit: true,
        cap: limits.casesPer30Days,
        resetsAt: endOf('casesPer30Days', now),
        disclosed: true,
        counts: true,
        judged: 'exactly',
        isAimedAt: false,
      };

/** The counters of the unit's cases. `now` in milliseconds. */
export const caseCounters = (limits: Limits, now: number): Counters =>
  addBudgets(UNCOUNTED, [caseBudget(limits, now) ?? []].flat());

/** How counters stand, as `storedCounters` reads them. Instants as PostgreSQL writes them. */
export interface Stored {
  unit: {
    failures_day: number;
    day_ends: string;
    failures_month: number;
    month_ends: string;
    /** The user's failures, and when they are over. */
    mine: readonly [used: number, ends: string] | null;
  } | null;
  /** Budgets in their present windows. */
  budgets: readonly (Pick<Budget, 'name' | 'owner' | 'ofUnit'> & { used: number; resets_at: string })[];
}

/** How one counter stands. `resetsAt`: when it is empty again, in milliseconds; none when it is empty now. */
interface Line {
  limit: LimitName;
  ofUnit: boolean;
  disclosed: boolean;
  isAimedAt: boolean;
  remaining: number;
  resetsAt: number | undefined;
}

const budgetLines = ({ budgets }: Counters, stored: Stored): Line[] =>
  budgets.map((budget) => {
    const row = stored.budgets.find(
      ({ name, owner, ofUnit }) => name === budget.name && owner === budget.owner && ofUnit === budget.ofUnit,
    );
    if (!row || row.used === 0) return { ...budget, remaining: budget.cap, resetsAt: undefined };
    return { ...budget, remaining: budget.cap - row.used, resetsAt: Date.parse(row.resets_at) };
  });

function unitLines({ unit }: Counters, { unit: stored }: Stored, now: number): Line[] {
  if (!unit) return [];
  const line = (limit: LimitName, cap: number, [used, ends]: readonly [number, string] = [0, '']): Line[] => {
    if (cap === 0) return [];
    const resetsAt = used > 0 && Date.parse(ends) > now ? Date.parse(ends) : undefined;
    const remaining = resetsAt === undefined ? cap : cap - used;
    return [{ limit, ofUnit: true, disclosed: true, isAimedAt: false, remaining, resetsAt }];
  };
  return [
    ...line('userUnitPerDay', unit.userCap, stored?.mine ?? undefined),
    ...line('unitPerDay', unit.dayCap, stored ? [stored.failures_day, stored.day_ends] : undefined),
    ...line('unitPer30Days', unit.monthCap, stored ? [stored.failures_month, stored.month_ends] : undefined),
  ];
}

const linesOf = (counters: Counters, stored: Stored, now: number): Line[] => [
  ...unitLines(counters, stored, now),
  ...budgetLines(counters, stored),
];

/** Limits without room. `until`: when all of them have room again, in milliseconds. */
export interface Exhausted {
  limits: readonly { limit: LimitName | typeof REPLACING.name; ofUnit: boolean }[];
  until: number;
}

function exhaustedOf(lines: readonly Line[]): Exhausted | undefined {
  const full = lines.filter(({ remaining }) => remaining <= 0);
  if (full.length === 0) return undefined;
  return {
    limits: full.map(({ limit, ofUnit }) => ({ limit, ofUnit })),
    until: Math.max(...full.map(({ resetsAt = 0 }) => resetsAt)),
  };
}

/** Undefined when all have room. `now` in milliseconds. */
export const exhausted = (counters: Counters, stored: Stored, now: number): Exhausted | undefined =>
  exhaustedOf(linesOf(counters, stored, now));

/**
 * The limits that do not admit an attempt, as the statement that records it judges; undefined when they do now. A unit's first failure in
 * 30 days is judged whatever the people aimed at have left (decision 0014).
 */
export function refusing(counters: Counters, stored: Stored, now: number): Exhausted | undefined {
  const lines = linesOf(counters, stored, now);
  const month = lines.find(({ limit }) => limit === 'unitPer30Days');
  const isFirst = month !== undefined && month.resetsAt === undefined;
  return exhaustedOf(isFirst ? lines.filter(({ isAimedAt }) => !isAimedAt) : lines);
}

/**
 * Finds what is left in the tightest counter, and when that one is empty again. Among counters with the same remainder: an unused one first, else
 * the one that resets last. An unused one has no time to tell. The time of a wider one would tell that another site's users tried.
 */
function tightestOf(lines: readonly Line[]): Line | undefined {
  const until = ({ resetsAt = Number.MAX_SAFE_INTEGER }: Line): number => resetsAt;
  return lines
    .filter(({ disclosed }) => disclosed)
    .sort((a, b) => a.remaining - b.remaining || until(b) - until(a))[0];
}

/** `now` in milliseconds. */
export const attemptsLeft = (counters: Counters, stored: Stored, now: number): Attempts => {
  const { remaining, resetsAt } = figuresOf(tightestOf(linesOf(counters, stored, now)));
  return attemptsOf(remaining, resetsAt);
};

/** The room that the budgets leave after the attempt. The statement that records it counts the unit's row. */
export function leftInBudgets(counters: Counters, stored: Stored, isRejected: boolean): Figures {
  const after = budgetLines(counters, stored).map((line, index): Line => {
    const { counts, resetsAt } = counters.budgets[index]!;
    if (!isRejected || !counts) return line;
    return { ...line, remaining: line.remaining - 1, resetsAt: line.resetsAt ?? Date.parse(resetsAt) };
  });
  return figuresOf(tightestOf(after));
}

/** Both null when no limit is on; `resetsAt` is null when nothing is used. */
export interface Figures {
  remaining: number | null;
  resetsAt: Date | null;
}

const figuresOf = (line: Line | undefined): Figures => ({
  remaining: line ? Math.max(line.remaining, 0) : null,
  resetsAt: line?.resetsAt === undefined ? null : new Date(line.resetsAt),
});

/** `remaining`: null when every limit is off. */
export const attemptsOf = (remaining: number | null, resetsAt: Date | null): Attempts => ({
  remaining,
  resetsAt: resetsAt?.toISOString() ?? null,
});
