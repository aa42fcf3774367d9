/** For officers: a unit's certification, its revocation by two of them, and an agent who has left. */
import { html } from 'hono/html';
import type { Actor } from '../database/index.ts';
import { readCase } from '../cases/index.ts';
import { writeEvents } from '../events/index.ts';
import { showUnit, type UnitOverview } from '../staff/index.ts';
import { readTakenOff, takeAgentOff, type TakenOff } from '../certifications/index.ts';
import {
  confirm,
  type Dropped,
  nextRevocation,
  proposeRevocation,
  readDropped,
  readRevocation,
  readRevocations,
  readRevoked,
  type Revocation,
  REVOCATION,
  type Revoked,
  sendBack,
} from '../proposals/index.ts';
import { canonicalCode } from '../registry/index.ts';
import { instantWords, lastDayWords, spoken } from './dates.ts';
import { codeMistake, proposalIdIn, reasonField, reasonIn, unitCodeIn, uuidIn } from './fields.ts';
import {
  buttonLink,
  card,
  columns,
  facts,
  fold,
  form,
  hint,
  link,
  nextLinks,
  nextPage,
  notice,
  part,
  sayBox,
  searchHead,
  table,
  unitWords,
  type Html,
  type Mistake,
} from './kit/index.ts';
import { createLookUps, TOO_MANY_LOOK_UPS } from './look-ups.ts';
import { createOwnProposals, show, type DeskDependencies, type DeskRoute, type Visit } from './route.ts';
import { standingPart, unitHeading } from './unit-parts.ts';
import { APPLICANT_WORDS, END_WORDS, METHOD_WORDS, staffWords } from './words.ts';

const PATH = '/certifications';
/** In the audit entry of the case that names a unit. */
const REASON = '工作台查看认证';
const pathOf = (code: string): string => `${PATH}/${code}`;

const SEARCH = {
  path: PATH,
  title: '认证管理',
  name: 'code',
  label: '单位代码',
  hint: '统一社会信用代码或组织机构代码',
  button: '打开',
  hasFocus: true,
};

const WAITING = '等待复核的撤销';

const wrongCode = (given: string): string => `单位代码不正确：${codeMistake(given)}`;

const waitingPart = ({ actor }: Visit, revocations: readonly Revocation[], next: string | undefined): Html =>
  card({
    title: WAITING,
    body: [
      table({
        label: WAITING,
        rows: revocations,
        none: '没有等待复核的撤销。有人提议撤销以后，会列在这里。',
        columns: [
          {
            title: '单位',
            isHead: true,
            cell: ({ unitCode, unitName }) => link(pathOf(unitCode), unitWords(unitCode, unitName)),
          },
          { title: '原因', kind: 'long', cell: ({ reason }) => reason },
          {
            title: '提议',
            cell: ({ by, at }) =>
              html`${by === actor ? '由您提议，等待另一人复核' : staffWords(by)}<br />${hint(part(instantWords(at)))}`,
          },
          {
            title: '期限（含当天）',
            label: '期限',
            kind: 'last-day',
            cell: ({ until }) => lastDayWords(until),
          },
        ],
      }),
      nextPage(next && `${PATH}?after=${next}`),
    ],
  });

const AGAIN = '撤销以后，单位在登记数据里的，用相同的信息可以马上重新通过认证；不在的，要再到窗口核验。';

/** The forms that take a reason, each by the end of its address. */
type ReasonForm = 'propose' | 'drop' | 'agent-left';
/** The mistake in the reason, by its form. */
type Mistakes = Partial<Record<ReasonForm, Mistake>>;

const droppedNotice = ({ by, proposedBy, reason }: Dropped): Html =>
  notice('care', `上次的提议已由${staffWords(by)}${by === proposedBy ? '撤回' : '退回'}`, reason);

const proposeForm = (
  { session }: Visit,
  code: string,
  dropped: Dropped | undefined,
  { propose }: Mistakes,
): Html =>
  form(session, {
    action: `${pathOf(code)}/propose`,
    title: '提议撤销认证',
    isCard: true,
    body: [
      dropped && droppedNotice(dropped),
      html`<p>另一名核验人员复核以后才生效；单位要重新认证，各网站会收到通知。${AGAIN}</p>`,
      reasonField('撤销的原因', 'revoke-reason', propose),
    ],
    buttons: [{ words: '提交提议', weight: 'second' }],
  });

const revocationPart = (
  { session, actor }: Visit,
  code: string,
  revocation: Revocation,
  { drop }: Mistakes,
): Html => {
  const isOwn = revocation.by === actor;
  const hidden = { proposal: revocation.proposal };
  const proposed = facts([
    ['提议人', html`${staffWords(revocation.by)}，${part(instantWords(revocation.at))}`],
    ['原因', revocation.reason],
    ['期限', html`${part(`${lastDayWords(revocation.until)}（含当天）`)}，到期不复核就作废`],
  ]);
  const confirmForm = form(session, {
    action: `${pathOf(code)}/confirm`,
    hidden,
    body: html`<p>请自己核实原因。确认以后马上生效：认证被撤销，并通知各网站。${AGAIN}</p>`,
    buttons: [{ words: '确认撤销', weight: 'danger' }],
  });
  const dropForm = form(session, {
    action: `${pathOf(code)}/drop`,
    hidden,
    body: reasonField(isOwn ? '撤回的原因' : '退回的原因', 'drop-reason', drop),
    buttons: [{ words: isOwn ? '撤回，认证仍然有效' : '退回，认证仍然有效', weight: 'second' }],
  });
  const own = html`<p>另一名核验人员确认以后才生效，认证现在仍然有效。要改的，可以撤回自己的提议。</p>`;
  return html`${card({ title: '已提议撤销', body: proposed })}
  ${card({
    title: isOwn ? '您已提议，等待另一人复核' : '复核',
    isForScreen: true,
    body: [
      isOwn ? own : confirmForm,
      fold(isOwn ? '撤回自己的提议' : '有疑问，退回提议', dropForm, drop !== undefined),
    ],
  })}`;
};

const agentForm = ({ session }: Visit, code: string, { 'agent-left': mistake }: Mistakes): Html =>
  form(session, {
    action: `${pathOf(code)}/agent-left`,
    title: '代理人已离职',
    isCard: true,
    body: [
      html`<p>
        认证由代理人办理。代理人不再为单位办事、自己又没有撤回的，在这里代为撤回：认证至少还有7天有效，单位最晚在期限那一天重新认证。
      </p>`,
      reasonField('代为撤回的原因', 'agent-reason', mistake),
    ],
    buttons: [{ words: '代理人已离职，代为撤回', weight: 'second' }],
  });

/** `due`: the unit's. */
const endWords = ({ endedAt, endReason }: UnitOverview['terms'][number], due: UnitOverview['due']): Html => {
  if (endedAt)
    return html`${part(instantWords(endedAt))}${endReason ? html`<br />${END_WORDS[endReason]}` : ''}`;
  return due ? html`${part(`有效至${lastDayWords(due.at)}`)}${part('（含当天）')}` : html`还没有结束`;
};

const termsPart = ({ terms, due }: UnitOverview): Html =>
  card({
    title: '历次认证',
    body: table({
      label: '历次认证',
      rows: terms,
      none: '没有认证记录：这个单位还没有通过认证。',
      columns: [
        { title: '认证时间', kind: 'time', cell: ({ since }) => instantWords(since) },
        { title: '办理人', kind: 'one-line', cell: ({ by }) => APPLICANT_WORDS[by] },
        { title: '依据', kind: 'one-line', cell: ({ method }) => METHOD_WORDS[method] },
        { title: '结束', cell: (term) => endWords(term, due) },
      ],
    }),
  });

const LIST_LINK = link(PATH, '回到认证管理');
/** After a deed: the next one of its kind, if any, and the list. */
const nextPart = (next: string | undefined): Html =>
  nextLinks(next === undefined ? '没有别的撤销等您复核。' : buttonLink(pathOf(next), '办下一件'), LIST_LINK);

/** A unit, and what officers have done there. */
interface Looked {
  unit: UnitOverview;
  revocation: Revocation | undefined;
  /** While the unit's last certification is revoked. */
  revoked: Revoked | undefined;
  dropped: Dropped | undefined;
  takenOff: TakenOff | undefined;
}

/** The forms of its page. */
const formsOf = ({ unit: { status, by, due }, revocation }: Looked): ReasonForm[] =>
  status === 'certified'
    ? [
        revocation ? 'drop' : 'propose',
        ...(by === 'agent' && due?.reason !== 'agent-withdrew' ? (['agent-left'] as const) : []),
      ]
    : [];

/** How the unit stands, after a deed that was too late. `actor`: the officer who reads it; `form`: of the deed. */
function happenedWords(
  { unit: { status, due, reason }, revocation }: Looked,
  actor: Actor,
  form: ReasonForm | undefined,
): string {
  if (status !== 'certified') return reason === 'revoked' ? '认证已撤销' : '单位现在没有认证';
  const isWithdrawn = due?.reason === 'agent-withdrew';
  if (form === 'agent-left') return isWithdrawn ? '代理人的认证已撤回' : '认证不是由代理人办理的';
  if (revocation) return `${revocation.by === actor ? '您' : staffWords(revocation.by)}已提议撤销`;
  return isWithdrawn ? '代理人的认证已撤回' : '没有等待复核的撤销，认证有效';
}

/** As the address names them after they are done. */
type Deed = 'proposed' | 'revoked' | 'dropped' | 'withdrawn' | 'agent-left';

/** The last deeds at the unit that are this officer’s own. */
const ownDeeds = ({ revocation, revoked, dropped, takenOff }: Looked, actor: Actor): Deed[] => [
  ...(revocation?.by === actor ? (['proposed'] as const) : []),
  ...(revoked?.by.at(-1) === actor ? (['revoked'] as const) : []),
  ...(dropped?.by === actor ? ([dropped.proposedBy === actor ? 'withdrawn' : 'dropped'] as const) : []),
  ...(takenOff?.by === actor ? (['agent-left'] as const) : []),
];

/** The message after a deed. The address says which one, so it counts only where this person has done it. */
function doneNotice({ c, actor }: Visit, looked: Looked, next: Html): Html | '' {
  const { unit } = looked;
  const done = ownDeeds(looked, actor).find((one) => one === c.req.query('done'));
  const named = html`${unit.name ?? '单位'}（<span class="code">${unit.code}</span>）`;
  switch (done) {
    case undefined:
      return '';
    case 'proposed':
      return notice('good', '提议已提交', html`${named}的认证仍然有效。请另一名核验人员复核。`, next);
    case 'revoked':
      return notice('good', '认证已撤销', html`${named}要重新认证，各网站会收到通知。${AGAIN}`, next);
    case 'dropped':
      return notice('good', '已退回', html`${named}的认证仍然有效。`, next);
    case 'withdrawn':
      return notice('good', '提议已撤回', html`${named}的认证仍然有效。`, next);
    case 'agent-left':
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
  }
}

const DONE_TWICE = '这一件刚才已经办好，不用再办。';
const PROPOSED_TWICE = '刚才已经提议过，不用再提。另一名核验人员确认以后才生效，认证现在仍然有效。';

/** Makes the message, the status and the mistakes of a page whose deed was not done. */
type Failed = (looked: Looked) => { message: Html | ''; status: 200 | 409 | 422; mistakes?: Mistakes };

export function certificationPages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, keys, limits, now } = dependencies;
  const lookUps = createLookUps(dependencies);
  const recordOwnProposal = createOwnProposals(dependencies);
  const answer = (visit: Visit, body: Html, status: 200 | 409 | 422 | 429 = 200) =>
    show(
      visit,
      {
        title: [SEARCH.title, unitCodeIn(visit.c.req.param('code') ?? '')].join(' ').trim(),
        path: PATH,
        body,
      },
      status,
    );
  const record = (
    { actor }: Visit,
    what:
      | { type: 'unit.read'; unitCode: string }
      | { type: 'unit.listed'; detail: { list: string; units: number } },
  ) => writeEvents(database, keys, [{ at: new Date(now()), actor, ...what }]);

  const search = async (visit: Visit, given: string): Promise<Response> => {
    const { c } = visit;
    const code = unitCodeIn(given);
    if (code !== undefined) return c.redirect(pathOf(code), 303);
    const after = c.req.query('after') ?? '';
    const { revocations, next } = await readRevocations(dependencies, uuidIn(after), now());
    const detail = { list: 'revocations', units: revocations.length };
    await record(visit, { type: 'unit.listed', detail });
    return answer(
      visit,
      html`${searchHead(SEARCH, given, {
        lead: '撤销由一人提议、另一人复核。每次查看和办理都记入审计。',
        error: given === '' ? '' : wrongCode(given),
      })}
      ${waitingPart(visit, revocations, next)}`,
      given === '' ? 200 : 422,
    );
  };

  const nextLink = async (actor: Actor): Promise<Html> => {
    return nextPart(await nextRevocation(dependencies, actor, now()));
  };

  const tooMany = (visit: Visit) =>
    answer(visit, html`${searchHead(SEARCH, '')} ${notice('care', ...TOO_MANY_LOOK_UPS)}`, 429);

  const readLooked = async (code: string): Promise<Looked> => {
    const unit = await showUnit(database, limits, code, now());
    const revocation = await readRevocation(dependencies, unit.code, now());
    const revoked = unit.reason === 'revoked' ? await readRevoked(dependencies, unit.code) : undefined;
    const term = { unitCode: unit.code, since: unit.since ?? '' };
    const isProposable = unit.status === 'certified' && !revocation;
    const dropped = isProposable ? await readDropped(dependencies, term) : undefined;
    return { unit, revocation, revoked, dropped, takenOff: await readTakenOff(dependencies, unit) };
  };

  /** The page of a unit as it is now. */
  const look = async (visit: Visit, failed?: Failed): Promise<Response> => {
    const given = visit.c.req.param('code') ?? '';
    const code = unitCodeIn(given);
    if (code === undefined) return search(visit, given);
    if (!(await lookUps.count(visit.session, code))) return tooMany(visit);
    const looked = await readLooked(code);
    const { unit, revocation, revoked, dropped, takenOff } = looked;
    await record(visit, { type: 'unit.read', unitCode: unit.code });
    const act = { actor: visit.actor, reason: REASON };
    const named =
      unit.name === null && unit.case
        ? await readCase(dependencies, unit.case.reference, act, now())
        : undefined;
    const givenName = named?.givenName;
    const isCertified = unit.status === 'certified';
    const next = !failed && visit.c.req.query('done') !== undefined ? await nextLink(visit.actor) : html``;
    const {
      message,
      mistakes = {},
      status,
    } = failed?.(looked) ?? { message: doneNotice(visit, looked, next), status: 200 };
    const forms = formsOf(looked);
    const standing = standingPart(unit, '认证情况', { givenName, revoked, takenOff, tellsWhoTookOff: true });
    const deeds = [
      forms.includes('agent-left') ? agentForm(visit, unit.code, mistakes) : '',
      revocation && revocationPart(visit, unit.code, revocation, mistakes),
      forms.includes('propose') ? proposeForm(visit, unit.code, dropped, mistakes) : '',
    ];
    return answer(
      visit,
      html`<h1>${unitHeading(unit, givenName)}</h1>
        <p class="lead no-paper">${link(PATH, WAITING)} · ${link('/due', '到期与失效')}</p>
        ${message} ${isCertified || message !== '' ? '' : html`<p>单位现在没有认证，不能提议撤销。</p>`}
        ${isCertified ? columns([standing, termsPart(unit)], deeds) : columns(standing, [termsPart(unit), ...deeds])}`,
      status,
    );
  };

  const wrong = (visit: Visit, title: string, text: string) =>
    look(visit, () => ({ message: notice('bad', title, text), status: 409 }));
  /** It has come to another state since the page was made. `deeds`: one of them was to be done, and may have been sent twice. */
  const overtaken =
    ({ actor }: Visit, deeds: readonly Deed[], form?: ReasonForm): Failed =>
    (looked) => {
      const happened = happenedWords(looked, actor, form);
      const next = nextLinks(LIST_LINK);
      return ownDeeds(looked, actor).some((one) => deeds.includes(one))
        ? {
            message: notice('good', happened, form === 'propose' ? PROPOSED_TWICE : DONE_TWICE, next),
            status: 200,
          }
        : {
            message: notice('care', happened, '刚才的操作没有生效。下面是现在的情况。', next),
            status: 409,
          };
    };

  const DEEDS: Record<ReasonForm, readonly Deed[]> = {
    propose: ['proposed'],
    drop: ['dropped', 'withdrawn'],
    'agent-left': ['agent-left'],
  };
  const stale = (visit: Visit, form: ReasonForm) => look(visit, overtaken(visit, DEEDS[form], form));

  /** A deed on a unit whose code is right. */
  const deed =
    (work: (visit: Visit, code: string) => Promise<Response>) =>
    async (visit: Visit): Promise<Response> => {
      const code = unitCodeIn(visit.c.req.param('code') ?? '');
      if (code === undefined) return look(visit);
      return (await lookUps.count(visit.session, code)) ? work(visit, code) : tooMany(visit);
    };
  /** A deed with a reason, which the page asks for again only where the deed is still possible. */
  const deedWithReason = (
    form: ReasonForm,
    work: (visit: Visit, code: string, reason: string) => Promise<Response>,
  ) =>
    deed((visit, code) => {
      const given = reasonIn(visit);
      if ('reason' in given) return work(visit, code, given.reason);
      return look(visit, (looked) =>
        formsOf(looked).includes(form)
          ? { message: '', status: 422, mistakes: { [form]: given } }
          : overtaken(visit, DEEDS[form], form)(looked),
      );
    });
  /** The proposal of the form, where it waits at this unit. */
  const waitingProposal = async (visit: Visit, code: string): Promise<string | undefined> => {
    const waiting = await readRevocation(dependencies, await canonicalCode(database, code), now());
    return waiting?.proposal === proposalIdIn(visit) ? waiting.proposal : undefined;
  };
  const done = ({ c }: Visit, code: string, what: Deed) => c.redirect(`${pathOf(code)}?done=${what}`, 303);

  const propose = async (visit: Visit, code: string, reason: string): Promise<Response> => {
    const result = await proposeRevocation(dependencies, code, { reason, actor: visit.actor });
    return result.kind === 'proposed' ? done(visit, code, 'proposed') : stale(visit, 'propose');
  };

  const confirmRevocation = async (visit: Visit, code: string): Promise<Response> => {
    const changed = () => look(visit, overtaken(visit, ['revoked']));
    const proposal = await waitingProposal(visit, code);
    if (proposal === undefined) return changed();
    const result = await confirm(dependencies, REVOCATION, proposal, visit.actor);
    switch (result.kind) {
      case 'revoked':
        return done(visit, code, 'revoked');
      case 'same-person':
        await recordOwnProposal(visit, 'certification.confirm-revocation', result.unitCode);
        return wrong(visit, '不能复核自己的提议', '提议和复核必须是两个人，什么也没有改变。');
      case 'altered':
        return wrong(
          visit,
          '提议的记录可能被人改动过',
          '签名对不上，什么也没有改变，已记入审计。请退回，重新提议，并告诉安全负责人。',
        );
      case 'key-replaced':
        return wrong(
          visit,
          '提议之后，签名的密钥更换了',
          '更换以前的提议不能再确认，什么也没有改变。请退回，重新提议。',
        );
      case 'changed':
        return changed();
    }
  };

  const drop = async (visit: Visit, code: string, reason: string): Promise<Response> => {
    const proposal = await waitingProposal(visit, code);
    if (proposal === undefined) return stale(visit, 'drop');
    const result = await sendBack(dependencies, REVOCATION, proposal, { reason, actor: visit.actor });
    if (result.kind !== 'returned') return stale(visit, 'drop');
    return done(visit, code, result.proposedBy === visit.actor ? 'withdrawn' : 'dropped');
  };

  const agentLeft = async (visit: Visit, code: string, reason: string): Promise<Response> => {
    const { changed } = await takeAgentOff(dependencies, code, { reason, actor: visit.actor }, now());
    return changed ? done(visit, code, 'agent-left') : stale(visit, 'agent-left');
  };

  const unit = `${PATH}/:code`;
  return [
    {
      method: 'get',
      path: PATH,
      access: 'certification.list',
      handle: (visit) => search(visit, (visit.c.req.query('code') ?? '').trim()),
    },
    { method: 'get', path: unit, access: 'certification.look', handle: (visit) => look(visit) },
    {
      method: 'post',
      path: `${unit}/propose`,
      access: 'certification.propose-revocation',
      handle: deedWithReason('propose', propose),
    },
    {
      method: 'post',
      path: `${unit}/confirm`,
      access: 'certification.confirm-revocation',
      handle: deed(confirmRevocation),
    },
    {
      method: 'post',
      path: `${unit}/drop`,
      access: 'certification.drop-revocation',
      handle: deedWithReason('drop', drop),
    },
    {
      method: 'post',
      path: `${unit}/agent-left`,
      access: 'certification.take-agent-off',
      handle: deedWithReason('agent-left', agentLeft),
    },
  ];
}
