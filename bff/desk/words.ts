/** The desk's words. What a clerk may read out stands apart from what stays inside: which field differs is never told to a caller. */
import { type Finding, publicReason } from '../attempts/index.ts';
import type { CaseRefusal, Check, Paper } from '../contract/cases.ts';
import { claimFieldsOf } from '../contract/forms.ts';
import type { Way } from '../contract/next.ts';
import type { EndReason, Reason } from '../contract/reasons.ts';
import type { Applicant, Method } from '../contract/wire.ts';
import type { Actor, Tables } from '../database/index.ts';
import type { Unanswered } from '../delivery/index.ts';
import { sourceOf, type SourceId } from '../contract/sources.ts';
import { unitClassOf, type Authority, type Certificate, type Head } from '../contract/unit-class.ts';
import type { DeskRole } from './access.ts';

export const ROLE_WORDS: Record<DeskRole, string> = {
  hotline: '热线人员',
  officer: '核验人员',
  auditor: '审计人员',
};

/** A person of the staff, without the kind of actor. */
export const staffWords = (actor: Actor): string => actor.replace(/^staff:/, '');

export const APPLICANT_WORDS: Record<Applicant, string> = {
  'legal-representative': '法定代表人',
  agent: '代理人',
};

export const METHOD_WORDS: Record<Method, string> = {
  registry: '登记数据',
  partner: '核验接口',
  counter: '窗口核验',
};

/** By the register. */
export const registeredWords = (active: boolean): string => (active ? '正常' : '异常（注销、吊销等）');

/** An outcome or a refusal, to be read out. `then`: the advice. */
export interface Cause {
  say: string;
  then: string;
  /** After `then`, where the way is open. */
  also?: Partial<Record<Way, string>>;
}

const AT_COUNTER = '也可以带材料到窗口办理人工核验。';

/** The items of the unit's form that are compared. */
const comparedWords = (code: string): string =>
  claimFieldsOf(sourceOf(code)).includes('foundedOn') ? '姓名、证件号和成立日期' : '姓名和证件号';

/** The unit is not active. `code`: the unit's. */
export const inactiveCause = (code: string): Cause => ({
  say: '登记信息显示贵单位状态异常（如注销、吊销），暂不能认证。',
  then: `请先联系${classWords(code).authority}恢复正常状态，再办理认证。`,
});

/** In the place of `inactiveCause`, once the unit is active again. */
export const RESTORED: Cause = {
  say: '当时登记状态异常，没有通过；现在登记状态正常。',
  then: '可以在网上重新提交。',
};

export const RECHECK_EXPIRED_SAID = '自动复核已到期：登记信息没有更新，没有通过。';

const PENDING_SAID: Cause = {
  say: '登记系统暂时没有答复，信息已安全保存，正在等待核验。',
  then: '核验完成后会自动更新，不用重复提交。',
};

/** By the public reason alone, so that no finding is read out. `code`: the unit's. */
export const REASON_SAID: Record<Reason, (code: string) => Cause> = {
  'registry-mismatch': (code) => {
    const { certificate, authority, head } = classWords(code);
    return {
      say: '填写的信息与登记信息不一致，没有通过。系统不说明是哪一项，这是为了保护贵单位的信息。',
      then: `请对照${certificate}和证件，核对${head}${comparedWords(code)}后再提交。填写无误、登记有误的，请向${authority}更正。`,
      also: { recheck: '信息刚变更过的，可以在页面上申请自动复核。', counter: AT_COUNTER },
    };
  },
  'unit-not-active': inactiveCause,
  'agent-without-record': (code) => ({
    say: '没有查到代理人在贵单位办理社保业务的记录。',
    then: `请由办理过业务的人员认证，或者由${classWords(code).head}本人认证。`,
    also: { counter: AT_COUNTER },
  }),
  'registry-unavailable': () => PENDING_SAID,
  'unit-mismatch': (code) => ({
    say: '填写的单位名称和代码与登记信息不一致。',
    then: `请对照${classWords(code).certificate}核对单位名称和统一社会信用代码。`,
  }),
};

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
export const insideWords = (finding: string | null): string => FINDING_WORDS[finding as Finding] ?? '';

const OUTCOME_SAID: Record<Exclude<Tables['submission']['outcome'], 'rejected'>, Cause> = {
  certified: { say: '这次提交通过了认证。', then: '可以办理相关业务。' },
  'already-certified': { say: '贵单位在此之前已经认证。', then: '可以办理相关业务，不用再提交。' },
  pending: PENDING_SAID,
  replaced: { say: '这一次提交已被后来的提交代替。', then: '请以最近一次提交的结果为准。' },
  expired: { say: '登记系统一直没有答复，这次核验没有完成。', then: '请在页面上重新提交。' },
  withdrawn: { say: '这一次提交已撤回。', then: '需要的，可以重新提交。' },
  'agent-differs': {
    say: '这一次是代理人撤回认证：填写的人不是办理认证的代理人，没有撤回。',
    then: '请由办理认证的代理人本人填写。',
  },
};

/** `code`: the unit's. */
export const explain = (outcome: string, finding: string | null, code: string): Cause => {
  if (insideWords(finding) !== '') return REASON_SAID[publicReason(finding as Finding)](code);
  return (
    OUTCOME_SAID[outcome as keyof typeof OUTCOME_SAID] ?? {
      say: '这一次提交没有通过。',
      then: '请核对后再提交。',
    }
  );
};

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

const CERTIFICATE_WORDS: Record<Certificate, string> = {
  'registration-certificate': '登记证书',
  'credit-code-certificate': '统一社会信用代码证书',
  'public-institution-certificate': '事业单位法人证书',
  'law-firm-license': '律师事务所执业许可证',
  'social-organization-certificate': '社会团体法人登记证书',
  'private-non-enterprise-certificate': '民办非企业单位登记证书',
  'foundation-certificate': '基金会法人登记证书',
  'trade-union-certificate': '工会法人资格证书',
  'business-license': '营业执照',
};

const AUTHORITY_WORDS: Record<Authority, string> = {
  'registration-authority': '登记管理机关',
  'institutional-organization': '机构编制部门',
  'foreign-affairs': '外交部门',
  'judicial-administration': '司法行政机关',
  'culture-and-tourism': '文化和旅游部门',
  'civil-affairs': '民政部门',
  'religious-affairs': '宗教事务部门',
  'trade-union': '上级工会',
  'market-regulation': '市场监管部门',
  agriculture: '农业农村部门',
};

const HEAD_WORDS: Record<Head, string> = {
  'legal-representative': '法定代表人',
  'person-in-charge': '负责人',
  proprietor: '经营者',
};

/** The names of the unit's class, as the portal's page has them. */
export function classWords(code: string): { certificate: string; authority: string; head: string } {
  const { certificate, authority, head } = unitClassOf(code);
  return {
    certificate: CERTIFICATE_WORDS[certificate],
    authority: AUTHORITY_WORDS[authority],
    head: HEAD_WORDS[head],
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
export function paperWords(paper: Paper, code: string): string {
  const { certificate, head } = classWords(code);
  const words: Record<Paper, string> = {
    certificate,
    'representative-document': `${head}的证件`,
    'agent-document': '代理人的证件',
    authorization: '单位的授权委托书（盖章）',
    restoration: '登记机关恢复登记的文书',
  };
  return words[paper];
}

export const REFUSAL_WORDS: Record<CaseRefusal, string> = {
  'papers-missing': '材料不齐或已过期',
  'papers-differ': '材料与申请填写的信息不一致',
  'not-authorized': '到场的人无权代表单位办理',
  'papers-in-doubt': '材料的真实性存疑',
  'unit-not-active': '单位状态异常，应先到登记机关办理',
};

/** A refusal at the counter, to be read out. What is doubted is not said. `code`: the unit's. */
export function refusalCause(reason: CaseRefusal, code: string): Cause {
  const { certificate, authority, head } = classWords(code);
  const causes: Record<CaseRefusal, Cause> = {
    'papers-missing': {
      say: '人工核验没有通过：材料不齐或已过期。',
      then: '请把材料备齐，过期的换新，再重新申请。',
    },
    'papers-differ': {
      say: '人工核验没有通过：材料与申请填写的信息不一致。',
      then: `请按${certificate}和证件重新填写，再申请。`,
    },
    'not-authorized': {
      say: '人工核验没有通过：到场的人没有贵单位的授权。',
      then: `请重新申请，由${head}来，或者带盖章的授权书和代理人本人的证件。`,
    },
    'papers-in-doubt': {
      say: '人工核验没有通过：材料需要进一步核实。',
      then: `请向${authority}核实以后，再重新申请。`,
    },
    'unit-not-active': {
      say: '人工核验没有通过：贵单位登记状态异常。',
      then: `请先到${authority}恢复正常状态；已经恢复的，带登记机关恢复登记的文书原件重新申请。`,
    },
  };
  return causes[reason];
}

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

export const SUBMISSION_WORDS: Record<Tables['submission']['outcome'], string> = {
  certified: '通过',
  rejected: '未通过',
  pending: '等待登记系统',
  replaced: '被后来的提交代替',
  expired: '等待期满，未能核验',
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
