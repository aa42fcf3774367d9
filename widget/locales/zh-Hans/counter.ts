import type { CounterWords } from '../../counter/counter-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { papers } from './papers.ts';

export const counter = ({ certificate, authority, head }: UnitWords): CounterWords => ({
  ...papers({ certificate, head }),
  form: { text: '填写后带材料原件到办事窗口，核验通过即完成认证。', submit: '下一步' },
  noSource: '贵单位的登记信息暂不能网上核验。',
  hints: { agent: '受单位委托办理', 'agent.idNumber': '代理人证件上的号码' },
  consent: {
    title: '申请人工核验',
    text: ['您填写的内容加密保存，最长30天，核验结束或撤回后立即删除，不作他用。证件只查看，不留存。'],
  },
  agree: '同意并申请',
  notNow: '暂不申请',
  back: '返回修改',
  asking: { title: '正在申请…', text: ['请稍候，不要关闭页面。'] },
  opened: '已申请人工核验',
  waiting: '人工核验中',
  comes: (agent, until) =>
    `请${agent ? '代理人' : head}本人${until ? `最晚在${until}到办事窗口，报受理编号。` : '到办事窗口，一般到场一次；两名工作人员先后核验，通过即完成认证。'}`,
  labels: {
    bring: '材料原件',
    place: '出发前',
    kept: '信息保存',
    left: '申请次数',
    result: '办理结果',
  },
  print: '打印',
  seen: '材料已经看过，正在由另一名工作人员复核，请等待结果。',
  returned: (agent, until) =>
    `材料需要再看一遍：请${agent ? '代理人' : head}本人最晚在${until}带原件再到办事窗口，报受理编号。`,
  result: '在认证中心显示；不需要了，也可以在认证中心撤回。',
  left: (cases, when) =>
    cases > 0
      ? `30天内还可申请${cases}次，已撤回的也计入。`
      : `人工核验的申请次数已用完（含已撤回的），请${when}再申请。`,
  usedUp: (when) => ({
    title: '人工核验次数已用完',
    text: [`请${when}再申请。申请过的都计入，已撤回的也计入。`],
  }),
  bothUsedUp: (when) => `人工核验和网上提交的次数都已用完，请${when}再试。`,
  unlock: '急需办理的，请联系本网站客服，核实后可恢复申请。',
  withdrawal: {
    title: '确定撤回人工核验？',
    text: (reference) => `编号${reference}作废，填写的内容立即删除。`,
    again: (left) => `再办要重新申请${left ? `，本次仍计入申请次数，30天内还可申请${left}次` : ''}。`,
    failed: '人工核验未能撤回。',
    keep: '不撤回',
    confirm: '确定撤回',
  },
  line: {
    refused: '人工核验未通过',
    expired: (until) => ({
      title: '人工核验已过期',
      text: [`到${until}没有在办事窗口办结，保存的信息已删除。仍需办理的，请重新申请。`],
    }),
    none: '核对无误仍不能通过的，可以带材料原件到办事窗口人工核验。',
    restored: '已恢复登记的，可以带登记机关恢复登记的文书到办事窗口人工核验。',
    online: (refused) => `也可以${refused ? '改正后再' : ''}网上提交。`,
    elsewhere: '由其他网站申请。',
  },
  refused: '人工核验未通过',
  again: '重新申请人工核验',
  refusals: {
    'papers-missing': '材料不全或已过期，请先备齐。',
    'papers-differ': '材料与填写的信息不一致，请先核对。',
    'not-authorized': '到场人员没有单位的授权，请先补齐授权。',
    'papers-in-doubt': `材料需要进一步核实。请先向${authority}核实。`,
    'unit-not-active': `单位登记状态异常。请先向${authority}核实。`,
    otherwise: '请咨询办事窗口。',
  },
  anew: (inactive) =>
    inactive ? '恢复登记后，带登记机关恢复登记的文书重新申请。' : '重新申请后，用新编号到窗口办理。',
  show: '查看、打印',
  look: '查看',
  online: '网上提交',
  withdraw: '撤回人工核验',
  apply: '申请人工核验',
});
