import type { Moment, ResultsWords } from '../../results/results-words.ts';
import type { UnitWords } from '../unit-words.ts';

const certifiedText = (unitName: string): string[] => [
  `贵单位${unitName && `（${unitName}）`}已通过实名认证，可以办理相关业务了。`,
];

function after(moment: Moment | undefined): string {
  if (!moment) return '稍后';
  const [, month, day] = moment.date.split('-').map(Number);
  return `${month}月${day}日 ${moment.time}后`;
}

export const results = ({ certificate, authority, head }: UnitWords): ResultsWords => ({
  notice: {
    title: '可以稍后认证',
    menu: '点击页面右上角“单位设置”→“认证中心”，可以办理实名认证。',
    nextLogin: '下次登录时会再次提示您，点击“确认”即可办理，约2分钟。',
    until: '认证前，相关业务暂不能办理。',
    untilDue: (date) => `${date}前，业务照常办理。`,
  },
  stands: (until) => `现有认证在${until}前仍然有效。`,
  center: '前往认证中心',
  operator: { title: '请联系管理员', text: ['只有单位管理员可以办理实名认证。'] },
  loginChanged: { title: '登录已变更', text: ['当前登录的用户与之前不同，之前填写的内容已清除。'] },
  acknowledge: '确定',
  record: {
    unit: '单位',
    code: '单位代码',
    since: '认证日期',
    applicant: '办理人',
    'legal-representative': head,
    agent: '代理人',
  },
  certified: (unitName) => ({ title: '认证成功', text: certifiedText(unitName) }),
  alreadyCertified: (unitName) => ({ title: '单位已通过认证', text: certifiedText(unitName) }),
  rejected: {
    'registry-mismatch': {
      title: '认证未通过',
      text: [`填写的法人信息与登记信息不一致。请对照${certificate}和证件核对。`],
    },
    'unit-not-active': {
      title: '认证未通过',
      text: [`登记信息显示贵单位状态异常（如注销、吊销），暂不能认证。请先向${authority}核实。`],
    },
    'agent-without-record': {
      title: '认证未通过',
      text: [`没有查到代理人在本单位办理社保业务的记录。可请办理过业务的人员认证，或由${head}本人认证。`],
    },
    otherwise: { title: '认证未通过', text: ['填写的信息未能通过核验，请核对。'] },
  },
  recheckable: (reason) =>
    reason === 'unit-not-active'
      ? '状态刚刚恢复？登记信息同步可能需要几天，可以申请自动复核，恢复且信息一致后自动通过，结果可在本网站查看。'
      : '刚办理过变更登记？登记信息同步可能需要几天，可以申请自动复核，一致后自动通过，结果可在本网站查看。',
  remaining: (attempts, moment) =>
    attempts > 0 ? `还可提交${attempts}次。` : `提交次数已用完，${after(moment)}可再提交。`,
  pending: {
    title: '正在核验',
    text: ['登记信息系统暂时繁忙，您的信息已安全保存，核验完成后会自动更新，无需重复提交。'],
  },
  stalled: {
    title: '正在核验',
    text: ['核验还需要一些时间，完成后会自动生效，无需重复提交。'],
  },
  tooManyAttempts: (when) => ({
    title: '提交次数已用完',
    text: [`为保护单位信息安全，请${when}再试。`],
  }),
  trouble: {
    'too-many-requests': { title: '操作过于频繁', text: ['请稍后点击“重试”。'] },
    'session-expired': {
      title: '登录已超时',
      text: ['您填写的内容还在。请在新窗口重新登录后，回到这里继续提交。'],
    },
    unavailable: { title: '服务暂时不可用', text: ['请稍后点击“重试”。'] },
    'no-source': { title: '暂时无法办理', text: ['本网站没有这类单位的登记信息，请联系网站客服。'] },
    misconfigured: {
      title: '暂时无法办理',
      text: ['本网站的认证服务设置有误，与您填写的内容无关，请联系网站客服。'],
    },
    'insecure-context': {
      title: '暂时无法办理',
      text: ['为保护证件信息，请用“https://”开头的网址打开本网站。'],
    },
  },
  kept: '内容已保留，不会重复提交。',
  problemCode: (code) => `问题代码：${code}`,
  reference: {
    name: { submission: '受理编号', request: '请求编号' },
    hint: '咨询时请告知此编号',
    copy: '复制编号',
    copied: '已复制',
    notCopied: '未能复制，请选中编号后复制',
  },
  when: (moment) => (moment ? `在${after(moment)}` : after(moment)),
  countdown: (seconds) => `（${seconds}秒）`,
  inSeconds: (label, seconds) => `${seconds}秒后可以点击“${label}”。`,
  done: '完成',
  proceed: (business) => (business ? `继续办理：${business}` : '继续办理'),
  back: '返回修改',
  toForm: '返回修改',
  recheck: '申请自动复核',
  close: '关闭',
  loggedOut: { title: '登录已超时', text: ['请重新登录后，回到这里继续。'] },
  logIn: '重新登录',
  loggedIn: '已重新登录，继续',
  notLoggedIn: '尚未检测到新的登录。',
});
