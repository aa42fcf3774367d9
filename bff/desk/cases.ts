/** For officers: the queue of cases, and a case that one of them proposes to decide and another confirms. */
import { html } from 'hono/html';
import {
  CASE,
  type CaseOverview,
  findCase,
  type LookedAt,
  proposeDecision,
  readCase,
  readClaim,
  readQueue,
} from '../cases/index.ts';
import { readReference, readStaffNext, showUnit } from '../staff/index.ts';
import type { NextStep } from '../contract/next.ts';
import { checkReference, shownReference } from '../contract/reference.ts';
import type { Actor } from '../database/index.ts';
import { writeEvents } from '../events/index.ts';
import { confirm, sendBack } from '../proposals/index.ts';
import { claimPart } from './claim.ts';
import { counterSaid, ONLINE_SAID } from './counter-sentences.ts';
import { instantWords, lastDayWords } from './dates.ts';
import {
  missingIn,
  noteMistake,
  numberIn,
  openPart,
  proposalIn,
  proposalPart,
  returnedIn,
  returnedPart,
  seenIn,
  seenWords,
  undecidedIn,
  type Mistakes,
} from './decision.ts';
import { proposalIdIn, searchMistake, unitCodeIn } from './fields.ts';
import {
  buttonLink,
  card,
  codeLink,
  codeWords,
  facts,
  head,
  mainAndSide,
  nextLinks,
  notice,
  part,
  sayBox,
  type Html,
  type Said,
  type Tone,
} from './kit/index.ts';
import { createLookUps, TOO_MANY_LOOK_UPS } from './look-ups.ts';
import { earlierDecisionsPart, readEarlierDecisions, type EarlierDecisions } from './earlier-decisions.ts';
import { refusedWords } from './proposal-parts.ts';
import {
  isHeldBack,
  isNeedless,
  isWithdrawn,
  nameOf,
  ONLINE,
  PATH,
  pathOf,
  PLACES,
  queueBody,
  QUEUE_LINK,
  SEARCH,
  stateWords,
} from './queue.ts';
import {
  createOwnProposals,
  fieldOf,
  show,
  type DeskDependencies,
  type DeskRoute,
  type Visit,
} from './route.ts';
import type { Standing } from './unit-sentences.ts';
import { APPLICANT_WORDS, HELD_WORDS, REFUSAL_WORDS, staffWords } from './words.ts';

const actOf = ({ actor }: Visit) => ({ actor, reason: '工作台办理人工核验' });
const NO_CASE = '请来人看页面上现在的情况；要人工核验的，请在页面上申请。';
const NEEDS_NONE = notice('good', '这个单位已经认证', '不用办理人工核验。');
const KEPT_FOR = '没有这个编号：办结180天以后不再保留。请再核对一遍，或者填单位代码。';

/** In the head of a case that was sent back: by whom, and whose turn it is. */
const returnedWords = (returned: NonNullable<CaseOverview['returned']>, actor: Actor): string => {
  const officer = (one: Actor) => (one === actor ? '您' : staffWords(one));
  return isWithdrawn(returned)
    ? `${officer(returned.by)}撤回了自己的初核`
    : `${officer(returned.by)}退回，由${officer(returned.to)}再办`;
};

/** `isOver`: it has no last day any more. `actor`: the officer who reads it. */
const heading = (
  found: CaseOverview,
  state: Html = stateWords(found),
  { isOver = found.state !== 'open', actor }: { isOver?: boolean; actor?: Actor } = {},
): Html =>
  html`<h1>人工核验 ${codeWords(shownReference(found.reference))} ${state}</h1>
    <p class="lead items">
      ${nameOf(found) === null ? '' : html`<span>${nameOf(found)}</span>`} ${codeWords(found.unitCode)}
      ${part(`${APPLICANT_WORDS[found.applicant]}申请`)}
      ${isOver ? '' : part(`期限${lastDayWords(found.until)}（含当天）`)}
      ${found.returned && actor ? part(returnedWords(found.returned, actor)) : ''}
    </p>`;

const tellPart = (sentences: readonly Said[]): Html =>
  html`<p>请告诉来人：</p>
    ${sayBox(sentences)}`;

/** It leads to the search: the next person reads out the number, and no case is shown to an officer without need. */
const nextCase = (isSecond = false): Html => nextLinks(buttonLink(PATH, '办下一件', isSecond));

const OVERTAKEN = notice(
  'good',
  '单位已在网上通过认证',
  '不用再办理：这件申请一分钟内自动结束。',
  html`${tellPart(ONLINE_SAID)} ${nextCase()}`,
);

const lookBody = (
  visit: Visit,
  look: LookedAt,
  { next }: Standing,
  earlier: EarlierDecisions,
  message: Html | '',
  mistakes: Mistakes,
): Html => {
  const { case: found } = look;
  if (PLACES[next.step] === 'needless')
    return html`${heading(found, ONLINE, { isOver: true })} ${message} ${OVERTAKEN}
    ${claimPart(look, visit.actor)}`;
  return html`${heading(found, stateWords(found, visit.actor), { actor: visit.actor })} ${message}
  ${earlierDecisionsPart(earlier)} ${returnedPart(visit, look)}
  ${mainAndSide(
    claimPart(look, visit.actor),
    found.state === 'open' ? openPart(visit, look, mistakes) : proposalPart(visit, look, mistakes),
  )}`;
};

/** Why a case has ended that no officer has decided. */
const endWords = (found: CaseOverview): string | undefined => {
  if (found.state === 'expired') return '满30天没有办理';
  if (found.state !== 'withdrawn') return undefined;
  if (isNeedless(found)) return '单位在网上通过了认证，不用再到窗口办理';
  if (isHeldBack(found)) return HELD_WORDS;
  return found.endedBy?.startsWith('user:') ? '单位在页面上撤回' : '按个人要求删除';
};

/** For somebody who comes back with the number of a case that has ended. */
const laterPart = (found: CaseOverview, now: Standing): Html => {
  const newer = now.unit.case;
  if (newer)
    return html`<p>
      单位后来又申请了：${codeLink(pathOf(newer.reference), shownReference(newer.reference))}
    </p>`;
  return tellPart(counterSaid(found, now));
};

const endedBody = (found: CaseOverview, now: Standing, message: Html | ''): Html => {
  const { proposal, endedAt, endedBy, unitCode } = found;
  const ended = facts([
    ['结束', endedAt && instantWords(endedAt)],
    ['原因', endWords(found)],
    ...(proposal
      ? ([
          ['初核、复核', `${staffWords(proposal.by)}、${endedBy ? staffWords(endedBy) : ''}`],
          ['初核看到的材料', seenWords(proposal.seen, unitCode)],
          ['复核看到的材料', seenWords(proposal.seenAgain ?? [], unitCode)],
          ['原因（仅供内部参考）', proposal.reason && REFUSAL_WORDS[proposal.reason]],
        ] as const)
      : []),
  ]);
  const later = message === '' ? [laterPart(found, now), nextCase()] : [];
  return html`${heading(found)} ${message}
  ${card({ title: '已经结束，填写的内容已删除', body: [ended, ...later] })}`;
};

/** The last thing that happened to a case, in words. `actor`: the officer who reads it. */
const happenedWords = (found: CaseOverview, actor: Actor): string => {
  const { state, returned, proposal, endedBy } = found;
  const officer = (one: Actor) => (one === actor ? '您' : staffWords(one));
  switch (state) {
    case 'open':
      if (!returned) return '这件申请还没有初核';
      return `${officer(returned.by)}已${isWithdrawn(returned) ? '撤回' : '退回'}初核`;
    case 'proposed':
      return `${officer(proposal!.by)}已提交初核`;
    case 'certified':
    case 'refused':
      return `${officer(endedBy!)}已确认${state === 'certified' ? '通过' : '不通过'}`;
    case 'expired':
      return '这件申请满30天没有办理，已经结束';
    case 'withdrawn':
      if (isNeedless(found)) return '单位已在网上通过认证';
      if (isHeldBack(found)) return HELD_WORDS;
      return endedBy?.startsWith('user:') ? '单位刚撤回了这件申请' : '这件申请已按个人要求删除';
  }
};

const unreadableBody = (found: CaseOverview): Html =>
  html`${heading(found)}
  ${notice('bad', '填写的内容打不开', '可能被人改动过，或者密钥已经更换。请申请人在页面上撤回，再申请一次；并告诉安全负责人。')}`;

const numberWords = ({ reference }: CaseOverview): Html => html`编号${codeWords(shownReference(reference))}`;

/** The deeds, by the names that the address has after them (`?done=`). */
type Deed = 'proposed' | 'returned' | 'certified' | 'refused';

/** The last deed at the case, if it was the officer's. */
function ownDeed({ state, proposal, returned, endedBy }: CaseOverview, actor: Actor): Deed | undefined {
  if (returned?.by === actor) return 'returned';
  if (state === 'proposed') return proposal?.by === actor ? state : undefined;
  return (state === 'certified' || state === 'refused') && endedBy === actor ? state : undefined;
}

/** The message after a deed. The address says which one, so it counts only where this person has done it. */
function doneNotice({ c, actor }: Visit, found: CaseOverview, now: Standing): Html | '' {
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

/** The message, the mistakes and the status of a page whose deed was not done. */
interface Failed {
  message: Html;
  mistakes?: Mistakes;
  status?: 200 | 409 | 422;
}

type MakeFailed = (found: CaseOverview, now: Standing) => Failed;

/** The fields say what is wrong, and the notice all of it. */
const incomplete = (title: string, mistakes: Mistakes): Failed => {
  const texts = Object.values(mistakes);
  const counted = texts.length > 1 ? `${title}：有${texts.length}处要改` : title;
  return { message: notice('bad', counted, texts.join('')), mistakes, status: 422 };
};

/** The case has come to another state since the page was made. `deeds`: one of them was to be done, and may have been sent twice. */
const stale = ({ actor }: Visit, found: CaseOverview, now: Standing, deeds: readonly Deed[]): Failed => {
  const happened = happenedWords(found, actor);
  const tell = tellPart(counterSaid(found, now));
  if (deeds.some((one) => one === ownDeed(found, actor)))
    return {
      message: notice('good', happened, '这一件刚才已经办好，不用再办。', html`${tell} ${nextCase()}`),
    };
  const next = found.endedAt === null ? nextLinks(QUEUE_LINK) : html`${tell} ${nextCase()}`;
  const isReturned = found.state === 'open' && found.returned !== null && deeds.includes('proposed');
  const text = isReturned
    ? '刚才的初核没有提交。您填写的还在，请先看原因，核对以后再提交。'
    : '刚才的操作没有生效。下面是现在的情况。';
  const isGood = found.state === 'certified' || isNeedless(found);
  return { message: notice(isGood ? 'good' : 'care', happened, text, next), status: 409 };
};

/** The case is as the form showed it. */
const isToPropose = (visit: Visit, { state, returned }: CaseOverview): boolean =>
  state === 'open' && (returned?.id ?? '') === returnedIn(visit);
const isToReturn = (visit: Visit, { state, proposal }: CaseOverview): boolean =>
  state === 'proposed' && proposal?.id === proposalIdIn(visit);

export function casePages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, keys, limits, now } = dependencies;
  const lookUps = createLookUps(dependencies);
  const recordOwnProposal = createOwnProposals(dependencies);
  const answer = (
    visit: Visit,
    body: Html,
    status: 200 | 404 | 409 | 422 | 429 = 200,
    title = SEARCH.title,
  ) => show(visit, { title, path: PATH, body }, status);

  const readStanding = async (code: string): Promise<Standing> => ({
    unit: await showUnit(database, limits, code, now()),
    next: await readStaffNext(dependencies, code),
    attempts: [],
    waiting: undefined,
    unlocking: 'hotline',
  });

  const queue = async (
    visit: Visit,
    given: string,
    error: string,
    status: 200 | 404 | 422 = error === '' ? 200 : 422,
    message: Html | '' = '',
  ): Promise<Response> => {
    const after = checkReference(visit.c.req.query('after') ?? '');
    const { cases, next } = await readQueue(dependencies, { actor: visit.actor, after }, now());
    return answer(visit, html`${message} ${queueBody(cases, next, visit.actor, given, error)}`, status);
  };

  /** The unit has no case that waits. `none`: the mistake in the search. */
  const noCase = (visit: Visit, given: string, { step }: NextStep, none: string, status: 404 | 422) =>
    step === 'none'
      ? queue(visit, '', '', 200, NEEDS_NONE)
      : queue(visit, given, `${none}${NO_CASE}`, status);

  const search = async (visit: Visit, given: string): Promise<Response> => {
    const asked = checkReference(given);
    if (asked !== undefined) return visit.c.redirect(pathOf(asked), 303);
    const code = unitCodeIn(given);
    if (code === undefined) return queue(visit, given, given === '' ? '' : searchMistake(given));
    if (!(await lookUps.count(visit.session, code))) return tooMany(visit);
    const { unit, next } = await readStanding(code);
    const read = { at: new Date(now()), actor: visit.actor, type: 'unit.read', unitCode: unit.code } as const;
    await writeEvents(database, keys, [read]);
    return unit.case
      ? visit.c.redirect(pathOf(unit.case.reference), 303)
      : noCase(visit, given, next, '这个单位没有等待办理的申请。', 422);
  };

  const tooMany = (visit: Visit) =>
    answer(
      visit,
      html`${head(SEARCH.title)} ${notice('care', ...TOO_MANY_LOOK_UPS, nextLinks(QUEUE_LINK))}`,
      429,
    );

  /** The page of a case as it is now. `failed`: of a deed that was not done. */
  const look = async (visit: Visit, failed?: MakeFailed): Promise<Response> => {
    const given = visit.c.req.param('reference') ?? '';
    const reference = checkReference(given);
    if (reference === undefined) return search(visit, given);
    if (!(await lookUps.count(visit.session, reference))) return tooMany(visit);
    const shown = await showCase(visit, reference, failed);
    return shown ?? lookBySubmission(visit, reference);
  };

  /** Undefined when no case has the reference. */
  const showCase = async (
    visit: Visit,
    reference: string,
    failed?: MakeFailed,
  ): Promise<Response | undefined> => {
    const result = await readClaim(dependencies, reference, visit.actor);
    const found =
      result.kind === 'looked'
        ? result.look.case
        : result.kind === 'unreadable'
          ? result.case
          : await readCase(dependencies, reference, actOf(visit), now());
    if (!found) return undefined;
    const standing = await readStanding(found.unitCode);
    const {
      message = doneNotice(visit, found, standing),
      mistakes = {},
      status,
    } = failed?.(found, standing) ?? {};
    const body =
      result.kind === 'looked'
        ? lookBody(
            visit,
            result.look,
            standing,
            await readEarlierDecisions(dependencies, standing.unit),
            message,
            mistakes,
          )
        : result.kind === 'unreadable'
          ? unreadableBody(found)
          : endedBody(found, standing, message);
    return answer(visit, body, status, `人工核验 ${shownReference(found.reference)}`);
  };

  /** The page with the number on it is often that of a submission: it leads to the case that waits for its unit. */
  const lookBySubmission = async (visit: Visit, reference: string): Promise<Response> => {
    const referred = await readReference(dependencies, reference, actOf(visit), now());
    const code = (referred?.submission ?? referred?.recheck)?.unitCode;
    const standing = code ? await readStanding(code) : undefined;
    const waiting = standing?.unit.case;
    const shown =
      waiting &&
      (await showCase(visit, waiting.reference, (found) => ({
        message: notice(
          'care',
          html`编号${codeWords(shownReference(reference))}是网上提交的编号`,
          html`下面是该单位等待办理的人工核验，${numberWords(found)}。`,
        ),
      })));
    if (shown) return shown;
    const given = shownReference(reference);
    return standing
      ? noCase(visit, given, standing.next, '这是网上提交的编号，该单位没有等待办理的申请。', 404)
      : queue(visit, given, KEPT_FOR, 404);
  };

  const done = ({ c }: Visit, reference: string, what: string) =>
    c.redirect(`${pathOf(reference)}?done=${what}`, 303);
  const wrong = (visit: Visit, title: string, text: string, tone: Tone = 'bad') =>
    look(visit, () => ({ message: notice(tone, title, text), status: 409 }));
  const notProposed = (visit: Visit, mistakesOf: (found: CaseOverview) => Mistakes) =>
    look(visit, (found, standing) =>
      isToPropose(visit, found)
        ? incomplete('初核没有提交', mistakesOf(found))
        : stale(visit, found, standing, ['proposed']),
    );
  const notReturned = (visit: Visit) =>
    look(visit, (found, standing) => {
      if (!isToReturn(visit, found)) return stale(visit, found, standing, ['returned']);
      const title = found.proposal?.by === visit.actor ? '没有撤回' : '没有退回';
      return incomplete(title, { note: noteMistake(visit, '原因') });
    });
  const tooLate = (visit: Visit, deeds: readonly Deed[]) =>
    look(visit, (found, standing) => stale(visit, found, standing, deeds));

  /** A deed on a case whose reference is right. */
  const deed =
    (work: (visit: Visit, reference: string) => Promise<Response>) =>
    async (visit: Visit): Promise<Response> => {
      const reference = checkReference(visit.c.req.param('reference') ?? '');
      if (reference === undefined) return look(visit);
      return (await lookUps.count(visit.session, reference)) ? work(visit, reference) : tooMany(visit);
    };

  const propose = async (visit: Visit, reference: string): Promise<Response> => {
    const proposal = proposalIn(visit);
    if (!proposal) return notProposed(visit, () => ({ ...undecidedIn(visit), ...numberIn(visit, '说明') }));
    const how = { actor: visit.actor, returned: returnedIn(visit) };
    const result = await proposeDecision(dependencies, reference, proposal, how);
    if (result.kind === 'proposed') return done(visit, reference, 'proposed');
    if (result.kind === 'incomplete')
      return notProposed(visit, (found) => missingIn(visit, result.missing, found));
    return tooLate(visit, ['proposed']);
  };

  /** The proposal of the form is the one of this case. */
  const isOfCase = async (visit: Visit, reference: string): Promise<boolean> =>
    (await findCase(database, reference))?.proposal === proposalIdIn(visit);

  const confirmCase = async (visit: Visit, reference: string): Promise<Response> => {
    if (!(await isOfCase(visit, reference))) return tooLate(visit, ['certified', 'refused']);
    const result = await confirm(dependencies, CASE, proposalIdIn(visit), visit.actor, seenIn(visit));
    switch (result.kind) {
      case 'certified':
      case 'refused':
        return done(visit, reference, result.kind);
      case 'same-person':
        await recordOwnProposal(visit, 'case.confirm', result.unitCode, { reference });
        return wrong(visit, ...refusedWords(result.kind, '初核'));
      case 'incomplete':
        return look(visit, (found, standing) =>
          isToReturn(visit, found)
            ? incomplete('没有确认', missingIn(visit, result.missing, found))
            : stale(visit, found, standing, ['certified', 'refused']),
        );
      case 'held':
        return wrong(visit, HELD_WORDS, '这件申请一分钟内自动结束，什么也没有改变。');
      case 'already-certified':
        return wrong(visit, '单位已经认证', '单位在网上通过了认证，这件申请不用再办理。', 'good');
      case 'restoration-unseen':
        return wrong(
          visit,
          '单位现在登记状态异常，没有确认',
          '初核以后登记数据变了，初核时没有看登记机关恢复登记的文书。请退回初核，看到文书原件再办。',
        );
      case 'altered':
      case 'key-replaced':
        return wrong(visit, ...refusedWords(result.kind, '初核'));
      case 'changed':
        return tooLate(visit, ['certified', 'refused']);
    }
  };

  const sendCaseBack = async (visit: Visit, reference: string): Promise<Response> => {
    if (!(await isOfCase(visit, reference))) return tooLate(visit, ['returned']);
    const act = { reason: fieldOf(visit, 'note'), actor: visit.actor };
    const result = await sendBack(dependencies, CASE, proposalIdIn(visit), act);
    if (result.kind === 'returned') return done(visit, reference, 'returned');
    return result.kind === 'incomplete' ? notReturned(visit) : tooLate(visit, ['returned']);
  };

  return [
    {
      method: 'get',
      path: PATH,
      access: 'case.list',
      handle: (visit) => search(visit, (visit.c.req.query('reference') ?? '').trim()),
    },
    {
      method: 'get',
      path: `${PATH}/:reference`,
      access: 'case.look',
      handle: (visit) => look(visit),
    },
    { method: 'post', path: `${PATH}/:reference/propose`, access: 'case.propose', handle: deed(propose) },
    { method: 'post', path: `${PATH}/:reference/confirm`, access: 'case.confirm', handle: deed(confirmCase) },
    { method: 'post', path: `${PATH}/:reference/return`, access: 'case.return', handle: deed(sendCaseBack) },
  ];
}
