/**
 * Messages on the page of a case: the deed that was done, why a form was not taken, and what has
 * happened meanwhile.
 */
import { html } from 'hono/html';
import type { CaseOverview } from '../../cases/index.ts';
import { shownReference } from '../../contract/reference.ts';
import type { Actor } from '../../database/index.ts';
import { buttonLink, codeWords, nextLinks, notice, sayBox, type Html, type Said } from '../kit/index.ts';
import { proposalIdIn } from '../page/fields.ts';
import { refusedWords } from '../page/proposal-parts.ts';
import type { Visit } from '../page/route.ts';
import { counterSaid } from '../sentences/reference-sentences.ts';
import type { Standing } from '../sentences/unit-sentences.ts';
import { isHeldBack, isNeedless, isWithdrawn } from '../words/case-words.ts';
import { HELD_WORDS, officerWords, staffWords } from '../words/words.ts';
import { mistakesIn, returnedIn, type CaseDeed, type Missing, type Mistakes } from './decision.ts';
import { PATH, QUEUE_LINK } from './queue.ts';

/** Why a form was not taken. */
export type NotTaken =
  | { kind: 'incomplete'; missing: Missing }
  /** The case is not as the form showed it. */
  | {
      kind:
        | 'changed'
        | 'same-person'
        | 'altered'
        | 'key-replaced'
        | 'held'
        | 'already-certified'
        | 'restoration-unseen';
    };

/** The deeds, by the names that the address has after them (`?done=`). */
export type Done = 'proposed' | 'returned' | 'certified' | 'refused';

interface FormRules {
  /** The deeds that the form can end with. */
  does: readonly Done[];
  /** The case is as the form showed it. */
  isPossible: (visit: Visit, found: CaseOverview) => boolean;
  notDone: (visit: Visit, found: CaseOverview) => string;
}

const isOfProposal = (visit: Visit, { state, proposal }: CaseOverview): boolean =>
  state === 'proposed' && proposal?.id === proposalIdIn(visit);

const FORMS: Record<CaseDeed, FormRules> = {
  'case.propose': {
    does: ['proposed'],
    isPossible: (visit, { state, returned }) =>
      state === 'open' && (returned?.id ?? '') === returnedIn(visit),
    notDone: () => '初核没有提交',
  },
  'case.confirm': {
    does: ['certified', 'refused'],
    isPossible: isOfProposal,
    notDone: () => '没有确认',
  },
  'case.return': {
    does: ['returned'],
    isPossible: isOfProposal,
    notDone: ({ actor }, { proposal }) => (proposal?.by === actor ? '没有撤回' : '没有退回'),
  },
};

export const tellPart = (sentences: readonly Said[]): Html =>
  html`<p>请告诉来人：</p>
    ${sayBox(sentences)}`;

/**
 * It leads to the search: the next person reads out the number, and no case is shown to an officer
 * without need.
 */
export const nextCase = (isSecond = false): Html => nextLinks(buttonLink(PATH, '办下一件', isSecond));

export const numberWords = ({ reference }: CaseOverview): Html =>
  html`编号${codeWords(shownReference(reference))}`;

/** Why a case has ended that no officer has decided. */
export const endWords = (found: CaseOverview): string | undefined => {
  if (found.state === 'expired') return '满30天没有办理';
  if (found.state !== 'withdrawn') return undefined;
  if (isNeedless(found)) return '单位在网上通过了认证，不用再到窗口办理';
  if (isHeldBack(found)) return HELD_WORDS;
  return found.endedBy?.startsWith('user:') ? '单位在页面上撤回' : '按个人要求删除';
};

/** The last thing that happened to a case, in words. `actor`: the officer who reads it. */
const happenedWords = (found: CaseOverview, actor: Actor): string => {
  const { state, returned, proposal, endedBy } = found;
  switch (state) {
    case 'open':
      if (!returned) return '这件申请还没有初核';
      return `${officerWords(returned.by, actor)}已${isWithdrawn(returned) ? '撤回' : '退回'}初核`;
    case 'proposed':
      return `${officerWords(proposal!.by, actor)}已提交初核`;
    case 'certified':
    case 'refused':
      return `${officerWords(endedBy!, actor)}已确认${state === 'certified' ? '通过' : '不通过'}`;
    case 'expired':
    case 'withdrawn':
      return `这件申请已结束：${endWords(found)}`;
  }
};

/** The last deed at the case, if it was the officer's. */
function ownDeed({ state, proposal, returned, endedBy }: CaseOverview, actor: Actor): Done | undefined {
  if (returned?.by === actor) return 'returned';
  if (state === 'proposed') return proposal?.by === actor ? state : undefined;
  return (state === 'certified' || state === 'refused') && endedBy === actor ? state : undefined;
}

/**
 * The message after a deed. The address says which one, so it counts only where this person has
 * done it.
 */
export function doneNotice({ c, actor }: Visit, found: CaseOverview, now: Standing): Html | '' {
  const done = ownDeed(found, actor);
  if (done === undefined || c.req.query('done') !== done) return '';
  const isOwn = found.returned !== null && isWithdrawn(found.returned);
  const good = (title: string, text: string) =>
    notice(
      'good',
      title,
      html`${numberWords(found)}：${text}`,
      html`${tellPart(counterSaid(found, now))} ${nextCase(isOwn)}`,
    );
  switch (done) {
    case 'proposed':
      return good('初核已提交', '请另一名核验人员复核。');
    case 'returned':
      return isOwn
        ? good('已撤回初核', '可以重新初核。')
        : good(`已退回给${staffWords(found.returned!.to)}`, '由初核的人再办一次。');
    case 'certified':
      return good('已确认通过', '单位已认证，马上可以办理业务。');
    case 'refused':
      return good('已确认不通过', '申请填写的内容已删除。');
  }
}

/** The message, the mistakes and the status of a page. */
export interface Feedback {
  message: Html | '';
  mistakes?: Mistakes;
  status?: 200 | 409 | 422;
}

/** The fields say what is wrong, and the notice all of it. */
const incomplete = (title: string, mistakes: Mistakes): Feedback => {
  const texts = Object.values(mistakes);
  const counted = texts.length > 1 ? `${title}：有${texts.length}处要改` : title;
  return { message: notice('bad', counted, texts.join('')), mistakes, status: 422 };
};

const refused = (title: string, text: string, tone: 'bad' | 'good' = 'bad'): Feedback => ({
  message: notice(tone, title, text),
  status: 409,
});

/**
 * The case has come to another state since the page was made. `does`: one of them was to be done,
 * and may have been sent twice.
 */
const overtaken = ({ actor }: Visit, found: CaseOverview, now: Standing, does: readonly Done[]): Feedback => {
  const happened = happenedWords(found, actor);
  const tell = tellPart(counterSaid(found, now));
  if (does.some((one) => one === ownDeed(found, actor)))
    return {
      message: notice('good', happened, '这一件刚才已经办好，不用再办。', html`${tell} ${nextCase()}`),
    };
  const next = found.endedAt === null ? nextLinks(QUEUE_LINK) : html`${tell} ${nextCase()}`;
  const isReturned = found.state === 'open' && found.returned !== null && does.includes('proposed');
  const text = isReturned
    ? '刚才的初核没有提交。您填写的还在，请先看原因，核对以后再提交。'
    : '刚才的操作没有生效。下面是现在的情况。';
  const isGood = found.state === 'certified' || isNeedless(found);
  return { message: notice(isGood ? 'good' : 'care', happened, text, next), status: 409 };
};

/** Tells why the form was not taken; undefined on a page that replies to none. */
export function notTaken(visit: Visit, found: CaseOverview, now: Standing): Feedback | undefined {
  const reply = visit.reply as NotTaken | undefined;
  if (reply === undefined) return undefined;
  const deed = visit.deed as CaseDeed;
  const { does, isPossible, notDone } = FORMS[deed];
  switch (reply.kind) {
    case 'changed':
      return overtaken(visit, found, now, does);
    case 'incomplete':
      return isPossible(visit, found)
        ? incomplete(notDone(visit, found), mistakesIn(visit, deed, reply.missing, found))
        : overtaken(visit, found, now, does);
    case 'same-person':
    case 'altered':
    case 'key-replaced':
      return refused(...refusedWords(reply.kind, '初核'));
    case 'held':
      return refused(HELD_WORDS, '这件申请一分钟内自动结束，什么也没有改变。');
    case 'already-certified':
      return refused('单位已经认证', '单位在网上通过了认证，这件申请不用再办理。', 'good');
    case 'restoration-unseen':
      return refused(
        '单位现在登记状态异常，没有确认',
        '初核以后登记数据变了，初核时没有看登记机关恢复登记的文书。请退回初核，看到文书原件再办。',
      );
  }
}
