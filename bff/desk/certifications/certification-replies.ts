/**
 * Messages on a unit's page for officers: the deed that was done, why a form was not taken, and
 * what has happened meanwhile.
 */
import { html } from 'hono/html';
import type { TakenOff } from '../../certifications/index.ts';
import type { Actor } from '../../database/index.ts';
import type { Decided, Dropped, Matter, UnitDecision, WaitingAtUnit } from '../../proposals/index.ts';
import type { UnitOverview } from '../../staff/index.ts';
import { codeWords, link, nextLinks, notice, part, sayBox, type Html, type Mistake } from '../kit/index.ts';
import { reasonIn } from '../page/fields.ts';
import { refusedWords } from '../page/proposal-parts.ts';
import type { Visit } from '../page/route.ts';
import type { Access } from '../people/access.ts';
import { lastDayWords, spoken } from '../words/dates.ts';
import { officerWords } from '../words/words.ts';
import { PATH, WORDS } from './unit-proposals.ts';

/** The forms that take a reason, by the deed that each sends. */
export type ReasonForm = Extract<
  Access,
  `certification.${'propose' | 'drop'}-${Matter}` | 'certification.take-agent-off'
>;
export type CertificationDeed = ReasonForm | Extract<Access, `certification.confirm-${Matter}`>;

/** Why a form was not taken. */
export interface NotTaken {
  /** `reason`: it is missing or wrong. `changed`: the unit is not as the form showed it. */
  kind: 'reason' | 'changed' | 'same-person' | 'altered' | 'key-replaced';
}

/** The deeds, by the names that the address has after them (`?done=`). */
export type Done = `${'proposed' | 'confirmed' | 'dropped' | 'withdrawn'}-${UnitDecision}` | 'agent-left';

const DOES: Record<CertificationDeed, readonly Done[]> = {
  'certification.propose-revocation': ['proposed-revoked'],
  'certification.confirm-revocation': ['confirmed-revoked'],
  'certification.drop-revocation': ['dropped-revoked', 'withdrawn-revoked'],
  'certification.propose-hold': ['proposed-placed', 'proposed-lifted'],
  'certification.confirm-hold': ['confirmed-placed', 'confirmed-lifted'],
  'certification.drop-hold': ['dropped-placed', 'dropped-lifted', 'withdrawn-placed', 'withdrawn-lifted'],
  'certification.take-agent-off': ['agent-left'],
};

/** A unit, and what officers have done there. */
export interface Looked {
  unit: UnitOverview;
  waiting: Partial<Record<Matter, WaitingAtUnit>>;
  /**
   * `revoked` while the unit's last certification is; `placed` while the unit is held, and `lifted`
   * while it is not.
   */
  decided: Partial<Record<UnitDecision, Decided | undefined>>;
  dropped: Record<Matter, Dropped | undefined>;
  takenOff: TakenOff | undefined;
}

export const isHeld = ({ unit }: Pick<Looked, 'unit'>): boolean => unit.heldSince !== null;

/** The decision that can be proposed now. */
export const decisionOf = (matter: Matter, looked: Pick<Looked, 'unit'>): UnitDecision => {
  switch (matter) {
    case 'revocation':
      return 'revoked';
    case 'hold':
      return isHeld(looked) ? 'lifted' : 'placed';
  }
};

export const formsOf = ({ unit: { status, by, due }, waiting }: Looked): ReasonForm[] => {
  const ofMatter = (matter: Matter): ReasonForm =>
    waiting[matter] ? `certification.drop-${matter}` : `certification.propose-${matter}`;
  const isByAgent = by === 'agent' && due?.reason !== 'agent-withdrew';
  return [
    ...(status === 'certified' ? [ofMatter('revocation')] : []),
    ...(status === 'certified' && isByAgent ? (['certification.take-agent-off'] as const) : []),
    ofMatter('hold'),
  ];
};

export const LIST_LINK = link(PATH, '回到认证管理');

/** The last deeds at the unit that are this officer’s own. */
function ownDeeds(looked: Looked, actor: Actor): Done[] {
  const { waiting, decided, dropped, takenOff } = looked;
  const ofMatter = (matter: Matter, decisions: readonly UnitDecision[]): Done[] => {
    const [proposal, back] = [waiting[matter], dropped[matter]];
    return [
      ...(proposal?.by === actor ? [`proposed-${proposal.decision}` as const] : []),
      ...(back?.by === actor
        ? [`${back.proposedBy === actor ? 'withdrawn' : 'dropped'}-${decisionOf(matter, looked)}` as const]
        : []),
      // A later proposal is another matter, also when nothing has come of it.
      ...(proposal || back
        ? []
        : decisions
            .filter((decision) => decided[decision]?.by.at(-1) === actor)
            .map((decision) => `confirmed-${decision}` as const)),
    ];
  };
  return [
    ...ofMatter('revocation', ['revoked']),
    ...ofMatter('hold', ['placed', 'lifted']),
    ...(takenOff?.by === actor ? (['agent-left'] as const) : []),
  ];
}

/**
 * The message after a deed. The address says which one, so it counts only where this person has
 * done it. `next`: where to go from there.
 */
export function doneNotice({ c, actor }: Visit, looked: Looked, next: Html): Html | '' {
  const { unit } = looked;
  const done = ownDeeds(looked, actor).find((one) => one === c.req.query('done'));
  if (done === undefined) return '';
  if (done === 'agent-left')
    return unit.due
      ? notice(
          'good',
          '已代为撤回代理人办理的认证',
          '各网站会收到通知。',
          html`<p>请告诉单位：</p>
            ${sayBox([
              html`认证到${part(spoken(lastDayWords(unit.due.at)))}（含当天）仍然有效。`,
              '请法定代表人或者新的代理人最晚在那一天重新认证。',
            ])}
            ${nextLinks(LIST_LINK)}`,
        )
      : '';
  const [deed, decision] = done.split('-') as [
    'proposed' | 'confirmed' | 'dropped' | 'withdrawn',
    UnitDecision,
  ];
  const { stands, done: confirmed } = WORDS[decision];
  const named = html`${unit.name ?? '单位'}（${codeWords(unit.code)}）`;
  switch (deed) {
    case 'proposed':
      return notice('good', '提议已提交', html`${named}：${stands}。请另一名核验人员复核。`, next);
    case 'confirmed':
      return notice('good', confirmed.title, html`${named}${confirmed.text}`, next);
    case 'dropped':
      return notice('good', '已退回', html`${named}：${stands}。`, next);
    case 'withdrawn':
      return notice('good', '提议已撤回', html`${named}：${stands}。`, next);
  }
}

/** How the unit stands, after a deed that was too late. `actor`: the officer who reads it. */
function happenedWords(looked: Looked, actor: Actor, deed: CertificationDeed): string {
  const { unit, waiting } = looked;
  const isWithdrawn = unit.due?.reason === 'agent-withdrew';
  const proposed = ({ by, decision }: WaitingAtUnit) =>
    `${officerWords(by, actor)}已提议${WORDS[decision].name}`;
  switch (deed) {
    case 'certification.propose-hold':
    case 'certification.confirm-hold':
    case 'certification.drop-hold':
      if (waiting.hold) return proposed(waiting.hold);
      return isHeld(looked) ? '单位已暂停认证' : '没有等待复核的暂停，单位没有暂停';
    case 'certification.take-agent-off':
      if (unit.status !== 'certified') return endedWords(unit);
      return isWithdrawn ? '代理人的认证已撤回' : '认证不是由代理人办理的';
    case 'certification.propose-revocation':
    case 'certification.confirm-revocation':
    case 'certification.drop-revocation':
      if (unit.status !== 'certified') return endedWords(unit);
      if (waiting.revocation) return proposed(waiting.revocation);
      return isWithdrawn ? '代理人的认证已撤回' : '没有等待复核的撤销，认证有效';
  }
}

const endedWords = ({ reason }: UnitOverview): string =>
  reason === 'revoked' ? '认证已撤销' : '单位现在没有认证';

/** The deed was not done, because its reason is wrong. */
function notDoneWords({ waiting }: Looked, actor: Actor, form: ReasonForm): string {
  const dropped = (matter: Matter) => (waiting[matter]?.by === actor ? '提议没有撤回' : '提议没有退回');
  switch (form) {
    case 'certification.propose-revocation':
    case 'certification.propose-hold':
      return '提议没有提交';
    case 'certification.drop-revocation':
      return dropped('revocation');
    case 'certification.drop-hold':
      return dropped('hold');
    case 'certification.take-agent-off':
      return '没有代为撤回';
  }
}

/** The message and the status of a page, and the mistake in one of its forms. */
export interface Feedback {
  message: Html | '';
  status?: 200 | 409 | 422;
  mistakes?: Partial<Record<ReasonForm, Mistake>>;
}

/**
 * It has come to another state since the page was made; or this officer has done it already, and
 * the form was sent twice.
 */
const overtaken = (looked: Looked, actor: Actor, deed: CertificationDeed): Feedback => {
  const happened = happenedWords(looked, actor, deed);
  const next = nextLinks(LIST_LINK);
  const own = ownDeeds(looked, actor).find((one) => DOES[deed].includes(one));
  if (own === undefined)
    return {
      message: notice('care', happened, '刚才的操作没有生效。下面是现在的情况。', next),
      status: 409,
    };
  const proposed = own.startsWith('proposed-')
    ? WORDS[own.slice('proposed-'.length) as UnitDecision]
    : undefined;
  const text = proposed
    ? `刚才已经提议过，不用再提。另一名核验人员确认以后才生效，${proposed.stands}。`
    : '这一件刚才已经办好，不用再办。';
  return { message: notice('good', happened, text, next) };
};

/** Tells why the form was not taken; undefined on a page that replies to none. */
export function notTaken(visit: Visit, looked: Looked): Feedback | undefined {
  const { actor } = visit;
  const reply = visit.reply as NotTaken | undefined;
  const deed = visit.deed as CertificationDeed;
  switch (reply?.kind) {
    case undefined:
      return undefined;
    case 'changed':
      return overtaken(looked, actor, deed);
    case 'reason': {
      const form = formsOf(looked).find((one) => one === deed);
      if (form === undefined) return overtaken(looked, actor, deed);
      const mistake = reasonIn(visit);
      const message = notice('bad', notDoneWords(looked, actor, form), mistake.error);
      return { message, status: 422, mistakes: { [form]: mistake } };
    }
    case 'same-person':
    case 'altered':
    case 'key-replaced':
      return { message: notice('bad', ...refusedWords(reply.kind, '提议')), status: 409 };
  }
}
