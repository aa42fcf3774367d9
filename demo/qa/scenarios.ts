/** The scenarios for testers: each leads to one state, reason or error with the real certification service. */
import type { Role } from '../../bff/portal-client/index.ts';
import type { Script } from '../partner/scripted-units.ts';

export type View = 'prompt' | 'form' | 'center' | 'gate' | 'registration';

/** Prepares the unit, through the public API and command line, before the page opens. */
export type Preparation =
  | 'certify'
  /** A colleague certifies as an agent; the agent withdraws. */
  | 'certify-by-agent'
  | 'agent-withdraws'
  /** Submits a claim that has to wait. */
  | 'submit'
  /** Uses up the user's attempts. */
  | 'exhaust'
  | 'representative-changed'
  | 'registration-changed'
  | 'unit-not-active'
  | 'revoked';

/** A disturbance between the browser and the service. */
export type Trouble =
  /** Every request takes some seconds. */
  | 'slow'
  /** Submissions have no connection for a while. */
  | 'offline'
  /** The gateway answers submissions with an error page of its own. */
  | 'gateway'
  /** Another user certifies the unit just before the submission arrives. */
  | 'overtaken'
  /** The submission's key has been used for another claim. */
  | 'key-reused'
  /** The user exceeds the service's request limit just before the submission arrives. */
  | 'hurried'
  /** The token is from an unknown site, or never comes. */
  | 'wrong-token'
  | 'no-token'
  /** The user has no session from the start, or the session ends before the submission. */
  | 'no-session'
  | 'session-ends';

/** A button beside the page: an event while the page is open. */
export type Act =
  /** The user whose session has ended logs in again. */
  | 'log-in-again'
  /** The registry gets the typed representative. */
  | 'registry-follows'
  /** The user logs out and a user of another unit logs in, both without loading the page. */
  | 'sign-out'
  | 'another-unit'
  /** Opens the same page of the same unit in a second tab. */
  | 'second-tab';

export interface Scenario {
  id: string;
  group: '状态' | '认证结果' | '提交出错' | '页面出错' | '登记机关' | '登录与标签页' | '入口';
  title: string;
  about: string;
  view: View;
  script: Script;
  /** Absent: an administrator. */
  role?: Role;
  before?: Preparation[];
  trouble?: Trouble;
  /** The person to type; absent: the registry's representative. */
  claim?: 'stranger' | 'agent';
  acts?: Act[];
  /** Waits of a minute and more are sixty times shorter on this page. */
  fast?: true;
}

const of =
  (group: Scenario['group'], usual: Pick<Scenario, 'view'>) =>
  (id: string, title: string, about: string, more: Partial<Scenario> = {}): Scenario => ({
    ...{ id, group, title, about, script: 'truthful', ...usual },
    ...more,
  });

const state = of('状态', { view: 'prompt' });
const session = of('登录与标签页', { view: 'form' });
const result = of('认证结果', { view: 'form' });
const submission = of('提交出错', { view: 'form' });
const opening = of('页面出错', { view: 'form' });
const registry = of('登记机关', { view: 'form' });
const entry = of('入口', { view: 'center' });

const lapsed = (reason: Preparation, title: string): Scenario =>
  state(`lapsed-${reason}`, `需重新认证：${title}`, '曾经认证，现已失效，登录后再次提示。', {
    before: ['certify', reason],
  });

export const SCENARIOS: readonly Scenario[] = [
  state('certified', '已认证', '没有任何提示。', { before: ['certify'] }),
  state('uncertified', '未认证', '登录后提示认证。'),
  state('pending', '正在核验', '已提交，登记机关暂时没有应答。', {
    view: 'form',
    script: 'outage',
    before: ['submit'],
  }),
  state('by-agent', '代理人已认证', '认证中心里，法定代表人可以替换，代理人可以撤回。', {
    view: 'center',
    claim: 'agent',
    before: ['certify-by-agent'],
  }),
  state('due', '认证将要到期', '代理人已撤回认证，七天内重新认证；业务照常办理。', {
    view: 'center',
    claim: 'agent',
    before: ['certify-by-agent', 'agent-withdraws'],
  }),
  state('ended-terms', '有认证记录', '撤回后重新认证：认证中心列出先前的认证。', {
    view: 'center',
    claim: 'agent',
    before: ['certify-by-agent', 'agent-withdraws', 'certify'],
  }),
  lapsed('representative-changed', '法定代表人变更'),
  lapsed('registration-changed', '登记信息变更'),
  lapsed('unit-not-active', '登记状态异常'),
  lapsed('revoked', '被撤销'),
  state('operator', '经办人', '不是管理员，提示联系管理员。', { role: 'operator' }),
  result('success', '认证成功', '填写的信息与登记一致。'),
  result('registry-mismatch', '与登记信息不一致', '可以返回修改。', { claim: 'stranger' }),
  result('unit-not-found', '登记中没有该单位', '与“不一致”说法相同，不透露单位是否存在。', {
    script: 'unknown',
  }),
  result('unit-not-active', '登记状态异常', '其余信息都正确。', { script: 'inactive' }),
  result('agent-without-record', '代理人无办理记录', '法人信息正确。', { claim: 'agent' }),
  result('recheck', '自动复核', '不一致后点“申请自动复核”，再点“登记机关更新”：稍后自动通过。', {
    claim: 'stranger',
    acts: ['registry-follows'],
  }),
  submission('limits-exhausted', '网上提交次数已用完', '当日五次都未通过。', { before: ['exhaust'] }),
  submission('too-many-requests', '操作过于频繁', '提交前，同一用户在十秒内的请求已达上限；稍后重试即可。', {
    trouble: 'hurried',
  }),
  submission('already-certified', '刚被他人认证', '提交时，同单位的另一位管理员已经完成。', {
    trouble: 'overtaken',
  }),
  submission('key-reused', '提交编号重复', '同一编号已用于另一份内容。', { trouble: 'key-reused' }),
  submission('session-ends', '登录超时', '打开几秒后登录失效；点“重新登录”后可以继续。', {
    trouble: 'session-ends',
    acts: ['log-in-again'],
  }),
  submission('offline', '断网', '提交时网络中断，十几秒后恢复，重试即可。', { trouble: 'offline' }),
  submission('gateway', '服务不可用', '网关返回错误页面。', { trouble: 'gateway' }),
  submission('slow', '网络很慢', '每个请求约4秒。', { trouble: 'slow' }),
  opening('no-session', '没有登录', '令牌地址返回401。', { trouble: 'no-session' }),
  opening('wrong-token', '令牌无效', '令牌来自未登记的网站：配置有误。', { trouble: 'wrong-token' }),
  opening('no-token', '令牌迟迟不来', '令牌地址不应答。', { trouble: 'no-token' }),
  registry('partner-slow', '应答缓慢', '3.6秒后才应答。', { script: 'slow' }),
  registry('partner-busy', '暂时繁忙', '先是正在核验，稍后自动通过。', { script: 'busy' }),
  registry('partner-garbage', '答非所问', '返回网页而不是数据：按故障处理，稍后自动通过。', {
    script: 'garbage',
  }),
  registry('partner-verdict', '只给结论', '没有提供登记内容就说“一致”：不采信，稍后自动通过。', {
    script: 'verdict',
  }),
  registry(
    'partner-outage',
    '长时间故障',
    '保持正在核验，不计提交次数。连续失败五次，服务暂停询问登记机关：约一分钟内，其他单位提交也可能先显示正在核验。',
    { script: 'outage' },
  ),
  session(
    'another-unit',
    '另一个单位登录',
    '填写后点“退出登录”或“另一个单位登录”（页面不刷新）：前一个单位的内容不再出现。',
    {
      acts: ['sign-out', 'another-unit'],
    },
  ),
  session('idle', '十分钟没有操作', '填写后等十秒（这里一分钟只有一秒）：证件号码已清除，其余还在。', {
    fast: true,
  }),
  session('two-tabs', '两个标签页', '在第二个标签页里认证成功，这一页自动更新。', {
    view: 'center',
    acts: ['second-tab'],
  }),
  entry('center', '认证中心', '三种认证的状态，可立即认证。'),
  entry('gate', '业务入口', '页面上的表单在认证后才提交，内容不变。', { view: 'gate' }),
  entry('registration', '单位注册', '注册时一并完成手机认证和实名认证。', { view: 'registration' }),
];
