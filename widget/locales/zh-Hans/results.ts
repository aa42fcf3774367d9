import {
  alreadyCertified,
  atCounter,
  casesUsedUp,
  certified,
  EARLIER,
  inactiveLapsed,
  PENDING,
  registerWrong,
  STANDS,
  standsUntil,
  TOLD_IN_CENTER,
  WAYS,
} from '../../../bff/contract/zh-Hans/answers.ts';
import { refusals } from '../../../bff/contract/zh-Hans/refusals.ts';
import type { ResultsWords } from '../../results/results-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { problems } from './problems.ts';

export const results = (unit: UnitWords): ResultsWords => ({
  ...problems,
  notice: {
    title: '可以稍后认证',
    menu: (center = '页面右上角“单位设置”→“认证中心”') => `点击${center}，可以办理实名认证。`,
    nextLogin: '下次登录时会再次提示您，点击“确认”即可办理，约2分钟。',
    until: '认证前，相关业务暂不能办理。',
    untilDue: (date) => `请最晚在${date}重新认证。到期前，业务照常办理。`,
  },
  stands: STANDS,
  standsUntil,
  agentStands: '代理人办理的认证仍然有效，业务照常办理。',
  atCounter: atCounter(unit),
  center: '前往认证中心',
  operator: {
    title: '请联系管理员',
    text: [
      '只有单位管理员（一般用统一社会信用代码登录）可以办理实名认证。',
      '管理员已离职或联系不上的，请咨询本网站客服。',
    ],
  },
  byAdministrator: (center = '“单位设置”→“认证中心”') => `请管理员登录后，在${center}办理。`,
  loggedInHere: {
    title: '已登录',
    text: ['请回到原来的页面，那里会自动继续。', '这个页面可以关闭。'],
    stay: '在这里办理',
  },
  loginChanged: (unitName) => ({
    title: '已换成另一个用户登录',
    text: [
      ...(unitName ? [`现在登录的单位是${unitName}。`] : []),
      '先前填写的内容已清除。',
      '如果不是您要办理的单位，请关闭后重新登录。',
    ],
  }),
  acknowledge: '确定',
  record: {
    unit: '单位',
    code: '单位代码',
    since: '认证日期',
    applicant: '办理人',
    'legal-representative': unit.head,
    agent: '代理人',
  },
  certified,
  alreadyCertified,
  replaced: (since) => `代理人${since}办理的认证已被替换。`,
  rejected: refusals(unit),
  earlier: EARLIER,
  usedUpAfter: (said, when) => [`${EARLIER}：${said}`, `请${when}再提交。`],
  inactive: {
    title: '请先核实登记状态',
    lapsed: inactiveLapsed(unit),
  },
  reasons: {
    'registry-mismatch': '填写的信息与登记信息不一致',
    'unit-not-active': '单位登记状态异常',
    'agent-without-record': '没有查到代理人的办理记录',
    'claim-expired': '没有等到核验结果',
    'recheck-expired': '自动复核已结束，没有通过',
    'claim-superseded': '由本单位后来的提交代替',
  },
  lastRefused: (reason, attempts) =>
    `${EARLIER}${reason ? `：${reason}` : ''}${attempts ? `，还可提交${attempts}次` : ''}`,
  asOf: (date) => `登记数据更新至${date}。`,
  asOfBefore: (date) => `登记数据更新至${date}，早于填写的成立日期，暂时查不到贵单位。`,
  usually: (days) => `登记、变更后通常${days}天内同步。`,
  registerWrong: registerWrong(unit),
  ways: WAYS,
  others: (ways) => `其他办法（${ways}种）`,
  repeated: '内容与上次相同，没有提交，不占次数。',
  pending: PENDING,
  resultPlace: { center: TOLD_IN_CENTER, prompt: '通过后即可办理业务；未通过的，会再提示您。' },
  done: '完成',
  proceed: (business) => `继续办理${business && `：${business}`}`,
  back: '返回修改',
  notRequested: '这次还没有申请成功。',
  toCase: '查看人工核验',
  beside: {
    case: '网上提交通过的，人工核验结束；未通过的，人工核验不受影响。',
    recheck: '填写有误的，可以改正后重新提交；重新提交后，正在进行的自动复核即结束。',
  },
  noCases: casesUsedUp,
  casesUsedUp: (when) => ({
    title: '人工核验次数已用完',
    text: [`请${when}再申请。已撤回的也计入次数。`],
  }),
  unlockCases: '急需办理的，请联系本网站客服，核实后可恢复申请。',
  afterwards: (business, here) =>
    `认证后${here ? '会回到这里继续' : '可以'}办理${business ? `“${business}”` : '这项业务'}。`,
  close: '关闭',
  logIn: '重新登录',
  loggedIn: '已重新登录，继续',
  notLoggedIn: '尚未检测到新的登录。',
});
