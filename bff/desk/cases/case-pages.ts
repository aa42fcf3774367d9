/**
 * For officers: the queue of cases, and a case that one of them proposes to decide and another
 * confirms.
 */
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
} from '../../cases/index.ts';
import type { NextStep } from '../../contract/next.ts';
import { checkReference, shownReference } from '../../contract/reference.ts';
import type { Actor } from '../../database/index.ts';
import { confirm, sendBack } from '../../proposals/index.ts';
import { readReference, readStaffNext, showUnit } from '../../staff/index.ts';
import { card, codeLink, codeWords, facts, mainAndSide, notice, part, type Html } from '../kit/index.ts';
import { fieldOf, proposalIdIn } from '../page/fields.ts';
import { formsBelow, show, type DeskDependencies, type DeskRoute, type Visit } from '../page/route.ts';
import { counterSaid, ONLINE_SAID } from '../sentences/reference-sentences.ts';
import type { Standing } from '../sentences/unit-sentences.ts';
import { isWithdrawn, nameOf, ONLINE, PLACES, stateWords } from '../words/case-words.ts';
import { instantWords, lastDayWords } from '../words/dates.ts';
import { numberIn, searchMistake, unitCodeIn } from '../words/typed.ts';
import { APPLICANT_WORDS, officerWords, REFUSAL_WORDS, staffWords } from '../words/words.ts';
import {
  doneNotice,
  endWords,
  nextCase,
  notTaken,
  numberWords,
  tellPart,
  type Done,
  type NotTaken,
  type Feedback,
} from './case-replies.ts';
import { claimPart } from './claim.ts';
import {
  openPart,
  proposalIn,
  proposalPart,
  returnedIn,
  returnedPart,
  seenIn,
  seenWords,
} from './decision.ts';
import { readEarlierDecisions } from './earlier-decisions.ts';
import { PATH, pathOf, queueBody, SEARCH } from './queue.ts';

const actOf = ({ actor }: Visit) => ({ actor, reason: '工作台办理人工核验' });
const NO_CASE = '请来人看页面上现在的情况；要人工核验的，请在页面上申请。';
const NEEDS_NONE = notice('good', '这个单位已经认证', '不用办理人工核验。');
const NOT_KEPT = '没有这个编号：办结180天以后不再保留。请再核对一遍，或者填单位代码。';

/** In the head of a case that was sent back: by whom, and whose turn it is. */
const returnedWords = (returned: NonNullable<CaseOverview['returned']>, actor: Actor): string =>
  isWithdrawn(returned)
    ? `${officerWords(returned.by, actor)}撤回了自己的初核`
    : `${officerWords(returned.by, actor)}退回，由${officerWords(returned.to, actor)}再办`;

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
  earlier: Html | '',
  { message, mistakes = {} }: Feedback,
): Html => {
  const { case: found } = look;
  if (PLACES[next.step] === 'needless')
    return html`${heading(found, ONLINE, { isOver: true })} ${message} ${OVERTAKEN}
    ${claimPart(look, visit.actor)}`;
  return html`${heading(found, stateWords(found, visit.actor), { actor: visit.actor })} ${message} ${earlier}
  ${returnedPart(visit, look)}
  ${mainAndSide(
    claimPart(look, visit.actor),
    found.state === 'open' ? openPart(visit, look, mistakes) : proposalPart(visit, look, mistakes),
  )}`;
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

const unreadableBody = (found: CaseOverview): Html =>
  html`${heading(found)}
  ${notice('bad', '填写的内容打不开', '可能被人改动过，或者密钥已经更换。请申请人在页面上撤回，再申请一次；并告诉安全负责人。')}`;

export function casePages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, limits, now } = dependencies;
  const answer = (visit: Visit, body: Html, status: 200 | 404 | 409 | 422 = 200, title = SEARCH.title) =>
    show(visit, { title, path: PATH, body }, status);

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
    const { unit, next } = await readStanding(code);
    await visit.record({ type: 'unit.read', unitCode: unit.code });
    return unit.case
      ? visit.c.redirect(pathOf(unit.case.reference), 303)
      : noCase(visit, given, next, '这个单位没有等待办理的申请。', 422);
  };

  const look = async (visit: Visit): Promise<Response> => {
    const given = visit.c.req.param('reference') ?? '';
    const reference = checkReference(given);
    if (reference === undefined) return search(visit, given);
    return (await showCase(visit, reference, notTaken)) ?? lookBySubmission(visit, reference);
  };

  /**
   * The page of a case as it is now; undefined when no case has the reference. `tell`: undefined
   * tells of the last deed.
   */
  const showCase = async (
    visit: Visit,
    reference: string,
    tell: typeof notTaken,
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
    const told = tell(visit, found, standing) ?? { message: doneNotice(visit, found, standing) };
    const body = async (): Promise<Html> => {
      switch (result.kind) {
        case 'looked': {
          const earlier = await readEarlierDecisions(dependencies, standing.unit);
          return lookBody(visit, result.look, standing, earlier, told);
        }
        case 'unreadable':
          return unreadableBody(found);
        case 'changed':
          return endedBody(found, standing, told.message);
      }
    };
    return answer(visit, await body(), told.status, `人工核验 ${shownReference(found.reference)}`);
  };

  /**
   * The page with the number on it is often that of a submission: it leads to the case that waits
   * for its unit.
   */
  const lookBySubmission = async (visit: Visit, reference: string): Promise<Response> => {
    const referred = await readReference(dependencies, reference, actOf(visit), now());
    const code = (referred?.submission ?? referred?.recheck)?.unitCode;
    const standing = code ? await readStanding(code) : undefined;
    const waiting = standing?.unit.case;
    const shown =
      waiting &&
      (await showCase(visit, waiting.reference, (_, found) => ({
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
      : queue(visit, given, NOT_KEPT, 404);
  };

  const propose = async (visit: Visit, reference: string): Promise<Done | NotTaken> => {
    const proposal = proposalIn(visit);
    if (!proposal) return { kind: 'incomplete', missing: [] };
    const how = { actor: visit.actor, returned: returnedIn(visit) };
    const result = await proposeDecision(dependencies, reference, proposal, how);
    return result.kind === 'proposed' ? 'proposed' : result;
  };

  /** The proposal of the form is the one of this case. */
  const isOfCase = async (visit: Visit, reference: string): Promise<boolean> =>
    (await findCase(database, reference))?.proposal === proposalIdIn(visit);

  const confirmCase = async (visit: Visit, reference: string): Promise<Done | NotTaken> => {
    if (!(await isOfCase(visit, reference))) return { kind: 'changed' };
    const result = await confirm(dependencies, CASE, proposalIdIn(visit), visit.actor, seenIn(visit));
    switch (result.kind) {
      case 'certified':
      case 'refused':
        return result.kind;
      case 'same-person': {
        const detail = { access: visit.deed, reference };
        await visit.record({ type: 'desk.own-proposal', unitCode: result.unitCode, detail });
        return { kind: result.kind };
      }
      case 'incomplete':
      case 'held':
      case 'already-certified':
      case 'restoration-unseen':
      case 'altered':
      case 'key-replaced':
      case 'changed':
        return result;
    }
  };

  const sendCaseBack = async (visit: Visit, reference: string): Promise<Done | NotTaken> => {
    if (!(await isOfCase(visit, reference))) return { kind: 'changed' };
    const act = { reason: fieldOf(visit, 'note'), actor: visit.actor };
    const { kind } = await sendBack(dependencies, CASE, proposalIdIn(visit), act);
    return kind === 'incomplete' ? { kind, missing: [] } : kind === 'changed' ? { kind } : kind;
  };

  const looksUp: DeskRoute['looksUp'] = ({ c }) => numberIn(c.req.param('reference') ?? '');
  const deed = formsBelow(PATH, 'reference', checkReference);
  return [
    {
      method: 'get',
      path: PATH,
      access: 'case.list',
      looksUp: ({ c }) => numberIn(c.req.query(SEARCH.name) ?? ''),
      handle: (visit) => search(visit, (visit.c.req.query(SEARCH.name) ?? '').trim()),
    },
    { method: 'get', path: `${PATH}/:reference`, access: 'case.look', looksUp, handle: look },
    deed('propose', 'case.propose', propose),
    deed('confirm', 'case.confirm', confirmCase),
    deed('return', 'case.return', sendCaseBack),
  ];
}
