import type { Copy } from '../../dialog/copy.ts';
import type { ResultsWords } from '../../results/results-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { problems } from './problems.ts';

const certified = (unitName: string): string => `贵单位${unitName && `（${unitName}）`}已通过实名认证。`;

const refused = (...text: string[]): Copy => ({ title: '认证未通过', text });

export const results = ({ certificate, authority, head }: UnitWords): ResultsWords => ({
  ...problems,
  notice: {
    title: '可以稍后认证',
    menu: (center = '页面右上角“单位设置”→“认证中心”') => `点击${center}，可以办理实名认证。`,
    nextLogin: '下次登录时会再次提示您，点击“确认”即可办理，约2分钟。',
    until: '认证前，相关业务暂不能办理。',
    untilDue: (date) => `请最晚在${date}重新认证。到期前，业务照常办理。`,
  },
  stands: (until) => (until ? `现有认证有效到${until}，到期前业务照常办理。` : '现有认证不受影响。'),
  agentStands: '代理人办理的认证仍然有效，业务照常办理。',
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
      '不是您要办理的单位的，请关闭后重新登录。',
    ],
  }),
  acknowledge: '确定',
  record: {
    unit: '单位',
    code: '单位代码',
    since: '认证日期',
    applicant: '办理人',
    'legal-representative': head,
    agent: '代理人',
  },
  certified: (unitName) => ({
    title: '认证成功',
    text: [certified(unitName), '可以办理相关业务了。'],
  }),
  alreadyCertified: (unitName) => ({
    title: '单位已通过认证',
    text: [certified(unitName), '无需重复认证，可以办理相关业务。'],
  }),
  replaced: (since) => `代理人${since}办理的认证已被替换。`,
  rejected: {
    'registry-mismatch': refused('填写的信息与登记信息不一致。', `请对照${certificate}和证件核对{fields}。`),
    'unit-not-active': refused(
      '登记信息显示贵单位状态异常，如注销或吊销，暂不能认证。',
      `请先向${authority}核实。`,
    ),
    'agent-without-record': refused(
      '没有查到代理人在本单位办理社保业务的记录。',
      `可请办理过业务的人员认证，或由${head}本人认证。`,
    ),
    'claim-expired': refused('登记系统一直没有答复，上次提交没有核验，保存的信息已删除。', '请重新提交。'),
    'recheck-expired': refused('自动复核已到期，登记信息仍不一致，保存的信息已删除。', '请核对后重新提交。'),
    otherwise: refused(
      '填写的信息未能通过核验。',
      `请对照${certificate}和证件核对；核对无误的，请联系本网站客服。`,
    ),
  },
  earlier: '上次认证未通过',
  inactive: {
    title: '请先核实登记状态',
    lapsed: `登记信息显示贵单位状态异常，如注销或吊销，原认证已失效。请先向${authority}核实。`,
  },
  reasons: {
    'registry-mismatch': '填写的信息与登记信息不一致',
    'unit-not-active': '单位登记状态异常',
    'agent-without-record': '没有查到代理人的办理记录',
  },
  lastRefused: (reason, attempts) =>
    `上次提交未通过${reason ? `：${reason}` : ''}${attempts ? `，还可提交${attempts}次` : ''}`,
  asOf: (date, isNew) =>
    `登记数据更新至${date}${isNew ? '，填写的成立日期在此之后，暂时查不到贵单位' : ''}。`,
  usually: (days) => `登记、变更后通常${days}天内同步。`,
  registerWrong: `登记有误的，请向${authority}更正。`,
  ways: {
    refused: {
      certify: { text: '填写有误的，可以改正后重新提交。', button: '重新提交' },
      recheck: {
        text: '已办好登记、变更的，登记信息更新后可自动核验，不占提交次数。',
        button: '申请自动复核',
      },
      counter: { text: '核对无误仍不能通过的，可以带材料原件到办事窗口。', button: '申请人工核验' },
    },
    inactive: {
      certify: { text: '登记系统已显示正常的，可以再认证一次。', button: '已恢复，继续认证' },
      recheck: { text: '刚恢复正常的，登记信息更新后可自动核验，不占提交次数。', button: '申请自动复核' },
      counter: { text: '已恢复登记的，带恢复登记的文书到办事窗口。', button: '申请人工核验' },
    },
    'at-counter': {
      certify: { text: '也可以核对后网上提交。', button: '网上提交' },
      recheck: {
        text: '已办好登记、变更的，登记信息更新后可自动核验，不占提交次数。',
        button: '申请自动复核',
      },
      counter: { text: '重新申请后，用新编号到办事窗口。', button: '重新申请人工核验' },
    },
  },
  others: (ways) => `其他办法（${ways}种）`,
  repeated: '填写的内容与上次相同，没有提交，不占次数。',
  pending: {
    title: '正在核验',
    text: [
      '登记信息系统暂时繁忙，您填写的信息已保存，无需重复提交。',
      '系统恢复后一般几分钟内完成，可以先关闭，结果在认证中心显示。',
    ],
  },
  done: '完成',
  proceed: (business) => `继续办理${business && `：${business}`}`,
  back: '返回修改',
  notRequested: '这次还没有申请成功。',
  toCase: '查看人工核验',
  noCases: (when) => `人工核验的申请次数已用完，请${when}再申请。`,
  casesUsedUp: (when) => ({
    title: '人工核验次数已用完',
    text: [`请${when}再申请。申请过的都计入，已撤回的也计入。`],
  }),
  unlockCases: '急需办理的，请联系本网站客服，核实后可恢复申请。',
  afterwards: (business) => `认证后会回到这里继续办理${business ? `“${business}”` : '这项业务'}。`,
  close: '关闭',
  logIn: '重新登录',
  loggedIn: '已重新登录，继续',
  notLoggedIn: '尚未检测到新的登录。',
});
