/**
 * The proposals about a unit: to revoke its certification, to hold the unit, and to lift the hold.
 * Each has a form, and is shown while it waits.
 */
import { html } from 'hono/html';
import type { Actor } from '../../database/index.ts';
import { type Held, LISTED } from '../../holds/index.ts';
import type { Dropped, UnitDecision, WaitingAtUnit } from '../../proposals/index.ts';
import { instantWords, lastDayWords } from '../words/dates.ts';
import { reasonField } from '../page/fields.ts';
import {
  card,
  form,
  hint,
  link,
  nextPage,
  notice,
  part,
  table,
  unitWords,
  type Html,
  type Mistake,
} from '../kit/index.ts';
import { proposedParts } from '../page/proposal-parts.ts';
import type { Visit } from '../page/route.ts';
import { staffWords } from '../words/words.ts';

export const PATH = '/certifications';
export const pathOf = (code: string): string => `${PATH}/${code}`;

const AGAIN = '撤销以后，单位在登记数据里的，用相同的信息可以马上重新通过认证；不在的，要再到窗口核验。';

/** Where the forms of a kind are sent, below the unit's address. */
const FORMS: Record<UnitDecision, string> = { revoked: '', placed: '/hold', lifted: '/hold' };

interface Words {
  /** The deed, in a list and in a title. */
  name: string;
  propose: { title: string; text: string; label: string; field: string };
  /** How the unit stands until the second officer confirms. */
  stands: string;
  sendBack: readonly [own: string, others: string];
  confirm: { text: string; button: string; isDanger: boolean };
  /** After the confirmation. */
  done: { title: string; text: string };
}

export const WORDS: Record<UnitDecision, Words> = {
  revoked: {
    name: '撤销',
    propose: {
      title: '提议撤销认证',
      text: `另一名核验人员复核以后才生效；单位要重新认证，各网站会收到通知。${AGAIN}`,
      label: '撤销的原因',
      field: 'revoke-reason',
    },
    stands: '认证仍然有效',
    sendBack: ['撤回，认证仍然有效', '退回，认证仍然有效'],
    confirm: { text: `认证被撤销，并通知各网站。${AGAIN}`, button: '确认撤销', isDanger: true },
    done: { title: '认证已撤销', text: `要重新认证，各网站会收到通知。${AGAIN}` },
  },
  placed: {
    name: '暂停',
    propose: {
      title: '提议暂停认证',
      text: '材料系伪造、要先查清的，由两个人暂停。另一名核验人员复核以后才生效：现在的认证被撤销，等待着的都结束；恢复以前，单位提交什么都不比对、不受理。',
      label: '暂停的原因',
      field: 'hold-reason',
    },
    stands: '单位现在不受影响',
    sendBack: ['撤回，不暂停', '退回，不暂停'],
    confirm: {
      text: '认证被撤销，各网站会收到通知；恢复以前，单位提交什么都不比对、不受理。',
      button: '确认暂停',
      isDanger: true,
    },
    done: {
      title: '已暂停认证',
      text: '恢复以前，单位提交什么都不比对、不受理。页面请单位联系网站客服，不说原因。',
    },
  },
  lifted: {
    name: '恢复',
    propose: {
      title: '提议恢复认证',
      text: '查清以后，由两个人恢复。另一名核验人员复核以后才生效：单位可以重新认证，原来的认证不恢复。',
      label: '恢复的原因',
      field: 'lift-reason',
    },
    stands: '单位仍然暂停',
    sendBack: ['撤回，不恢复', '退回，不恢复'],
    confirm: { text: '单位可以重新认证，原来的认证不恢复。', button: '确认恢复', isDanger: false },
    done: { title: '已恢复认证', text: '可以重新认证了。' },
  },
};

export const WAITING = '等待复核的提议';

const WAITING_COLUMNS = (actor: Actor) =>
  [
    {
      title: '单位',
      isHead: true,
      cell: ({ unitCode, unitName }: WaitingAtUnit) => link(pathOf(unitCode), unitWords(unitCode, unitName)),
    },
    { title: '提议', kind: 'one-line', cell: ({ decision }: WaitingAtUnit) => WORDS[decision].name },
    { title: '原因', kind: 'long', cell: ({ reason }: WaitingAtUnit) => reason },
    {
      title: '提议人',
      cell: ({ by, at }: WaitingAtUnit) =>
        html`${by === actor ? '由您提议，等待另一人复核' : staffWords(by)}<br />${hint(part(instantWords(at)))}`,
    },
    {
      title: '期限（含当天）',
      label: '期限',
      kind: 'last-day',
      cell: ({ until }: WaitingAtUnit) => lastDayWords(until),
    },
  ] as const;

/** `next`: the address of the next page. */
export const waitingList = (
  { actor }: Visit,
  proposals: readonly WaitingAtUnit[],
  next: string | undefined,
): Html =>
  card({
    title: WAITING,
    body: [
      table({
        label: WAITING,
        rows: proposals,
        none: '没有等待复核的提议。有人提议撤销、暂停或者恢复以后，会列在这里。',
        columns: WAITING_COLUMNS(actor),
      }),
      nextPage(next),
    ],
  });

const HELD = '已暂停认证的单位';

export const heldList = (held: readonly Held[]): Html =>
  card({
    title: HELD,
    body: [
      table({
        label: HELD,
        rows: held,
        columns: [
          {
            title: '单位',
            isHead: true,
            cell: ({ unitCode, unitName }) => link(pathOf(unitCode), unitWords(unitCode, unitName)),
          },
          { title: '暂停时间', kind: 'time', cell: ({ since }) => instantWords(since) },
          { title: '复核', kind: 'one-line', cell: ({ by }) => staffWords(by) },
        ],
      }),
      held.length < LISTED
        ? ''
        : html`<p>${hint(`这里只列最近暂停的${LISTED}个。其他单位请用单位代码打开。`)}</p>`,
    ],
  });

const droppedNotice = ({ by, proposedBy, reason }: Dropped): Html =>
  notice('care', `上次的提议已由${staffWords(by)}${by === proposedBy ? '撤回' : '退回'}`, reason);

/** `dropped`: the last proposal of the kind, if it came to nothing. */
export const proposeForm = (
  { session }: Visit,
  code: string,
  decision: UnitDecision,
  dropped: Dropped | undefined,
  mistake: Mistake | undefined,
): Html => {
  const { propose } = WORDS[decision];
  return form(session, {
    action: `${pathOf(code)}${FORMS[decision]}/propose`,
    title: propose.title,
    hidden: { decision },
    isCard: true,
    body: [
      dropped && droppedNotice(dropped),
      html`<p>${propose.text}</p>`,
      reasonField(propose.label, propose.field, mistake),
    ],
    buttons: [{ words: '提交提议', weight: 'second' }],
  });
};

/** `mistake`: of the sentence with which it was to be sent back. */
export const waitingParts = (
  visit: Visit,
  code: string,
  { matter, decision, proposal, by, at, until, reason }: WaitingAtUnit,
  mistake: Mistake | undefined,
): Html => {
  const { name, stands, confirm, sendBack } = WORDS[decision];
  const path = `${pathOf(code)}${FORMS[decision]}`;
  const isOwn = by === visit.actor;
  return proposedParts(visit, {
    deed: '提议',
    id: proposal,
    by,
    at,
    title: `已提议${name}`,
    facts: [
      ['原因', reason],
      ['期限', html`${part(`${lastDayWords(until)}（含当天）`)}，到期不复核就作废`],
    ],
    untilThen: `，${stands}`,
    confirmation: {
      action: `${path}/confirm`,
      body: html`<p>请自己核实原因。确认以后马上生效：${confirm.text}</p>`,
      button: confirm.button,
      weight: confirm.isDanger ? 'danger' : 'first',
    },
    sendBack: {
      action: `${path}/drop`,
      field: reasonField(
        isOwn ? '撤回的原因' : '退回的原因',
        matter === 'revocation' ? 'drop-reason' : 'drop-hold-reason',
        mistake,
      ),
      buttons: sendBack,
      isOpen: mistake !== undefined,
    },
  });
};
