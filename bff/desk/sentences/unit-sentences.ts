/**
 * The sentences for the person who calls, by the unit's next step: they say what the portal's page
 * says, in its words (`contract/zh-Hans`). The service computes the step
 * (`certifications/next.ts`); here each step, way and reason has a row. A new one does not compile
 * before it has one.
 */
import { html } from 'hono/html';
import type { CaseOverview } from '../../cases/index.ts';
import { papersOf } from '../../contract/cases.ts';
import type { ClaimNews, NewsReason, NextStep, Step, Way } from '../../contract/next.ts';
import {
  atAuthority,
  isOfState,
  LAPSE_REASONS,
  REFUSAL_REASONS,
  type LapseReason,
} from '../../contract/reasons.ts';
import { shownReference } from '../../contract/reference.ts';
import {
  atCounter,
  attemptsLeft,
  attemptsUsedUp,
  casesUsedUp,
  certified,
  EARLIER,
  HELD,
  inactiveLapsed,
  NO_SOURCE,
  PENDING,
  registerWrong,
  STANDS,
  standsUntil,
  TOLD_IN_CENTER,
  WAYS,
} from '../../contract/zh-Hans/answers.ts';
import {
  caseRefusals,
  comesBy,
  rechecking,
  REFUSED,
  returned,
  SEEN,
} from '../../contract/zh-Hans/counter.ts';
import { CHANGED, PLACE } from '../../contract/zh-Hans/papers.ts';
import { again } from '../../contract/zh-Hans/again.ts';
import { takeoverRefused } from '../../contract/zh-Hans/withdrawal.ts';
import type { Unlocking } from '../../limits/index.ts';
import type { SubmissionSeen, UnitOverview } from '../../staff/index.ts';
import { lastDayWords, nextInstantWords, spoken } from '../words/dates.ts';
import { codeWords, type Html, type Said } from '../kit/index.ts';
import { refusalText } from './page-text.ts';
import { classWords, paperWords } from '../words/words.ts';

/** How the unit stands now. */
export interface Standing {
  unit: UnitOverview;
  next: NextStep;
  /** The newest first. */
  attempts: readonly SubmissionSeen[];
  /** The case that has not ended. */
  waiting: CaseOverview | undefined;
  /** The person who may unlock the unit. */
  unlocking: Unlocker;
}

/** `hotline`: the person at the desk is an officer, and only clerks of the hotline unlock. */
export type Unlocker = Unlocking['who'] | 'hotline';

/** The role of the person at the desk, by whom they may ask to unlock. */
const SPEAKER = {
  clerk: 'clerk',
  'another-clerk': 'clerk',
  nobody: 'clerk',
  hotline: 'officer',
} as const satisfies Record<Unlocker, string>;
export type Speaker = (typeof SPEAKER)[Unlocker];

export const speakerOf = ({ unlocking }: Pick<Standing, 'unlocking'>): Speaker => SPEAKER[unlocking];

export const CERTIFIED_SAID: string = certified('').text.join('');
const START_SAID = '请由单位管理员登录，在“单位设置”的“认证中心”办理实名认证。';
const HANDED_ON_SAID = '我可以帮您转接或者登记。';
/** Officers alone tell the reason: a clerk hands the caller on to them. */
const HELD_SAID: Record<Speaker, string> = {
  clerk: `${HELD}，要先由核验人员处理。${HANDED_ON_SAID}`,
  officer: `${HELD}，窗口也暂不受理。恢复以后可以重新申请。`,
};
/** The portal's page sends a user who asks for the reason to the hotline. */
const WHY_REVOKED_SAID: Record<Speaker, readonly string[]> = {
  clerk: [`撤销的原因由核验人员答复，${HANDED_ON_SAID}`],
  officer: [],
};

/** `until`: null when the step has no last day. */
const dayWords = (until: string | null): string =>
  until === null ? '页面写明的日期' : spoken(lastDayWords(until));
const afterWords = (until: string): string => `${spoken(nextInstantWords(until))}后`;

const numberSaid = ({ reference }: NextStep): readonly Html[] =>
  reference === null ? [] : [html`受理编号${codeWords(shownReference(reference))}。`];

// The news

/** The words of the ways differ by what has happened. */
type Context = keyof typeof WAYS;

interface News {
  /** Undefined after nothing that was refused: the page offers no other way then. */
  context: Context | undefined;
  /** '' when the sentence about the certification has it. */
  said: string;
  next: string;
}

const claimNews = (reason: ClaimNews, code: string): News => {
  const { said, next } = refusalText(reason, code);
  return { context: 'refused', said: `${EARLIER}：${said}`, next };
};
const caseNews =
  (reason: keyof ReturnType<typeof caseRefusals>) =>
  (code: string): News => ({ context: 'at-counter', said: refusedSaid(reason, code), next: '' });
const endNews = (): News => ({ context: undefined, said: '', next: START_SAID });

/** After a refusal at the counter. */
export const refusedSaid = (reason: keyof ReturnType<typeof caseRefusals>, code: string): string =>
  `${REFUSED}：${caseRefusals(classWords(code))[reason]}`;

/** In the place of a refusal because the unit was not active, once it is. */
export const RESTORED_SAID = '当时登记状态异常，没有通过；现在登记状态正常。';

/**
 * The step `authority` says it while it is so. Without a number it is why the certification has
 * ended.
 */
const stateNews = ({ reference }: NextStep): News => ({
  context: 'inactive',
  said: reference === null ? '' : RESTORED_SAID,
  next: '',
});

/** By the reason of the newest event. The others are a claim's. */
const NEWS: Record<Exclude<NewsReason, ClaimNews>, (code: string) => News> = {
  'papers-missing': caseNews('papers-missing'),
  'papers-differ': caseNews('papers-differ'),
  'not-authorized': caseNews('not-authorized'),
  'papers-in-doubt': caseNews('papers-in-doubt'),
  'case-expired': () => ({
    context: 'at-counter',
    said: '人工核验已过期，保存的信息已删除。',
    next: '',
  }),
  'representative-changed': endNews,
  'registration-changed': endNews,
  'agent-withdrew': endNews,
  revoked: endNews,
};

const hasOwnNews = (reason: NewsReason): reason is keyof typeof NEWS => reason in NEWS;

function newsOf({ next, unit: { code } }: Standing): News {
  const { reason } = next;
  if (reason === null) return endNews();
  if (isOfState(reason)) return stateNews(next);
  return hasOwnNews(reason) ? NEWS[reason](code) : claimNews(reason, code);
}

/** The sentence about the newest event. None when the step says it. */
export const newsSaid = (now: Standing): readonly string[] =>
  STEPS[now.next.step].tellsNews ? [newsOf(now).said].filter((said) => said !== '') : [];

// The ways

/** The ways of a claim, whose words the page has too. */
const CLAIM_WAYS: Record<Way, keyof (typeof WAYS)[Context] | undefined> = {
  certify: 'certify',
  recheck: 'recheck',
  counter: 'counter',
  replace: undefined,
  withdraw: undefined,
  'withdraw-kept': undefined,
};

/**
 * A sentence for each open way. After a refusal the sentence before has told what to correct.
 * `context`: as on the page.
 */
const waysSaid = ({ next }: Standing, context: Context | undefined): readonly string[] => {
  if (context === undefined) return [];
  const ways = next.ways.flatMap((way) => CLAIM_WAYS[way] ?? []);
  const ordered =
    context === 'refused'
      ? ways.filter((way, index) => way !== 'certify' || index > 0)
      : ways.toSorted((one, other) => Number(other === 'counter') - Number(one === 'counter'));
  return ordered.map((way) => {
    const { text, button } = WAYS[context][way];
    return `${text.slice(0, -1)}：点“${button}”。`;
  });
};

const CLOSED: Record<Way, (after: string, code: string) => string> = {
  certify: attemptsUsedUp,
  counter: (after) => casesUsedUp(`在${after}`),
  replace: (after, code) => `${classWords(code).head}重新认证的次数已用完，${after}可再提交。`,
  withdraw: (after) => `代理人撤回的次数已用完，${after}可再提交。`,
  // No limit closes them today.
  recheck: (after) => `自动复核${after}可再申请。`,
  'withdraw-kept': (after) => `${after}可再撤回。`,
};

const UNLOCK_SAID: Record<Unlocker, readonly string[]> = {
  clerk: ['急需办理的，核实身份后我可以帮您解除限制。'],
  'another-clerk': ['急需办理的，核实身份后我请另一位同事帮您解除限制。'],
  nobody: [],
  hotline: ['急需办理的，请拨打页面上写的服务热线，核实身份后可以解除限制。'],
};

const CLAIMS: readonly Way[] = ['certify', 'counter'];

/**
 * The sentences about limits: until when one closes `ways`, then `others` about the ways that are
 * open, then who can unlock.
 */
const closedSaid = (
  { unit, next, unlocking }: Standing,
  ways: readonly Way[],
  others: readonly string[] = [],
): readonly string[] => {
  const closed = ways.flatMap((way) => next.closed.filter((one) => one.way === way));
  const until = closed.map(({ way, until: end }) => CLOSED[way](afterWords(end), unit.code));
  return [...until, ...others, ...(closed.length > 0 ? UNLOCK_SAID[unlocking] : [])];
};

// The certification

const textsOf = ({ code }: UnitOverview) => again(classWords(code));

const isLapse = (reason: string | null): reason is LapseReason => LAPSE_REASONS.some((one) => one === reason);

/**
 * Why the certification has ended, if it has. A reason that comes with a reference is of a claim or
 * a case, not of the certification.
 */
const lapseOf = ({ unit, next }: Standing): LapseReason | undefined =>
  unit.due ? undefined : [next.reference === null ? next.reason : null, unit.reason].find(isLapse);

const dueSaid = ({ unit, next }: Standing): readonly string[] => {
  const at = unit.due?.at ?? next.until;
  const reason = [unit.due?.reason ?? null, next.reason].find(isLapse);
  return [textsOf(unit).due({ at: dayWords(at), reason: reason === 'revoked' ? undefined : reason })];
};

/** The sentences about the certification. None when the step says it. */
export const certificationSaid = (now: Standing): readonly string[] => {
  const { unit, next } = now;
  const lapse = lapseOf(now);
  switch (STEPS[next.step].certification) {
    case 'by-the-step':
      return [];
    case 'while-it-stands':
      return unit.status === 'certified' ? [unit.due ? standsUntil(dayWords(unit.due.at)) : STANDS] : [];
    case 'told': {
      if (unit.due) return dueSaid(now);
      if (lapse === undefined) return [];
      const { revoked, lapsed } = textsOf(unit);
      return lapse === 'revoked' ? [`${revoked.title}。`, revoked.needed] : [lapsed(lapse)];
    }
  }
};

// The steps

const bringSaid = ({ unit, next, waiting }: Standing): readonly Said[] => {
  const byAgent = waiting?.applicant === 'agent';
  const who = byAgent ? '代理人' : classWords(unit.code).head;
  const papers = papersOf(byAgent, unit.active === false).map((paper) => paperWords(paper, unit.code));
  return [
    (next.again ? returned : comesBy)(who, dayWords(next.until)),
    ...numberSaid(next),
    `材料原件：${papers.join('、')}。${CHANGED}`,
    PLACE,
  ];
};

/** Only the head's takeover of an agent's certification is refused while it is in force. */
function takeoverSaid({ unit: { code }, next }: Standing): string {
  const { head } = classWords(code);
  const reason = REFUSAL_REASONS.find((one) => one === next.reason);
  return reason
    ? takeoverRefused(head, refusalText(reason, code).said)
    : `${takeoverRefused(head, undefined)}。`;
}

const noneSaid = (now: Standing): readonly Said[] => [
  CERTIFIED_SAID,
  ...(now.next.reason === null ? [] : [takeoverSaid(now), ...numberSaid(now.next), STANDS]),
  ...closedSaid(now, ['replace', 'withdraw']),
];

const authoritySaid = (now: Standing): readonly Said[] => {
  const { unit, next } = now;
  if (unit.heldSince !== null) return [HELD_SAID[speakerOf(now)]];
  const reason = atAuthority(next.reason);
  if (reason === 'papers-in-doubt')
    return [newsOf(now).said, ...closedSaid(now, CLAIMS, waysSaid(now, 'at-counter'))];
  const names = classWords(unit.code);
  const { said, next: check } = refusalText(reason, unit.code);
  const isLapsed = lapseOf(now) === 'unit-not-active';
  return [
    ...(isLapsed ? [inactiveLapsed(names)] : [said, check]),
    ...closedSaid(now, CLAIMS, waysSaid(now, 'inactive')),
  ];
};

const counterSaid = (now: Standing): readonly Said[] => {
  const { context } = newsOf(now);
  const start = [START_SAID, atCounter(classWords(now.unit.code))];
  return context === 'at-counter'
    ? closedSaid(now, CLAIMS, waysSaid(now, context))
    : [...start, ...closedSaid(now, CLAIMS)];
};

const correctSaid = (now: Standing): readonly Said[] => {
  const { attempts, reason } = now.next;
  const { context, next } = newsOf(now);
  return [
    ...(next === '' ? [] : [next]),
    ...(attempts ? [attemptsLeft(attempts)] : []),
    ...(reason === 'registry-mismatch' ? [registerWrong(classWords(now.unit.code))] : []),
    ...closedSaid(now, CLAIMS, waysSaid(now, context)),
  ];
};

const certifySaid = (now: Standing): readonly Said[] => {
  const { context, next } = newsOf(now);
  return [...(next === '' ? [] : [next]), ...closedSaid(now, CLAIMS, waysSaid(now, context))];
};

interface StepSaid {
  /** `while-it-stands`: only that it does. `told`: also that it is due, or has lapsed. */
  certification: 'by-the-step' | 'while-it-stands' | 'told';
  /** The newest event is told before the step's own sentences. */
  tellsNews: boolean;
  sentences: (now: Standing) => readonly Said[];
}

const waiting = (sentences: StepSaid['sentences']): StepSaid => ({
  certification: 'while-it-stands',
  tellsNews: false,
  sentences,
});
const telling = (sentences: StepSaid['sentences']): StepSaid => ({
  certification: 'told',
  tellsNews: true,
  sentences,
});

const STEPS: Record<Step, StepSaid> = {
  // One thing is said while a case is open.
  deciding: {
    certification: 'by-the-step',
    tellsNews: false,
    sentences: ({ next }) => [SEEN, ...numberSaid(next)],
  },
  bring: { certification: 'by-the-step', tellsNews: false, sentences: bringSaid },
  checking: waiting(({ next }) => [PENDING.said, PENDING.next, TOLD_IN_CENTER, ...numberSaid(next)]),
  none: { certification: 'by-the-step', tellsNews: false, sentences: noneSaid },
  rechecking: waiting((now) => [
    ...rechecking(dayWords(now.next.until)).text,
    TOLD_IN_CENTER,
    ...numberSaid(now.next),
    ...closedSaid(now, CLAIMS),
  ]),
  'no-source': telling(() => [`${NO_SOURCE}，暂时不能认证。`, '我可以帮您登记，转给运维人员。']),
  administrator: telling(() => [START_SAID]),
  authority: { certification: 'by-the-step', tellsNews: false, sentences: authoritySaid },
  counter: telling(counterSaid),
  later: telling((now) => closedSaid(now, CLAIMS, waysSaid(now, newsOf(now).context ?? 'refused'))),
  correct: telling(correctSaid),
  renew: {
    certification: 'by-the-step',
    tellsNews: true,
    sentences: (now) => [...dueSaid(now), ...closedSaid(now, CLAIMS)],
  },
  certify: telling(certifySaid),
};

/** The sentences of the step: the action and its last day. */
export const stepSaid = (now: Standing): readonly Said[] => STEPS[now.next.step].sentences(now);

/** For a unit that was never certified. */
const beginningSaid = ({ unit, next }: Standing): readonly string[] =>
  STEPS[next.step].certification === 'told' && unit.status !== 'certified' ? ['贵单位还没有认证。'] : [];

/** The sentences for a unit that was found by its code. */
export const unitSaid = (now: Standing): readonly Said[] => {
  const certification = certificationSaid(now);
  const isRevoked = STEPS[now.next.step].certification === 'told' && lapseOf(now) === 'revoked';
  return [
    ...(certification.length > 0 ? certification : beginningSaid(now)),
    ...newsSaid(now),
    ...stepSaid(now),
    ...(isRevoked ? WHY_REVOKED_SAID[speakerOf(now)] : []),
  ];
};

/** After the unlock. */
export const unlockedSaid = (now: Standing): readonly Said[] =>
  now.next.step === 'checking'
    ? ['已经解除了，等待中的提交会马上再核验，不用重复提交。']
    : ['已经解除了，请刷新页面。', ...stepSaid(now)];
