/** For officers: a unit's certification, what two of them decide about it, and an agent who has left. */
import { html } from 'hono/html';
import type { Actor } from '../database/index.ts';
import { readCase } from '../cases/index.ts';
import { writeEvents } from '../events/index.ts';
import {
  HOLD,
  proposeHold,
  readDroppedHold,
  readHeld,
  readHoldDecision,
  readProposedHold,
  readProposedHolds,
} from '../holds/index.ts';
import { showUnit, type UnitOverview } from '../staff/index.ts';
import { readTakenOff, takeAgentOff, type TakenOff } from '../certifications/index.ts';
import {
  confirm,
  type Decided,
  type Dropped,
  nextRevocation,
  proposeRevocation,
  readDropped,
  readRevocation,
  readRevocations,
  readRevoked,
  REVOCATION,
  sendBack,
} from '../proposals/index.ts';
import { canonicalCode } from '../registry/index.ts';
import type { Access } from './access.ts';
import { instantWords, lastDayWords, spoken } from './dates.ts';
import { codeMistake, proposalIdIn, reasonField, reasonIn, unitCodeIn, uuidIn } from './fields.ts';
import {
  buttonLink,
  card,
  codeWords,
  columns,
  form,
  link,
  nextLinks,
  notice,
  part,
  sayBox,
  searchHead,
  table,
  type Html,
  type Mistake,
} from './kit/index.ts';
import { createLookUps, TOO_MANY_LOOK_UPS } from './look-ups.ts';
import { refusedWords } from './proposal-parts.ts';
import {
  createOwnProposals,
  fieldOf,
  show,
  type DeskDependencies,
  type DeskRoute,
  type Visit,
} from './route.ts';
import { standingPart, unitHeading } from './unit-parts.ts';
import {
  heldList,
  ofHold,
  ofRevocation,
  PATH,
  pathOf,
  proposeForm,
  WAITING,
  waitingList,
  waitingParts,
  type WaitingProposal,
  type What,
  WORDS,
} from './unit-proposals.ts';
import { APPLICANT_WORDS, END_WORDS, METHOD_WORDS, staffWords } from './words.ts';

/** In the audit entry of the case that names a unit. */
const REASON = '工作台查看认证';

const SEARCH = {
  path: PATH,
  title: '认证管理',
  name: 'code',
  label: '单位代码',
  hint: '统一社会信用代码或组织机构代码',
  button: '打开',
  hasFocus: true,
};

const wrongCode = (given: string): string => `单位代码不正确：${codeMistake(given)}`;

/** The subjects of proposals. Of each, one proposal at most waits at a unit; that of a hold is to place or to lift it. */
type Matter = 'revocation' | 'hold';
/** The forms that take a reason. */
type ReasonForm = `${'propose' | 'drop'}-${Matter}` | 'agent-left';
type Mistakes = Partial<Record<ReasonForm, Mistake>>;

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
/** After a deed: the next one that waits for this officer, if any, and the list. */
const nextPart = (next: string | undefined): Html =>
  nextLinks(next === undefined ? '没有别的提议等您复核。' : buttonLink(pathOf(next), '办下一件'), LIST_LINK);

/** A unit, and what officers have done there. */
interface Looked {
  unit: UnitOverview;
  waiting: Partial<Record<Matter, WaitingProposal>>;
  /** While the unit's last certification is revoked. */
  revoked: Decided | undefined;
  /** While the unit is held. */
  placed: Decided | undefined;
  /** While it is not. */
  lifted: Decided | undefined;
  dropped: Record<Matter, Dropped | undefined>;
  takenOff: TakenOff | undefined;
}

const isHeld = ({ unit }: Looked): boolean => unit.heldSince !== null;

/** The proposal that can be made about this subject now. */
const whatOf = (matter: Matter, looked: Looked): What => {
  switch (matter) {
    case 'revocation':
      return 'revocation';
    case 'hold':
      return isHeld(looked) ? 'lifted' : 'placed';
  }
};

/** The forms of its page. */
const formsOf = ({ unit: { status, by, due }, waiting }: Looked): ReasonForm[] => [
  ...(status === 'certified'
    ? [
        waiting.revocation ? ('drop-revocation' as const) : ('propose-revocation' as const),
        ...(by === 'agent' && due?.reason !== 'agent-withdrew' ? (['agent-left'] as const) : []),
      ]
    : []),
  waiting.hold ? 'drop-hold' : 'propose-hold',
];

/** How the unit stands, after a deed that was too late. `actor`: the officer who reads it; `form`: of the deed. */
function happenedWords(looked: Looked, actor: Actor, form: ReasonForm): string {
  const { unit, waiting } = looked;
  const officer = (one: Actor) => (one === actor ? '您' : staffWords(one));
  const proposed = ({ by, what }: WaitingProposal) => `${officer(by)}已提议${WORDS[what].name}`;
  switch (form) {
    case 'propose-hold':
    case 'drop-hold':
      if (waiting.hold) return proposed(waiting.hold);
      return isHeld(looked) ? '单位已暂停认证' : '没有等待复核的暂停，单位没有暂停';
    case 'agent-left':
    case 'propose-revocation':
    case 'drop-revocation': {
      if (unit.status !== 'certified') return unit.reason === 'revoked' ? '认证已撤销' : '单位现在没有认证';
      const isWithdrawn = unit.due?.reason === 'agent-withdrew';
      if (form === 'agent-left') return isWithdrawn ? '代理人的认证已撤回' : '认证不是由代理人办理的';
      if (waiting.revocation) return proposed(waiting.revocation);
      return isWithdrawn ? '代理人的认证已撤回' : '没有等待复核的撤销，认证有效';
    }
  }
}

/** The deed was not done, because its reason is wrong. */
function notDoneWords({ waiting }: Looked, actor: Actor, form: ReasonForm): string {
  const dropped = (proposal: WaitingProposal | undefined) =>
    proposal?.by === actor ? '提议没有撤回' : '提议没有退回';
  switch (form) {
    case 'propose-revocation':
    case 'propose-hold':
      return '提议没有提交';
    case 'drop-revocation':
      return dropped(waiting.revocation);
    case 'drop-hold':
      return dropped(waiting.hold);
    case 'agent-left':
      return '没有代为撤回';
  }
}

/** The deeds, by the names that the address has after them (`?done=`). */
type Deed = `${'proposed' | 'confirmed' | 'dropped' | 'withdrawn'}-${What}` | 'agent-left';

/** The last deeds at the unit that are this officer’s own. */
function ownDeeds(looked: Looked, actor: Actor): Deed[] {
  const { waiting, revoked, placed, lifted, dropped, takenOff } = looked;
  const isLast = (decided: { by: Actor[] } | undefined) => decided?.by.at(-1) === actor;
  // A later proposal is another matter, also when nothing has come of it.
  const isLastHold = (decided: Decided | undefined) =>
    isLast(decided) && waiting.hold === undefined && dropped.hold === undefined;
  const ofMatter = (matter: Matter): Deed[] => {
    const [proposal, back] = [waiting[matter], dropped[matter]];
    return [
      ...(proposal?.by === actor ? [`proposed-${proposal.what}` as const] : []),
      ...(back?.by === actor
        ? [`${back.proposedBy === actor ? 'withdrawn' : 'dropped'}-${whatOf(matter, looked)}` as const]
        : []),
    ];
  };
  return [
    ...ofMatter('revocation'),
    ...ofMatter('hold'),
    ...(isLast(revoked) ? (['confirmed-revocation'] as const) : []),
    ...(isLastHold(placed) ? (['confirmed-placed'] as const) : []),
    ...(isLastHold(lifted) ? (['confirmed-lifted'] as const) : []),
    ...(takenOff?.by === actor ? (['agent-left'] as const) : []),
  ];
}

/** The message after a deed. The address says which one, so it counts only where this person has done it. */
function doneNotice({ c, actor }: Visit, looked: Looked, next: Html): Html | '' {
  const { unit } = looked;
  const done = ownDeeds(looked, actor).find((one) => one === c.req.query('done'));
  const named = html`${unit.name ?? '单位'}（${codeWords(unit.code)}）`;
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
  const [deed, what] = done.split('-') as ['proposed' | 'confirmed' | 'dropped' | 'withdrawn', What];
  const { stands, done: confirmed } = WORDS[what];
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

const DONE_TWICE = '这一件刚才已经办好，不用再办。';
const PROPOSED_TWICE = '刚才已经提议过，不用再提。另一名核验人员确认以后才生效，';

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
    const after = uuidIn(c.req.query('after') ?? '');
    const { revocations, next } = await readRevocations(dependencies, after, now());
    // There are few holds, which all stand on the first page.
    const [holds, held] =
      after === undefined
        ? [await readProposedHolds(dependencies, now()), await readHeld(dependencies)]
        : [[], []];
    const waiting = [...holds.map(ofHold), ...revocations.map(ofRevocation)];
    const detail = { list: 'revocations', units: waiting.length + held.length };
    await record(visit, { type: 'unit.listed', detail });
    return answer(
      visit,
      html`${searchHead(SEARCH, given, {
        lead: '撤销、暂停和恢复由一人提议、另一人复核。每次查看和办理都记入审计。',
        error: given === '' ? '' : wrongCode(given),
      })}
      ${waitingList(visit, waiting, next && `${PATH}?after=${next}`)}
      ${held.length === 0 ? '' : heldList(held)}`,
      given === '' ? 200 : 422,
    );
  };

  const nextLink = async (actor: Actor): Promise<Html> => {
    const hold = (await readProposedHolds(dependencies, now())).find(({ by }) => by !== actor);
    return nextPart(hold?.unitCode ?? (await nextRevocation(dependencies, actor, now())));
  };

  const tooMany = (visit: Visit) =>
    answer(visit, html`${searchHead(SEARCH, '')} ${notice('care', ...TOO_MANY_LOOK_UPS)}`, 429);

  const readLooked = async (code: string): Promise<Looked> => {
    const unit = await showUnit(database, limits, code, now());
    const revocation = await readRevocation(dependencies, unit.code, now());
    const hold = await readProposedHold(dependencies, unit.code, now());
    const term = { unitCode: unit.code, since: unit.since ?? '' };
    const isProposable = unit.status === 'certified' && !revocation;
    const decision = unit.heldSince === null ? 'lifted' : 'placed';
    const holding = await readHoldDecision(dependencies, unit.code, decision);
    return {
      unit,
      waiting: {
        ...(revocation && { revocation: ofRevocation(revocation) }),
        ...(hold && { hold: ofHold(hold) }),
      },
      revoked: unit.reason === 'revoked' ? await readRevoked(dependencies, unit.code) : undefined,
      placed: decision === 'placed' ? holding : undefined,
      lifted: decision === 'lifted' ? holding : undefined,
      dropped: {
        revocation: isProposable ? await readDropped(dependencies, term) : undefined,
        hold: hold ? undefined : await readDroppedHold(dependencies, unit.code),
      },
      takenOff: await readTakenOff(dependencies, unit),
    };
  };

  /** The page of a unit as it is now. */
  const look = async (visit: Visit, failed?: Failed): Promise<Response> => {
    const given = visit.c.req.param('code') ?? '';
    const code = unitCodeIn(given);
    if (code === undefined) return search(visit, given);
    if (!(await lookUps.count(visit.session, code))) return tooMany(visit);
    const looked = await readLooked(code);
    const { unit, waiting, revoked, placed, dropped, takenOff } = looked;
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
    const standing = standingPart(unit, '认证情况', {
      givenName,
      revoked,
      placed,
      takenOff,
      tellsWhoTookOff: true,
    });
    const waitingFor = (matter: Matter): Html | '' => {
      const one = waiting[matter];
      return one ? waitingParts(visit, unit.code, one, mistakes[`drop-${matter}`]) : '';
    };
    const toPropose = (matter: Matter): Html | '' => {
      if (!forms.includes(`propose-${matter}`)) return '';
      const what = whatOf(matter, looked);
      return proposeForm(visit, unit.code, what, dropped[matter], mistakes[`propose-${matter}`]);
    };
    // The second officer comes for the proposal that waits.
    const deeds = [
      waitingFor('revocation'),
      waitingFor('hold'),
      forms.includes('agent-left') ? agentForm(visit, unit.code, mistakes) : '',
      toPropose('revocation'),
      toPropose('hold'),
    ];
    return answer(
      visit,
      html`<h1>${unitHeading(unit, givenName)}</h1>
        <p class="lead no-paper">${link(PATH, WAITING)} · ${link('/due', '到期与失效')}</p>
        ${message}
        ${isCertified || isHeld(looked) || message !== '' ? '' : html`<p>单位现在没有认证，不能提议撤销。</p>`}
        ${isCertified ? columns([standing, termsPart(unit)], deeds) : columns(standing, [termsPart(unit), ...deeds])}`,
      status,
    );
  };

  const wrong = (visit: Visit, title: string, text: string) =>
    look(visit, () => ({ message: notice('bad', title, text), status: 409 }));
  /** It has come to another state since the page was made. `deeds`: one of them was to be done, and may have been sent twice. */
  const overtaken =
    ({ actor }: Visit, deeds: readonly Deed[], form: ReasonForm): Failed =>
    (looked) => {
      const happened = happenedWords(looked, actor, form);
      const next = nextLinks(LIST_LINK);
      const own = ownDeeds(looked, actor).find((one) => deeds.includes(one));
      if (own === undefined)
        return {
          message: notice('care', happened, '刚才的操作没有生效。下面是现在的情况。', next),
          status: 409,
        };
      const proposed = own.startsWith('proposed-') ? WORDS[own.slice('proposed-'.length) as What] : undefined;
      const text = proposed ? `${PROPOSED_TWICE}${proposed.stands}。` : DONE_TWICE;
      return { message: notice('good', happened, text, next), status: 200 };
    };

  const DEEDS: Record<ReasonForm, readonly Deed[]> = {
    'propose-revocation': ['proposed-revocation'],
    'drop-revocation': ['dropped-revocation', 'withdrawn-revocation'],
    'propose-hold': ['proposed-placed', 'proposed-lifted'],
    'drop-hold': ['dropped-placed', 'dropped-lifted', 'withdrawn-placed', 'withdrawn-lifted'],
    'agent-left': ['agent-left'],
  };
  const CONFIRMED: Record<Matter, readonly Deed[]> = {
    revocation: ['confirmed-revocation'],
    hold: ['confirmed-placed', 'confirmed-lifted'],
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
          ? {
              message: notice('bad', notDoneWords(looked, visit.actor, form), given.error),
              status: 422,
              mistakes: { [form]: given },
            }
          : overtaken(visit, DEEDS[form], form)(looked),
      );
    });
  const done = ({ c }: Visit, code: string, what: Deed) => c.redirect(`${pathOf(code)}?done=${what}`, 303);

  /** The proposal of the form, where it waits at this unit. */
  const waitingProposal = async (
    visit: Visit,
    code: string,
    matter: Matter,
  ): Promise<WaitingProposal | undefined> => {
    const unitCode = await canonicalCode(database, code);
    const read = async () => {
      switch (matter) {
        case 'revocation': {
          const revocation = await readRevocation(dependencies, unitCode, now());
          return revocation && ofRevocation(revocation);
        }
        case 'hold': {
          const hold = await readProposedHold(dependencies, unitCode, now());
          return hold && ofHold(hold);
        }
      }
    };
    const waiting = await read();
    return waiting?.proposal === proposalIdIn(visit) ? waiting : undefined;
  };

  const proposeIt =
    (matter: Matter) =>
    async (visit: Visit, code: string, reason: string): Promise<Response> => {
      const act = { reason, actor: visit.actor };
      const decision = fieldOf(visit, 'what') === 'lifted' ? 'lifted' : 'placed';
      const result = await (matter === 'hold'
        ? proposeHold(dependencies, code, decision, act)
        : proposeRevocation(dependencies, code, act));
      if (result.kind !== 'proposed') return stale(visit, `propose-${matter}`);
      return done(visit, code, `proposed-${matter === 'hold' ? decision : matter}`);
    };

  const confirmIt =
    (matter: Matter, access: Access) =>
    async (visit: Visit, code: string): Promise<Response> => {
      const changed = () => look(visit, overtaken(visit, CONFIRMED[matter], `drop-${matter}`));
      const waiting = await waitingProposal(visit, code, matter);
      if (waiting === undefined) return changed();
      const { proposal, what } = waiting;
      const result = await (matter === 'hold'
        ? confirm(dependencies, HOLD, proposal, visit.actor)
        : confirm(dependencies, REVOCATION, proposal, visit.actor));
      switch (result.kind) {
        case 'revoked':
        case 'placed':
        case 'lifted':
          return done(visit, code, `confirmed-${what}`);
        case 'same-person':
          await recordOwnProposal(visit, access, result.unitCode);
          return wrong(visit, ...refusedWords(result.kind, '提议'));
        case 'altered':
        case 'key-replaced':
          return wrong(visit, ...refusedWords(result.kind, '提议'));
        case 'changed':
          return changed();
      }
    };

  const dropIt =
    (matter: Matter) =>
    async (visit: Visit, code: string, reason: string): Promise<Response> => {
      const waiting = await waitingProposal(visit, code, matter);
      if (waiting === undefined) return stale(visit, `drop-${matter}`);
      const { proposal, what } = waiting;
      const act = { reason, actor: visit.actor };
      const result = await (matter === 'hold'
        ? sendBack(dependencies, HOLD, proposal, act)
        : sendBack(dependencies, REVOCATION, proposal, act));
      if (result.kind !== 'returned') return stale(visit, `drop-${matter}`);
      return done(visit, code, `${result.proposedBy === visit.actor ? 'withdrawn' : 'dropped'}-${what}`);
    };

  const agentLeft = async (visit: Visit, code: string, reason: string): Promise<Response> => {
    const { changed } = await takeAgentOff(dependencies, code, { reason, actor: visit.actor }, now());
    return changed ? done(visit, code, 'agent-left') : stale(visit, 'agent-left');
  };

  const unit = `${PATH}/:code`;
  /** The deeds of a matter. `path`: of its forms. */
  const proposals = (
    matter: Matter,
    path: string,
    access: Record<'propose' | 'confirm' | 'drop', Access>,
  ): DeskRoute[] => [
    {
      method: 'post',
      path: `${path}/propose`,
      access: access.propose,
      handle: deedWithReason(`propose-${matter}`, proposeIt(matter)),
    },
    {
      method: 'post',
      path: `${path}/confirm`,
      access: access.confirm,
      handle: deed(confirmIt(matter, access.confirm)),
    },
    {
      method: 'post',
      path: `${path}/drop`,
      access: access.drop,
      handle: deedWithReason(`drop-${matter}`, dropIt(matter)),
    },
  ];
  return [
    {
      method: 'get',
      path: PATH,
      access: 'certification.list',
      handle: (visit) => search(visit, (visit.c.req.query('code') ?? '').trim()),
    },
    { method: 'get', path: unit, access: 'certification.look', handle: (visit) => look(visit) },
    ...proposals('revocation', unit, {
      propose: 'certification.propose-revocation',
      confirm: 'certification.confirm-revocation',
      drop: 'certification.drop-revocation',
    }),
    ...proposals('hold', `${unit}/hold`, {
      propose: 'certification.propose-hold',
      confirm: 'certification.confirm-hold',
      drop: 'certification.drop-hold',
    }),
    {
      method: 'post',
      path: `${unit}/agent-left`,
      access: 'certification.take-agent-off',
      handle: deedWithReason('agent-left', agentLeft),
    },
  ];
}
