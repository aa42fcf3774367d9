import {
  caseRefusals,
  comes,
  comesBy,
  expired,
  rechecking,
  REFUSED,
  returned,
  SEEN,
  WITHDRAWN,
} from '../../../bff/contract/zh-Hans/counter.ts';
import type { KeptWords } from '../../kept/kept-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { papers } from './papers.ts';

export const kept = ({ certificate, authority, head }: UnitWords): KeptWords => ({
  ...papers({ certificate, head }),
  forms: {
    recheck: {
      title: '申请自动复核',
      text: '请按上次提交的内容再填写一遍，认证身份也与上次相同。本次申请不占提交次数。',
      submit: '下一步',
    },
    counter: { text: '填写后带材料原件到办事窗口，核验通过即完成认证。', submit: '下一步' },
  },
  noSource: (text) => `贵单位的登记信息暂不能网上核验。${text}`,
  hints: { agent: '受单位委托办理', 'agent.idNumber': '代理人证件上的号码' },
  consent: {
    recheck: {
      title: '申请自动复核',
      text: ['登记信息更新后，用您填写的信息再次核验，一致即自动通过。还没有办理登记、变更的，请先办理。'],
      keeps: '您填写的内容加密保存，最长30天；认证通过、到期或您撤回后立即删除，不作他用。',
    },
    counter: {
      title: '申请人工核验',
      keeps: '您填写的内容加密保存，最长30天，办结或撤回后立即删除，不作他用。证件只查看，不留存。',
    },
  },
  agree: '同意并申请',
  notNow: '暂不申请',
  asking: { title: '正在申请…', text: ['请稍候，不要关闭页面。'] },
  opened: '已申请人工核验',
  waiting: '人工核验中',
  comes: (agent) => comes(agent ? '代理人' : head),
  comesBy: (agent, until) => comesBy(agent ? '代理人' : head, until),
  labels: {
    bring: '材料原件',
    place: '出发前',
    left: '申请次数',
    result: '后续',
  },
  print: '打印',
  seen: SEEN,
  returned: (agent, until) => returned(agent ? '代理人' : head, until),
  left: (cases) => `30天内还可申请${cases}次，已撤回的也计入。`,
  noneLeft: (when) => `人工核验的申请次数已用完（含已撤回的），请${when}再申请。`,
  rechecking,
  differs: {
    title: '未能申请自动复核',
    text: ['填写的内容与上次提交的不一致。请逐项核对后再申请，认证身份也要一致，不占提交次数。'],
    forgotten: '记不清的，可以关闭后重新提交，会用掉一次提交机会。',
    gone: '上次提交已不能复核，请关闭后查看认证状态。',
  },
  question: {
    recheck: {
      title: '确定撤回自动复核？',
      text: [
        '填写的内容立即删除，登记信息更新后也不会自动通过。',
        '以后还需要的，可由提交的用户在认证中心重新申请。',
      ],
    },
    claim: {
      title: '确定撤回提交？',
      text: ['填写的内容立即删除，不再核验。', '以后还需要的，请重新提交。'],
    },
    case: {
      title: '确定撤回人工核验？',
      text: (reference) => `编号${reference}将作废，填写的内容立即删除。`,
      again: (left) =>
        `以后需要的，要重新申请${left ? `；本次仍计入申请次数，30天内还可申请${left}次` : ''}。`,
    },
  },
  keep: '不撤回',
  confirm: '确定撤回',
  ends: {
    withdrawn: WITHDRAWN,
    decided: '没有撤回：核验刚有结果，见下方。',
    notWithdrawn: {
      claim: '提交未能撤回，仍在核验。',
      recheck: '自动复核未能撤回，仍在进行。',
      case: '人工核验未能撤回。',
    },
    takenBack: {
      title: '这次申请已撤回',
      text: ['由本单位的其他管理员，或者您在别的窗口撤回。'],
    },
    refused: { title: REFUSED, by: { ...caseRefusals({ authority }), otherwise: '请咨询办事窗口。' } },
    expired,
  },
  elsewhere: '由其他网站申请。',
  show: '查看、打印',
  look: '查看',
  withdraw: '撤回人工核验',
});
