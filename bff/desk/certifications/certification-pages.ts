/**
 * For officers: a unit's certification, what two of them decide about it, and an agent who has
 * left.
 */
import { html } from 'hono/html';
import { readCase } from '../../cases/index.ts';
import { readTakenOff, takeAgentOff } from '../../certifications/index.ts';
import { HOLD, proposeHold, readHeld } from '../../holds/index.ts';
import {
  confirm,
  type Matter,
  nextUnitToConfirm,
  proposeRevocation,
  readDecided,
  readDropped,
  readWaitingAtUnit,
  readWaitingAtUnits,
  REVOCATION,
  sendBack,
  type UnitDecision,
} from '../../proposals/index.ts';
import { canonicalCode } from '../../registry/index.ts';
import { showUnit, type UnitOverview } from '../../staff/index.ts';
import {
  buttonLink,
  card,
  columns,
  form,
  link,
  nextLinks,
  part,
  searchHead,
  table,
  type Html,
  type Mistake,
} from '../kit/index.ts';
import { fieldOf, proposalIdIn, reasonField, reasonIn } from '../page/fields.ts';
import { formsBelow, show, type DeskDependencies, type DeskRoute, type Visit } from '../page/route.ts';
import { standingPart, unitHeading } from '../units/unit-parts.ts';
import { instantWords, lastDayWords } from '../words/dates.ts';
import { codeMistake, unitCodeIn, uuidIn } from '../words/typed.ts';
import { APPLICANT_WORDS, END_WORDS, METHOD_WORDS } from '../words/words.ts';
import {
  decisionOf,
  doneNotice,
  formsOf,
  isHeld,
  LIST_LINK,
  notTaken,
  type Done,
  type Looked,
  type NotTaken,
} from './certification-replies.ts';
import { heldList, PATH, pathOf, proposeForm, WAITING, waitingList, waitingParts } from './unit-proposals.ts';

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

const agentForm = ({ session }: Visit, code: string, mistake: Mistake | undefined): Html =>
  form(session, {
    action: `${pathOf(code)}/agent-left`,
    title: '代理人已离职',
    isCard: true,
    body: [
      html`<p>
        认证由代理人办理。代理人不再为单位办事、自己又没有撤回的，在这里代为撤回：认证至少还有7天有效，已经定下期限的仍是那一天；单位最晚在期限那一天重新认证。
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

/** After a deed: the next one that waits for this officer, if any, and the list. */
const nextPart = (next: string | undefined): Html =>
  nextLinks(next === undefined ? '没有别的提议等您复核。' : buttonLink(pathOf(next), '办下一件'), LIST_LINK);

export function certificationPages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, limits, now } = dependencies;

  const search = async (visit: Visit, given: string): Promise<Response> => {
    const { c } = visit;
    const code = unitCodeIn(given);
    if (code !== undefined) return c.redirect(pathOf(code), 303);
    const after = uuidIn(c.req.query('after') ?? '');
    const { proposals, next } = await readWaitingAtUnits(dependencies, after, now());
    const held = after === undefined ? await readHeld(dependencies) : [];
    const detail = { list: 'revocations', units: proposals.length + held.length };
    await visit.record({ type: 'unit.listed', detail });
    const body = html`${searchHead(SEARCH, given, {
      lead: '撤销、暂停和恢复由一人提议、另一人复核。每次查看和办理都记入审计。',
      error: given === '' ? '' : `单位代码不正确：${codeMistake(given)}`,
    })}
    ${waitingList(visit, proposals, next && `${PATH}?after=${next}`)}
    ${held.length === 0 ? '' : heldList(held)}`;
    return show(visit, { title: SEARCH.title, path: PATH, body }, given === '' ? 200 : 422);
  };

  const readLooked = async (code: string): Promise<Looked> => {
    const unit = await showUnit(database, limits, code, now());
    const waiting = await readWaitingAtUnit(dependencies, unit.code, now());
    const read = (decision: UnitDecision) => readDecided(dependencies, unit.code, decision);
    const holding = unit.heldSince === null ? 'lifted' : 'placed';
    const isProposable = unit.status === 'certified' && !waiting.revocation;
    return {
      unit,
      waiting,
      decided: {
        revoked: unit.reason === 'revoked' ? await read('revoked') : undefined,
        [holding]: await read(holding),
      },
      dropped: {
        revocation: isProposable
          ? await readDropped(dependencies, unit.code, 'revocation', unit.since!)
          : undefined,
        hold: waiting.hold ? undefined : await readDropped(dependencies, unit.code, 'hold'),
      },
      takenOff: await readTakenOff(dependencies, unit),
    };
  };

  /** The name that the site gave with the case of a unit that no register has. */
  const givenNameOf = async ({ unit }: Looked, { actor }: Visit): Promise<string | null | undefined> =>
    unit.name === null && unit.case
      ? (await readCase(dependencies, unit.case.reference, { actor, reason: REASON }, now()))?.givenName
      : undefined;

  const look = async (visit: Visit): Promise<Response> => {
    const { c, actor } = visit;
    const given = c.req.param('code') ?? '';
    const code = unitCodeIn(given);
    if (code === undefined) return search(visit, given);
    const looked = await readLooked(code);
    const { unit, waiting, decided, dropped, takenOff } = looked;
    await visit.record({ type: 'unit.read', unitCode: unit.code });
    const givenName = await givenNameOf(looked, visit);
    const next =
      c.req.query('done') === undefined
        ? html``
        : nextPart(await nextUnitToConfirm(dependencies, actor, now()));
    const told = notTaken(visit, looked) ?? { message: doneNotice(visit, looked, next) };
    const { message, status, mistakes = {} } = told;
    const isCertified = unit.status === 'certified';
    const forms = formsOf(looked);
    const standing = standingPart(unit, '认证情况', {
      givenName,
      ...decided,
      takenOff,
      tellsWhoTookOff: true,
    });
    const waitingFor = (matter: Matter): Html | '' => {
      const one = waiting[matter];
      return one ? waitingParts(visit, unit.code, one, mistakes[`certification.drop-${matter}`]) : '';
    };
    const toPropose = (matter: Matter): Html | '' => {
      const deed = `certification.propose-${matter}` as const;
      if (!forms.includes(deed)) return '';
      return proposeForm(visit, unit.code, decisionOf(matter, looked), dropped[matter], mistakes[deed]);
    };
    // The second officer comes for the proposal that waits.
    const deeds = [
      waitingFor('revocation'),
      waitingFor('hold'),
      forms.includes('certification.take-agent-off')
        ? agentForm(visit, unit.code, mistakes['certification.take-agent-off'])
        : '',
      toPropose('revocation'),
      toPropose('hold'),
    ];
    const body = html`<h1>${unitHeading(unit, givenName)}</h1>
      <p class="lead no-paper">${link(PATH, WAITING)} · ${link('/due', '到期与失效')}</p>
      ${message}
      ${isCertified || isHeld(looked) || message !== '' ? '' : html`<p>单位现在没有认证，不能提议撤销。</p>`}
      ${isCertified ? columns([standing, termsPart(unit)], deeds) : columns(standing, [termsPart(unit), ...deeds])}`;
    return show(visit, { title: `${SEARCH.title} ${code}`, path: PATH, body }, status);
  };

  type Work = (visit: Visit, code: string) => Promise<Done | NotTaken>;
  const withReason =
    (work: Work): Work =>
    async (visit, code) =>
      reasonIn(visit).error === '' ? work(visit, code) : { kind: 'reason' };
  const actOf = (visit: Visit) => ({ reason: fieldOf(visit, 'reason'), actor: visit.actor });

  /** The proposal of the form, where it waits at this unit. */
  const waitingProposal = async (visit: Visit, code: string, matter: Matter) => {
    const unitCode = await canonicalCode(database, code);
    const waiting = (await readWaitingAtUnit(dependencies, unitCode, now()))[matter];
    return waiting?.proposal === proposalIdIn(visit) ? waiting : undefined;
  };

  const propose =
    (matter: Matter): Work =>
    async (visit, code) => {
      const decision = fieldOf(visit, 'decision') === 'lifted' ? 'lifted' : 'placed';
      const { kind } = await (matter === 'hold'
        ? proposeHold(dependencies, code, decision, actOf(visit))
        : proposeRevocation(dependencies, code, actOf(visit)));
      if (kind !== 'proposed') return { kind: 'changed' };
      return `proposed-${matter === 'hold' ? decision : 'revoked'}`;
    };

  const confirmIt =
    (matter: Matter): Work =>
    async (visit, code) => {
      const waiting = await waitingProposal(visit, code, matter);
      if (waiting === undefined) return { kind: 'changed' };
      const { proposal } = waiting;
      const result = await (matter === 'hold'
        ? confirm(dependencies, HOLD, proposal, visit.actor)
        : confirm(dependencies, REVOCATION, proposal, visit.actor));
      switch (result.kind) {
        case 'revoked':
        case 'placed':
        case 'lifted':
          return `confirmed-${result.kind}`;
        case 'same-person': {
          const detail = { access: visit.deed };
          await visit.record({ type: 'desk.own-proposal', unitCode: result.unitCode, detail });
          return { kind: result.kind };
        }
        case 'altered':
        case 'key-replaced':
        case 'changed':
          return result;
      }
    };

  const drop =
    (matter: Matter): Work =>
    async (visit, code) => {
      const waiting = await waitingProposal(visit, code, matter);
      if (waiting === undefined) return { kind: 'changed' };
      const { proposal, decision } = waiting;
      const result = await (matter === 'hold'
        ? sendBack(dependencies, HOLD, proposal, actOf(visit))
        : sendBack(dependencies, REVOCATION, proposal, actOf(visit)));
      if (result.kind !== 'returned') return { kind: 'changed' };
      return `${result.proposedBy === visit.actor ? 'withdrawn' : 'dropped'}-${decision}`;
    };

  const agentLeft: Work = async (visit, code) => {
    const { changed } = await takeAgentOff(dependencies, code, actOf(visit), now());
    return changed ? 'agent-left' : { kind: 'changed' };
  };

  const deed = formsBelow(PATH, 'code', unitCodeIn);
  const ofMatter = (matter: Matter, below = ''): DeskRoute[] => [
    deed(`${below}propose`, `certification.propose-${matter}`, withReason(propose(matter))),
    deed(`${below}confirm`, `certification.confirm-${matter}`, confirmIt(matter)),
    deed(`${below}drop`, `certification.drop-${matter}`, withReason(drop(matter))),
  ];
  return [
    {
      method: 'get',
      path: PATH,
      access: 'certification.list',
      handle: (visit) => search(visit, (visit.c.req.query(SEARCH.name) ?? '').trim()),
    },
    {
      method: 'get',
      path: `${PATH}/:code`,
      access: 'certification.look',
      looksUp: ({ c }) => unitCodeIn(c.req.param('code') ?? ''),
      handle: look,
    },
    ...ofMatter('revocation'),
    ...ofMatter('hold', 'hold/'),
    deed('agent-left', 'certification.take-agent-off', withReason(agentLeft)),
  ];
}
