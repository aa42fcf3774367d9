/** For officers: the queue of cases, and a case that one of them proposes to decide and another confirms. */
import { html } from 'hono/html';
import { confirmDecision } from '../cases/confirm.ts';
import { NOTE_MAXIMUM, proposeDecision, sendBack } from '../cases/propose.ts';
import { readCase, readClaim, readQueue, type CaseOverview, type LookedAt } from '../cases/queue.ts';
import { checkReference, shownReference } from '../contract/reference.ts';
import type { Actor } from '../database/tables.ts';
import { writeEvents } from '../events/event.ts';
import { showUnit, type UnitOverview } from '../units/administration.ts';
import { readReference } from '../units/submissions.ts';
import { claimPart } from './claim.ts';
import { counterSaid } from './counter-said.ts';
import { instantWords, lastDayWords } from './dates.ts';
import {
  missingIn,
  numberIn,
  openPart,
  proposalIn,
  proposalPart,
  returnedPart,
  seenWords,
  undecidedIn,
  type Mistakes,
} from './decision.ts';
import { proposalIdIn, searchHead, searchMistake, unitCodeIn } from './fields.ts';
import { notice, sayBox, type Html } from './layout.ts';
import { createLookUps, TOO_MANY_LOOK_UPS } from './look-ups.ts';
import {
  isNeedless,
  isOvertaken,
  isWithdrawn,
  nameOf,
  ONLINE,
  PATH,
  pathOf,
  queueBody,
  queueLink,
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
import { APPLICANT_WORDS, REFUSAL_WORDS, staffWords } from './words.ts';

const actOf = ({ actor }: Visit) => ({ actor, reason: '工作台办理人工核验' });
const NO_CASE = '请来人看页面上现在的情况；要人工核验的，请在页面上申请。';
const KEPT_FOR = '没有这个编号：办结180天以后不再保留。';

const heading = (found: CaseOverview, state: Html = stateWords(found)): Html =>
  html`<h1>人工核验 <span class="code">${shownReference(found.reference)}</span> ${state}</h1>
    <p class="lead">
      ${nameOf(found) === null ? '' : `${nameOf(found)} · `}<span class="code">${found.unitCode}</span> ·
      <span class="part">${APPLICANT_WORDS[found.applicant]}申请</span>
      ${found.endedAt === null ? html`· <span class="part">期限 ${lastDayWords(found.until)}（含当天）</span>` : ''}
    </p>`;

const OVERTAKEN = notice(
  'care',
  '单位已在网上通过认证',
  '不用再办理：这件申请一分钟内自动结束，单位不用再到窗口。',
);

const lookBody = (
  visit: Visit,
  look: LookedAt,
  unit: UnitOverview,
  message: Html | '',
  mistakes: Mistakes,
): Html => {
  const { case: found } = look;
  if (isOvertaken(found, unit))
    return html`${heading(found, ONLINE)} ${message} ${OVERTAKEN} ${claimPart(look, visit.actor)}`;
  return html`${heading(found, stateWords(found, visit.actor))} ${message} ${returnedPart(visit, look)}
    <div class="columns case">
      <div>${claimPart(look, visit.actor)}</div>
      <div>
        ${found.state === 'open' ? openPart(visit, look, mistakes) : proposalPart(visit, look, mistakes)}
      </div>
    </div>`;
};

/** Why a case has ended that no officer has decided. */
const endWords = (found: CaseOverview): string | undefined => {
  if (found.state === 'expired') return '满30天没有办理';
  if (found.state !== 'withdrawn') return undefined;
  if (isNeedless(found)) return '单位在网上通过了认证，不用再到窗口办理';
  return found.endedBy?.startsWith('user:') ? '单位在页面上撤回' : '按个人要求删除';
};

const endedBody = (found: CaseOverview, message: Html | ''): Html => {
  const why = endWords(found);
  return html`${heading(found)} ${message}
    <section class="card">
      <h2>已经结束，填写的内容已删除</h2>
      <dl>
        <dt>结束</dt>
        <dd>${found.endedAt ? instantWords(found.endedAt) : ''}</dd>
        ${
          why === undefined
            ? ''
            : html`<dt>原因</dt>
                <dd>${why}</dd>`
        }
        ${
          found.proposal
            ? html`<dt>初核、复核</dt>
                <dd>${staffWords(found.proposal.by)}、${found.endedBy ? staffWords(found.endedBy) : ''}</dd>
                <dt>看到的材料</dt>
                <dd>${seenWords(found.proposal.seen, found.unitCode)}</dd>
                ${
                  found.proposal.reason
                    ? html`<dt>原因</dt>
                        <dd>${REFUSAL_WORDS[found.proposal.reason]}</dd>`
                    : ''
                }`
            : ''
        }
      </dl>
      ${message === '' ? html`<p>${queueLink}</p>` : ''}
    </section>`;
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
      return endedBy?.startsWith('user:') ? '单位刚撤回了这件申请' : '这件申请已按个人要求删除';
  }
};

const unreadableBody = (found: CaseOverview): Html =>
  html`${heading(found)}
  ${notice('bad', '填写的内容打不开', '可能被人改动过，或者密钥已经更换。请申请人在页面上撤回，再申请一次；并告诉安全负责人。')}`;

const numberWords = ({ reference }: CaseOverview): Html =>
  html`编号<span class="code">${shownReference(reference)}</span>`;

const tellPart = (found: CaseOverview): Html =>
  html`<p>请告诉来人：</p>
    ${sayBox(counterSaid(found))}`;

/** It leads to the search: the next person reads out the number, and no case is shown to an officer without need. */
const NEXT = html`<p class="next"><a class="button" href="${PATH}">办下一件</a></p>`;

/** The message after a deed. The address says which one, so it counts only where this person has done it. */
function doneNotice({ c, actor }: Visit, found: CaseOverview): Html | '' {
  const { state, proposal, returned, endedBy } = found;
  const done = c.req.query('done');
  const good = (title: string, text: string) =>
    notice('good', title, html`${numberWords(found)}：${text}`, html`${tellPart(found)} ${NEXT}`);
  if (done === 'proposed' && state === 'proposed' && proposal?.by === actor)
    return good('初核已提交', '请另一名核验人员复核。');
  if (done === 'returned' && returned?.by === actor)
    return isWithdrawn(returned)
      ? good('已撤回初核', '可以重新初核。')
      : good(`已退回给${staffWords(returned.to)}`, '由初核的人再办一次。');
  if (done !== state || endedBy !== actor) return '';
  if (state === 'certified') return good('已确认通过', '单位已认证，马上可以办理业务。');
  return good('已确认不通过', '申请填写的内容已删除。');
}

export function casePages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, keys, limits, now } = dependencies;
  const countLookUp = createLookUps();
  const recordOwnProposal = createOwnProposals(dependencies);
  const answer = (
    visit: Visit,
    body: Html,
    status: 200 | 404 | 409 | 422 | 429 = 200,
    title = SEARCH.title,
  ) => show(visit, { title, path: PATH, body }, status);

  const queue = async (visit: Visit, given: string, error: string): Promise<Response> => {
    const after = checkReference(visit.c.req.query('after') ?? '');
    const { cases, next } = await readQueue(dependencies, { actor: visit.actor, after }, now());
    return answer(visit, queueBody(cases, next, visit.actor, given, error), error === '' ? 200 : 422);
  };

  const list = async (visit: Visit): Promise<Response> => {
    const given = (visit.c.req.query('reference') ?? '').trim();
    const asked = checkReference(given);
    if (asked !== undefined) return visit.c.redirect(pathOf(asked), 303);
    const code = unitCodeIn(given);
    if (code === undefined) return queue(visit, given, given === '' ? '' : searchMistake(given));
    if (!(await countLookUp(visit.session))) return tooMany(visit);
    const unit = await showUnit(database, limits, code, now());
    const read = { at: new Date(now()), actor: visit.actor, type: 'unit.read', unitCode: unit.code } as const;
    await writeEvents(database, keys, [read]);
    return unit.case
      ? visit.c.redirect(pathOf(unit.case.reference), 303)
      : queue(visit, given, `这个单位没有等待办理的申请。${NO_CASE}`);
  };

  const tooMany = (visit: Visit) =>
    answer(
      visit,
      html`<h1>${SEARCH.title}</h1>
        ${notice('care', ...TOO_MANY_LOOK_UPS)}`,
      429,
    );
  type Failed = (found: CaseOverview) => { message: Html; mistakes?: Mistakes };

  /** The page of a case as it is now. `failed`: of a deed that was not done. */
  const look = async (visit: Visit, failed?: Failed, status: 200 | 409 | 422 = 200): Promise<Response> => {
    if (!(await countLookUp(visit.session))) return tooMany(visit);
    const given = visit.c.req.param('reference') ?? '';
    const reference = checkReference(given);
    if (reference === undefined) return notFound(visit, given, KEPT_FOR);
    const shown = await showCase(visit, reference, failed, status);
    return shown ?? lookBySubmission(visit, reference);
  };

  /** Undefined when no case has the reference. */
  const showCase = async (
    visit: Visit,
    reference: string,
    failed?: Failed,
    status: 200 | 409 | 422 = 200,
  ): Promise<Response | undefined> => {
    const answerCase = (found: CaseOverview, body: Html) =>
      answer(visit, body, status, `人工核验 ${shownReference(found.reference)}`);
    const messageOf = (found: CaseOverview) => failed?.(found).message ?? doneNotice(visit, found);
    const result = await readClaim(dependencies, reference, visit.actor);
    if (result.kind === 'looked') {
      const { look: looked } = result;
      const unit = await showUnit(database, limits, looked.case.unitCode, now());
      const mistakes = failed?.(looked.case).mistakes ?? {};
      return answerCase(looked.case, lookBody(visit, looked, unit, messageOf(looked.case), mistakes));
    }
    if (result.kind === 'unreadable') return answerCase(result.case, unreadableBody(result.case));
    const found = await readCase(dependencies, reference, actOf(visit), now());
    return found && answerCase(found, endedBody(found, messageOf(found)));
  };

  /** The page with the number on it is often that of a submission: it leads to the case that waits for its unit. */
  const lookBySubmission = async (visit: Visit, reference: string): Promise<Response> => {
    const referred = await readReference(dependencies, reference, actOf(visit), now());
    const code = (referred?.submission ?? referred?.refusals)?.unitCode;
    const waiting = code ? (await showUnit(database, limits, code, now())).case : null;
    const shown =
      waiting &&
      (await showCase(visit, waiting.reference, (found) => ({
        message: notice(
          'care',
          html`编号<span class="code">${shownReference(reference)}</span>是网上提交的编号`,
          html`下面是该单位等待办理的人工核验，${numberWords(found)}。`,
        ),
      })));
    if (shown) return shown;
    return notFound(
      visit,
      shownReference(reference),
      code ? `这是网上提交的编号，该单位没有等待办理的申请。${NO_CASE}` : KEPT_FOR,
    );
  };

  const notFound = (visit: Visit, given: string, error: string) =>
    answer(
      visit,
      html`${searchHead(SEARCH, given, { error })}
        <p>${queueLink}</p>`,
      404,
    );

  const done = ({ c }: Visit, reference: string, what: string) =>
    c.redirect(`${pathOf(reference)}?done=${what}`, 303);
  const wrong = (visit: Visit, title: string, text: string, status: 409 | 422) =>
    look(visit, () => ({ message: notice('bad', title, text) }), status);
  /** The fields say what is wrong, and the notice all of it. */
  const incomplete = (
    visit: Visit,
    wrongIn: (found: CaseOverview) => { title: string; mistakes: Mistakes },
  ): Promise<Response> =>
    look(
      visit,
      (found) => {
        const { title, mistakes } = wrongIn(found);
        return { message: notice('bad', title, Object.values(mistakes).join('')), mistakes };
      },
      422,
    );
  const notProposed = (visit: Visit, mistakesOf: (found: CaseOverview) => Mistakes) =>
    incomplete(visit, (found) => ({ title: '初核没有提交', mistakes: mistakesOf(found) }));
  /** `label`: of the field. */
  const notReturned = (visit: Visit, mistakesOf: (label: string) => Mistakes) =>
    incomplete(visit, ({ proposal }) => {
      const deed = proposal?.by === visit.actor ? '撤回' : '退回';
      return { title: `没有${deed}`, mistakes: mistakesOf(`${deed}的原因`) };
    });
  /** It has come to another state since the page was made. */
  const stale = (visit: Visit) =>
    look(
      visit,
      (found) => ({
        message: notice(
          'care',
          happenedWords(found, visit.actor),
          '刚才的操作没有生效。下面是现在的情况。',
          html`${found.endedAt === null ? '' : tellPart(found)}
            <p class="next">${queueLink}</p>`,
        ),
      }),
      409,
    );

  /** A deed on a case whose reference is right. */
  const deed =
    (work: (visit: Visit, reference: string) => Promise<Response>) =>
    (visit: Visit): Promise<Response> => {
      const reference = checkReference(visit.c.req.param('reference') ?? '');
      return reference === undefined ? look(visit) : work(visit, reference);
    };

  const propose = async (visit: Visit, reference: string): Promise<Response> => {
    const proposal = proposalIn(visit);
    const numbered = numberIn(visit, '说明');
    if (!proposal) return notProposed(visit, () => ({ ...undecidedIn(visit), ...numbered }));
    if (numbered.note !== undefined) return notProposed(visit, () => numbered);
    const result = await proposeDecision(dependencies, reference, proposal, visit.actor);
    if (result.kind === 'proposed') return done(visit, reference, 'proposed');
    if (result.kind === 'incomplete') return notProposed(visit, (found) => missingIn(result.missing, found));
    return stale(visit);
  };

  const confirm = async (visit: Visit, reference: string): Promise<Response> => {
    const result = await confirmDecision(dependencies, reference, proposalIdIn(visit), visit.actor);
    switch (result.kind) {
      case 'certified':
      case 'refused':
        return done(visit, reference, result.kind);
      case 'same-person':
        await recordOwnProposal(visit, 'case.confirm', result.unitCode, { reference });
        return wrong(visit, '不能复核自己的初核', '初核和复核必须是两个人，什么也没有改变。', 409);
      case 'already-certified':
        return wrong(visit, '单位已经认证', '单位在网上通过了认证，这件申请不用再办理。', 409);
      case 'restoration-unseen':
        return wrong(
          visit,
          '单位现在登记状态异常，没有确认',
          '初核以后登记数据变了，初核时没有看登记机关恢复登记的文书。请退回初核，看到文书原件再办。',
          409,
        );
      case 'altered':
        return wrong(
          visit,
          '初核的记录可能被人改动过',
          '签名对不上，什么也没有改变，已记入审计。请退回初核、重新办理，并告诉安全负责人。',
          409,
        );
      default:
        return stale(visit);
    }
  };

  const giveBack = async (visit: Visit, reference: string): Promise<Response> => {
    if (numberIn(visit, '').note !== undefined) return notReturned(visit, (label) => numberIn(visit, label));
    const given = { proposal: proposalIdIn(visit), note: fieldOf(visit, 'note') };
    const result = await sendBack(dependencies, reference, given, visit.actor);
    if (result.kind === 'returned') return done(visit, reference, 'returned');
    if (result.kind === 'incomplete')
      return notReturned(visit, (label) => ({ note: `请写${label}，最多${NOTE_MAXIMUM}个字。` }));
    return stale(visit);
  };

  return [
    { method: 'get', path: PATH, access: 'case.list', handle: list },
    {
      method: 'get',
      path: `${PATH}/:reference`,
      access: 'case.look',
      handle: (visit) => look(visit),
    },
    { method: 'post', path: `${PATH}/:reference/propose`, access: 'case.propose', handle: deed(propose) },
    { method: 'post', path: `${PATH}/:reference/confirm`, access: 'case.confirm', handle: deed(confirm) },
    { method: 'post', path: `${PATH}/:reference/return`, access: 'case.return', handle: deed(giveBack) },
  ];
}
