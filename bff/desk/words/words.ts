/**
 * The desk's words. What a clerk may read out stands apart from what stays inside: which field
 * differs is never told to a caller.
 */
import type { Finding, OutcomeSeen } from '../../attempts/index.ts';
import type { CaseRefusal, Check, Paper } from '../../contract/cases.ts';
import type { EndReason } from '../../contract/reasons.ts';
import type { Applicant, Method } from '../../contract/wire.ts';
import type { Actor, Tables } from '../../database/index.ts';
import type { Unanswered } from '../../delivery/index.ts';
import type { SourceId } from '../../contract/sources.ts';
import { unitClassOf } from '../../contract/unit-class.ts';
import { paperNames } from '../../contract/zh-Hans/papers.ts';
import { NAMES, type ClassNames } from '../../contract/zh-Hans/unit-names.ts';
import type { DeskRole } from '../people/access.ts';

export const ROLE_WORDS: Record<DeskRole, string> = {
  hotline: '热线人员',
  officer: '核验人员',
  auditor: '审计人员',
};

/** A person of the staff, without the kind of actor. */
export const staffWords = (actor: Actor): string => actor.replace(/^staff:/, '');

/** An officer, for another one or for themselves. */
export const officerWords = (officer: Actor, reader: Actor): string =>
  officer === reader ? '您' : staffWords(officer);

export const APPLICANT_WORDS: Record<Applicant, string> = {
  'legal-representative': '法定代表人',
  agent: '代理人',
};

export const METHOD_WORDS: Record<Method, string> = {
  registry: '登记数据',
  partner: '核验接口',
  counter: '窗口核验',
};

/** The unit's state in the register. */
export const registeredWords = (active: boolean): string => (active ? '正常' : '异常（注销、吊销等）');

export const INSIDE = '仅供内部参考，不要告诉来电人';

/** For staff alone: the rule that failed. */
export const FINDING_WORDS: Record<Finding, string> = {
  'unit-code-unknown': '登记信息里没有这个代码',
  'unit-name-differs': '单位名称不一致',
  'unit-not-found': '登记信息里没有这个单位；新设单位要等登记数据更新',
  'registry-incomplete': '登记信息不完整，无法比较；应由登记机关补全',
  'legal-name-differs': '法定代表人姓名不一致',
  'legal-number-differs': '姓名一致，法定代表人证件号不一致',
  'founding-date-differs': '姓名和证件号一致，成立日期不一致',
  'registry-differs': '登记接口只回答“不一致”，没有说明是哪一项',
  'unit-not-active': '人员和日期都一致，登记状态异常',
  'agent-without-record': '登记信息一致，没有这位代理人的经办记录',
  'agent-record-too-old': '登记信息一致，代理人最近一次经办已超过期限',
};

/** As `FINDING_WORDS`, of a submission; '' when it has none. */
export const insideWords = (finding: Finding | null): string =>
  finding === null ? '' : FINDING_WORDS[finding];

export const STATUS_WORDS = {
  certified: ['good', '已认证'],
  pending: ['care', '正在核验'],
  lapsed: ['bad', '需重新认证'],
  uncertified: ['care', '未认证'],
} as const;

export const END_WORDS: Record<EndReason, string> = {
  'representative-changed': '法定代表人已变更',
  'registration-changed': '登记信息已变更',
  'unit-not-active': '登记状态异常',
  'agent-withdrew': '代理人已撤回',
  revoked: '已被撤销',
  replaced: '被新的认证取代',
};

/** The state of a unit that officers hold. */
export const HELD_WORDS = '单位被暂停认证';

/** In the place of `agent-withdrew`. */
export const TAKEN_OFF_WORDS = '代理人已离职，由工作人员代为撤回';

const LIMIT_WORDS: Record<string, string> = {
  userUnitPerDay: '一个用户24小时内在本单位',
  unitPerDay: '本单位24小时内',
  unitPer30Days: '本单位30天内',
  userPerHour: '一个用户1小时内（含其他单位）',
  ipPerHour: '一个地址1小时内（含其他单位）',
  personPerDay: '同一位法定代表人或者代理人24小时内（含其他单位，含人工核验的申请）',
  agentPerDay: '同一位代理人24小时内在本单位（含人工核验的申请）',
  casesPer30Days: '本单位30天内的人工核验',
};

export const limitWords = (name: string): string => {
  const isRegistration = name.startsWith('registration.');
  const words = LIMIT_WORDS[name.replace('registration.', '')] ?? name;
  return isRegistration ? `${words}（注册）` : words;
};

/** The names of the unit's class, as the portal's page has them. */
export function classWords(code: string): ClassNames {
  const { certificate, authority, head } = unitClassOf(code);
  return {
    certificate: NAMES.certificate[certificate],
    authority: NAMES.authority[authority],
    head: NAMES.head[head],
  };
}

/** `code`: the unit's. */
export function checkWords(check: Check, code: string): string {
  const { certificate, head } = classWords(code);
  const words: Record<Check, string> = {
    certificate: `${certificate}原件`,
    'representative-document': `${head}的证件原件`,
    'agent-document': '代理人的证件原件',
    authorization: '单位出具的授权书原件，已盖章',
    restoration: '登记机关恢复登记的文书原件',
    holder: '到场的人与证件是同一人',
  };
  return words[check];
}

/** To be read out. `code`: the unit's. */
export const paperWords = (paper: Paper, code: string): string => paperNames(classWords(code))[paper];

export const REFUSAL_WORDS: Record<CaseRefusal, string> = {
  'papers-missing': '材料不齐或已过期',
  'papers-differ': '材料与申请填写的信息不一致',
  'not-authorized': '到场的人无权代表单位办理',
  'papers-in-doubt': '材料的真实性存疑',
  'unit-not-active': '单位状态异常，应先到登记机关办理',
};

export const CASE_WORDS = {
  open: ['care', '待初核'],
  proposed: ['care', '待复核'],
  certified: ['good', '已通过'],
  refused: ['bad', '未通过'],
  withdrawn: ['care', '已撤回'],
  expired: ['care', '已过期'],
} as const;

const SOURCE_WORDS: Record<SourceId | 'counter', string> = {
  market: '市场监管（企业等）',
  institutions: '机构编制（机关、事业单位）',
  'social-organizations': '民政（社会组织）',
  counter: '窗口核验',
};
export const sourceWords = (source: string): string =>
  SOURCE_WORDS[source as SourceId] ?? `核验接口（${source}）`;

export const SUBMISSION_WORDS: Record<OutcomeSeen, string> = {
  certified: '通过',
  rejected: '未通过',
  pending: '等待登记系统',
  replaced: '被后来的提交代替',
  dropped: '没有结果，信息已删除',
  expired: '没有等到核验结果',
  'already-certified': '此前已认证',
  withdrawn: '已撤回',
  'agent-differs': '撤回未成：不是该代理人',
};

export const PURPOSE_WORDS: Record<Tables['kept_claim']['purpose'], string> = {
  pending: '等待登记系统答复',
  recheck: '等待自动复核',
};

export const siteWords = (site: string): string => `网站“${site}”`;

/** Results of messages to portals beside a status code, as `delivery/deliver.ts` writes them. */
const DELIVERY_WORDS: Record<Unanswered, string> = {
  timeout: '对方超时，没有回答',
  unreachable: '连不上对方',
  'not-allowed': '通知地址不允许',
  unsignable: '签名密钥打不开',
  'no-message': '这个版本不能由事件生成通知',
  internal: '本服务出错，没有发出',
  'no-receiver': '网站没有通知地址',
  forged: '事件不是本服务写的',
};
/** By the first digit of the status. */
const STATUS_CLASS_WORDS: Record<string, string> = { 4: '对方拒收', 5: '对方出错' };

export const deliveryWords = (result: string | null): string =>
  result === null
    ? '没有发出'
    : (DELIVERY_WORDS[result as Unanswered] ??
      `${STATUS_CLASS_WORDS[result[0]!] ?? '对方没有接收'}（${result}）`);
