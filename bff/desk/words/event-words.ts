/**
 * The audit in words: the types of events, who did it, and the detail. An unknown word is shown as
 * it is stored.
 */
import { shownReference, checkReference } from '../../contract/reference.ts';
import { CHECKS, type Check } from '../../contract/cases.ts';
import type { Decision, Finding } from '../../attempts/index.ts';
import type { ActorKind, ActorOf } from '../../database/index.ts';
import { type EventType, type StoredEvent, UNKNOWN_ACTOR } from '../../events/index.ts';
import type { Outage } from '../../registry/index.ts';
import type { KeyUse } from '../../keys/index.ts';
import type { Taken } from '../../upkeep/index.ts';
import { dayWords, instantWords } from './dates.ts';
import { uuidIn } from './typed.ts';
import {
  APPLICANT_WORDS,
  checkWords,
  END_WORDS,
  FINDING_WORDS,
  HELD_WORDS,
  limitWords,
  METHOD_WORDS,
  REFUSAL_WORDS,
  ROLE_WORDS,
  sourceWords,
} from './words.ts';

/** Begins all types of a group. */
type Group = EventType extends `${infer Name}.${string}` ? `${Name}.` : never;

export const EVENT_WORDS: {
  [Name in Group]: { title: string; types: Record<Extract<EventType, `${Name}${string}`>, string> };
} = {
  'certification.': {
    title: '认证',
    types: {
      'certification.certified': '通过认证',
      'certification.already-certified': '提交时已经认证',
      'certification.rejected': '认证未通过',
      'certification.pending': '等待核验',
      'certification.expired': '没有等到核验结果',
      'certification.superseded': '等待核验的申请由他人后来的提交代替',
      'certification.withdrawn': '撤回等待核验的申请',
      'certification.limited': '次数用完，提交被拒绝',
      'certification.replaced': '被新的认证取代',
      'certification.due': '认证将到期',
      'certification.restored': '到期取消，继续有效',
      'certification.merged': '单位的两个代码合并，以有效更久的认证为准',
      'certification.renewed': '换用新的摘要密钥',
      'certification.lapsed': '认证失效',
      'certification.revoked': '撤销认证',
      'certification.agent-withdrew': '撤回代理人的认证',
      'certification.withdrawal-refused': '代理人撤回，信息不一致',
      'certification.revocation-proposed': '提议撤销认证',
      'certification.revocation-dropped': '退回或者撤回提议',
      'certification.revocation-altered': '撤销的提议被改动',
    },
  },
  'hold.': {
    title: '暂停认证',
    types: {
      'hold.proposed': '提议暂停或者恢复认证',
      'hold.dropped': '退回或者撤回提议',
      'hold.altered': '暂停的提议被改动',
      'hold.placed': '暂停认证',
      'hold.lifted': '恢复认证',
    },
  },
  'case.': {
    title: '人工核验',
    types: {
      'case.opened': '申请人工核验',
      'case.proposed': '提交初核',
      'case.returned': '退回或者撤回初核',
      'case.certified': '复核通过',
      'case.refused': '复核不通过',
      'case.withdrawn': '人工核验撤回或者不再需要',
      'case.expired': '人工核验过期',
      'case.altered': '初核的记录被改动',
      'case.read': '查看人工核验',
      'case.claim-read': '查看申请内容',
      'case.listed': '查看待办列表',
    },
  },
  'recheck.': {
    title: '自动复核',
    types: {
      'recheck.requested': '申请自动复核',
      'recheck.superseded': '自动复核由他人后来的提交代替',
      'recheck.withdrawn': '撤回自动复核',
      'recheck.expired': '自动复核结束，没有通过',
    },
  },
  'registration.': {
    title: '注册',
    types: {
      'registration.certified': '注册核验通过',
      'registration.already-certified': '注册时已经认证',
      'registration.rejected': '注册核验未通过',
      'registration.pending': '注册等待核验',
      'registration.expired': '注册没有等到核验结果',
      'registration.limited': '次数用完，注册被拒绝',
    },
  },
  'unit.': {
    title: '单位',
    types: {
      'unit.registered': '单位注册',
      'unit.unlocked': '解除限制',
      'unit.read': '查看单位',
      'unit.listed': '查看单位列表',
    },
  },
  'submission.': { title: '提交记录', types: { 'submission.read': '按编号查询' } },
  'findings.': { title: '最近的提交', types: { 'findings.read': '查看提交记录' } },
  'desk.': {
    title: '工作台登录',
    types: {
      'desk.login': '登录',
      'desk.logout': '退出',
      'desk.refused': '没有权限，操作被拒绝',
      'desk.own-proposal': '复核自己的，操作被拒绝',
      'desk.form-refused': '页面已过期，操作被拒绝',
      'desk.sessions-ended': '结束登录',
    },
  },
  'audit.': {
    title: '审计',
    types: { 'audit.read': '查看审计记录', 'audit.verified': '核对记录', 'audit.exported': '导出记录' },
  },
  'figures.': { title: '统计', types: { 'figures.read': '查看统计' } },
  'webhook.': {
    title: '通知门户',
    types: {
      'webhook.changed': '修改通知地址',
      'webhook.disabled': '停用通知',
      'webhook.listed': '查看未送达',
      'webhook.retried': '重发通知',
      'webhook.discarded': '删除通知',
    },
  },
  'subject.': {
    title: '个人权利',
    types: {
      'subject.found': '查找个人信息',
      'subject.exported': '导出个人信息',
      'subject.erased': '删除个人信息',
    },
  },
  'site.': {
    title: '站点',
    types: {
      'site.added': '接入站点',
      'site.removed': '移除站点',
      'site.rotated': '更换站点密钥',
      'site.origins-changed': '修改站点网址',
      'site.kinds-changed': '修改开放的种类',
      'site.privacy-notice-changed': '修改个人信息告知',
    },
  },
  'registry.': { title: '登记数据', types: { 'registry.imported': '导入登记数据' } },
  'handlers.': { title: '经办记录', types: { 'handlers.imported': '导入经办记录' } },
  'event.': { title: '保留的记录', types: { 'event.kept': '认证或者暂停仍在，保留记录' } },
  'signing-key.': { title: '签名密钥', types: { 'signing-key.made': '生成签名密钥' } },
  'keys.': {
    title: '数据密钥',
    types: { 'keys.rotated': '轮换密钥', 'keys.replaced': '更换密钥', 'keys.begun-anew': '丢失后重建密钥' },
  },
};

/** Text of the database may be of an older version, or of somebody else. */
const isIn = <Key extends string>(words: Record<Key, unknown>, text: string): text is Key =>
  Object.hasOwn(words, text);

const keyOf = (words: Record<string, string>, text: string | undefined): string | undefined =>
  Object.keys(words).find((key) => words[key] === text);

const TYPE_WORDS = new Map<string, string>(
  Object.values(EVENT_WORDS).flatMap(({ types }) => Object.entries(types)),
);

/** A type or a group of types of the filter; undefined for other text. */
export const typeIn = (text: string): string | undefined =>
  isIn(EVENT_WORDS, text) || TYPE_WORDS.has(text) ? text : undefined;

export const eventWords = (type: string): string => TYPE_WORDS.get(type) ?? type;

const isOf = (actor: string, kind: ActorKind): boolean => actor.startsWith(`${kind}:`);

type Ended = Extract<EventType, 'certification.expired' | 'recheck.expired' | 'case.withdrawn'>;

/** Types of what ends by itself, or because officers hold its unit. */
const HELD_BACK_WORDS: Record<Ended, string> = {
  'certification.expired': '等待核验因暂停认证结束',
  'recheck.expired': '自动复核因暂停认证结束',
  'case.withdrawn': '人工核验因暂停认证结束',
};

type Dropping = Extract<EventType, 'case.returned' | 'certification.revocation-dropped' | 'hold.dropped'>;

/** Types of two deeds: of the person who has made the proposal, and of another one. */
const DROPPED_WORDS: Record<Dropping, { own: string; others: string }> = {
  'case.returned': { own: '撤回初核', others: '退回初核' },
  'certification.revocation-dropped': { own: '撤回提议', others: '退回提议' },
  'hold.dropped': { own: '撤回提议', others: '退回提议' },
};

export function typeWords({ type, actor, detail }: Pick<StoredEvent, 'type' | 'actor' | 'detail'>): string {
  const { decision, proposedBy, reason } = objectIn(detail) ?? {};
  if (isIn(HELD_BACK_WORDS, type) && reason === 'held') return HELD_BACK_WORDS[type];
  if (isIn(DROPPED_WORDS, type) && proposedBy !== undefined)
    return DROPPED_WORDS[type][proposedBy === actor ? 'own' : 'others'];
  if (type === 'hold.proposed' && (decision === 'placed' || decision === 'lifted'))
    return `提议${VALUE_WORDS[decision]}`;
  if (type === 'case.withdrawn' && isOf(actor, 'user')) return '撤回人工核验';
  if (type === 'certification.agent-withdrew' && !isOf(actor, 'user')) return '代为撤回代理人的认证';
  return eventWords(type);
}

const ACTOR_WORDS: Record<ActorKind, string> = { user: '用户', operator: '运维', staff: '', worker: '系统' };
/** The parts of the service that act by themselves. */
const WORKER_WORDS: Record<ActorOf<'worker'>, string> = {
  'worker:webhooks': '系统（推送）',
  'worker:retention': '系统（期满检查）',
  'worker:pending': '系统（核验）',
  'worker:due': '系统（到期检查）',
  'worker:holds': '系统（暂停认证）',
  'worker:cases': '系统（过期检查）',
  'worker:imports': '系统（导入）',
  'worker:refusals': '系统（限次）',
  'worker:signing-keys': '系统（更换密钥）',
  'worker:audit-retention': '系统（清理）',
};

/** The staff's number stands alone; a user's digest is cut, because nobody reads it. */
export function actorWords(actor: string): string {
  if (isIn(WORKER_WORDS, actor)) return WORKER_WORDS[actor];
  const [, kind = '', name = actor] = /^(\w+):(.*)$/s.exec(actor) ?? [];
  if (kind === 'user') return `用户 ${name.slice(-8)}`;
  return [isIn(ACTOR_WORDS, kind) && ACTOR_WORDS[kind], name].filter(Boolean).join(' ');
}

/**
 * The actor of the filter, in the form that is stored or shown. A number without a kind is a person
 * of the staff.
 */
export function actorIn(text: string): string | undefined {
  if (text === '' || text.includes(':')) return text || undefined;
  const worker = keyOf(WORKER_WORDS, text);
  if (worker !== undefined) return worker;
  const [, words, name] = /^(\S+)\s+(.+)$/.exec(text) ?? [];
  const kind = keyOf(ACTOR_WORDS, words);
  return kind === undefined ? `staff:${text}` : `${kind}:${name}`;
}

/**
 * The actor as the filter's field shows it: in words that lead back to it. A user is found by the
 * end of the digest.
 */
export const shownActor = (actor: string): string => {
  const words = actorWords(actor);
  return isOf(actor, 'user') || actorIn(words) === actor ? words : actor;
};

const NAME_WORDS: Record<string, string> = {
  reference: '编号',
  reason: '原因',
  why: '说明',
  finding: '内部原因',
  applicant: '申请人',
  method: '依据',
  source: '来源',
  at: '期限',
  due: '期限',
  by: '发起方',
  seen: '看到的材料',
  seenAgain: '复核看到的材料',
  decision: '结论',
  proposedBy: '初核或提议人',
  found: '找到',
  attempts: '条数',
  cases: '件数',
  units: '单位数',
  deliveries: '条数',
  list: '列表',
  roles: '角色',
  access: '操作',
  emptied: '清空的限制',
  limit: '限制',
  tries: '拒绝的次数',
  hour: '从这个时间起的一小时',
  from: '从',
  to: '到',
  faults: '记录对不上',
  heads: '比较的封存凭证',
  headFaults: '封存凭证对不上',
  wrongCopies: '签名不对的封存凭证（可能抄错）',
  type: '类型',
  unitCode: '单位',
  sites: '站点',
  actor: '人员',
  privacyNotice: '告知的版本',
  isCertified: '当时单位已认证',
  position: '序号',
  status: '对方回答',
  subject: '人员',
  ended: '结束的登录',
  waiting: '等待的申请',
  asOf: '截至',
  since: '从',
  until: '截至',
  deedsAlone: '只看办理',
  rows: '行数',
  read: '读取',
  imported: '导入',
  skipped: '跳过',
  removed: '删除',
  lapsed: '失效',
  full: '全量',
  force: '强制',
  purpose: '用途',
  role: '权限',
  keys: '密钥',
  origins: '网址',
  kid: '密钥编号',
  code: '代码',
  partner: '等待的系统',
  outage: '没有结果的原因',
  address: '改了地址',
  secret: '改了密钥',
  previous: '上一个密钥',
  open: '开放的种类',
  notice: '告知的版本',
  use: '用途',
  step: '进度',
  id: '密钥编号',
  upTo: '旧密钥核对到序号',
  newest: '新的主密钥',
  rewrapped: '重新加密的密钥',
  unreadable: '打不开的',
  representativeOf: '担任法定代表人的单位',
  handlerOf: '经办过的单位',
  certifications: '认证',
  limits: '次数限制',
};

const BY_FIRST_CHECK = { proposedBy: '初核人' };
const BY_PROPOSAL = { proposedBy: '提议人' };

/** Names that have another meaning in one type of events. */
const NAME_WORDS_OF: Partial<Record<EventType, Record<string, string>>> = {
  'certification.certified': BY_FIRST_CHECK,
  'case.certified': BY_FIRST_CHECK,
  'case.refused': BY_FIRST_CHECK,
  'case.returned': BY_FIRST_CHECK,
  'certification.revoked': BY_PROPOSAL,
  'certification.revocation-dropped': BY_PROPOSAL,
  'hold.placed': BY_PROPOSAL,
  'hold.lifted': BY_PROPOSAL,
  'hold.dropped': BY_PROPOSAL,
  'subject.erased': { waiting: '删除的等待' },
  'event.kept': { at: '原来的时间' },
};

const nameWords = (type: string, name: string): string => {
  const words = { ...NAME_WORDS, ...NAME_WORDS_OF[type as EventType] };
  return Object.hasOwn(words, name) ? words[name]! : name;
};

const VALUE_WORDS: Record<string, string> = {
  ...APPLICANT_WORDS,
  ...METHOD_WORDS,
  ...REFUSAL_WORDS,
  ...END_WORDS,
  ...ROLE_WORDS,
  certified: '通过',
  refused: '不通过',
  'already-certified': '单位已认证',
  held: HELD_WORDS,
  'site-removed': '站点移除',
  placed: '暂停认证',
  lifted: '恢复认证',
  erased: '按个人要求删除',
  due: '即将到期',
  lapsed: '已经失效',
  revocations: '等待复核的提议',
  certification: '认证',
  registration: '注册',
  administrator: '管理员',
  form: '不是从本次登录的页面提交的',
  operator: '操作员',
  import: '登记数据导入',
  dropped: '立即停用',
  'real-person': '实人认证',
  hs256: '共享密钥',
  jwks: '公钥',
  'jwks-url': '公钥的网址',
};

/** The officers' reasons: a certification ends for one of the same name, in other words. */
const VALUE_WORDS_OF_CASES: Record<string, string> = { ...VALUE_WORDS, ...REFUSAL_WORDS };

/** The page of an access that was refused, by the first word of its name. */
const ACCESS_WORDS: Record<string, string> = {
  login: '登录',
  unit: '查询单位',
  case: '人工核验',
  certification: '认证管理',
  due: '到期与失效',
  delivery: '未送达',
  audit: '审计',
};

type Pending = Extract<Decision, { outcome: 'pending' }>;

const PARTNER_WORDS: Record<Pending['partner'], string> = {
  registry: '登记系统',
  insurance: '经办记录的系统',
};

const OUTAGE_WORDS: Record<Outage, string> = {
  timeout: '超时',
  unreachable: '连不上',
  refused: '对方拒绝或者出错',
  'bad-answer': '答复看不懂',
  'circuit-open': '连续失败，暂停询问',
};

const KEY_USE_WORDS: Record<KeyUse, string> = {
  encryption: '加密',
  digests: '比较用的摘要',
  macs: '记录和封存的签名',
};

const STEP_WORDS: Record<Taken['step'], string> = {
  made: '新密钥已生成，还没有使用',
  writes: '新密钥开始使用',
  replaced: '旧密钥已停用',
};

const paperWords = (value: string, code: string): string =>
  CHECKS.some((check) => check === value) ? checkWords(value as Check, code) : value;

const findingWords = (value: string): string => FINDING_WORDS[value as Finding] ?? value;

/** `code`: the unit's. */
const BY_NAME: Record<string, (value: string, code: string) => string> = {
  reference: (value) => (checkReference(value) ? shownReference(value) : value),
  source: (value) => sourceWords(value),
  limit: limitWords,
  finding: findingWords,
  use: (value) => KEY_USE_WORDS[value as KeyUse] ?? value,
  step: (value) => STEP_WORDS[value as Taken['step']] ?? value,
  proposedBy: actorWords,
  actor: (value) => (value === UNKNOWN_ACTOR ? '没有记录的人员' : actorWords(value)),
  subject: (value) => (value === UNKNOWN_ACTOR ? '没有记录的人员' : value),
  seen: paperWords,
  seenAgain: paperWords,
  partner: (value) => PARTNER_WORDS[value as Pending['partner']] ?? value,
  outage: (value) => OUTAGE_WORDS[value as Outage] ?? value,
  access: (value) => ACCESS_WORDS[value.split('.')[0]!] ?? value,
  type: (value) => (isIn(EVENT_WORDS, value) ? EVENT_WORDS[value].title : eventWords(value)),
};

const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d[\d.]*)?Z$/;

/** The parts of an event that its detail is told by. */
type EventParts = Pick<StoredEvent, 'type'> & Partial<Pick<StoredEvent, 'unit_code'>>;

function valueWords(event: EventParts, name: string, value: unknown): string {
  if (value === true) return '是';
  if (value === false) return '否';
  if (Array.isArray(value)) return value.map((one) => valueWords(event, name, one)).join('、') || '没有';
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([part, one]) => `${part} ${valueWords(event, part, one)}`)
      .join('、');
  if (typeof value !== 'string') return String(value);
  if (INSTANT.test(value)) return instantWords(value);
  if (DAY.test(value)) return dayWords(value);
  const words = Object.hasOwn(BY_NAME, name) ? BY_NAME[name]!(value, event.unit_code ?? '') : value;
  const known = event.type.startsWith('case.') ? VALUE_WORDS_OF_CASES : VALUE_WORDS;
  return Object.hasOwn(known, words) ? known[words]! : words;
}

const isId = (value: unknown): boolean => typeof value === 'string' && uuidIn(value) !== undefined;

/**
 * The detail: a part for each member that says something. Text that is no JSON was stored by
 * somebody else, and is shown as it is.
 */
export function detailWords(event: EventParts & Pick<StoredEvent, 'actor' | 'detail'>): string[] {
  const { type, actor, detail } = event;
  const members = objectIn(detail);
  if (!members) return [detail];
  if (type === 'certification.agent-withdrew' && isOf(actor, 'staff') && 'by' in members)
    return memberWords(event, { ...members, by: null }).concat('由工作人员代为撤回');
  return memberWords(event, members);
}

function memberWords(event: EventParts, members: object): string[] {
  return Object.entries(members).flatMap(([name, value]: [string, unknown]) => {
    if (value === null || isId(value) || name === 'term' || name === 'digest') return [];
    if (name === 'due' && typeof value === 'number') return [`将到期：${value}`];
    // An event that is kept has the first one's detail.
    if (name === 'detail' && typeof value === 'object') return memberWords(event, value);
    return [`${nameWords(event.type, name)}：${valueWords(event, name, value)}`];
  });
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
