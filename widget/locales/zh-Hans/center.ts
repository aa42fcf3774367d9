import { AGENT_DIFFERS, takeoverRefused, withdrawn } from '../../../bff/contract/zh-Hans/withdrawal.ts';
import type { CenterWords } from '../../center/center-words.ts';
import type { UnitWords } from '../unit-words.ts';

export const center = ({ certificate, authority, head }: UnitWords): CenterWords => ({
  title: '认证中心',
  kinds: { phone: '手机认证', 'real-name': '实名认证', 'real-person': '实人认证' },
  about: {
    phone: '注册时已完成',
    'real-name': `核验${head}信息与登记信息一致`,
    'real-person': '核验办理人为本人',
  },
  aboutCounter: '经办事窗口人工核验',
  status: {
    certified: '已认证',
    uncertified: '未认证',
    pending: '正在核验',
    lapsed: '需重新认证',
    'not-open': '暂未开通，无需认证',
  },
  askWhy: '原因请咨询本网站客服。',
  waits: { case: '人工核验中', recheck: '自动复核中' },
  certify: '立即认证',
  inactive: `请先向${authority}核实登记状态。`,
  check: `请对照${certificate}和证件，核对后再提交。`,
  renew: '重新认证',
  dueUntil: (until, reason) => ({
    title: `请最晚在${until}重新认证`,
    text: [`${reason ? `${reason}。` : ''}到期前，业务照常办理。`],
  }),
  replace: {
    text: `${head}本人可以重新认证，通过后替换代理人办理的认证。`,
    button: `${head}认证`,
    refused: (reason) => takeoverRefused(head, reason),
    usedUp: (when) => `网上提交次数已用完，${when}可再提交或撤回。`,
  },
  withdrawCertification: { text: '办理认证的代理人不再受托的，可以撤回认证。', button: '代理人撤回' },
  succession: {
    replace: {
      title: `${head}认证`,
      text: `由${head}本人重新认证，通过后替换代理人办理的认证；未通过不影响现有认证。`,
      submit: '提交',
    },
    withdraw: {
      title: '代理人撤回认证',
      text: '由办理认证的代理人填写。撤回后，认证至少再保留7天；已有到期日的，仍到那一天。到期前没有重新认证的，单位将不能办理相关业务。',
      submit: '撤回认证',
    },
    withdrawn: (until) => withdrawn(until, head),
    overtaken: {
      replace: {
        title: `${head}已重新认证`,
        text: [`现有认证刚由${head}办理，已替换代理人办理的认证，无需再提交。`],
      },
      withdraw: {
        title: `${head}已重新认证`,
        text: [`代理人办理的认证刚被${head}的认证替换，无需再撤回。`],
      },
    },
    agentDiffers: AGENT_DIFFERS,
  },
  terms: '认证记录',
  term: (since, until) => `${since}—${until}`,
  now: '至今',
  method: { registry: '网上核验', partner: '网上核验', counter: '窗口核验' },
  replaced: '已由新的认证替换',
  operator: '请联系单位管理员办理。',
  asOf: '查询日期',
  by: { 'legal-representative': `由${head}办理`, agent: '由代理人办理' },
  elsewhere: (by) => `在其他网站${by}`,
  casesLeft: (cases) => `还可申请${cases}次。`,
  unlock: '急需办理的，请联系本网站客服，并告知受理编号。',
  urgent: '急需办理怎么办？',
  history: '本网站最近的提交',
  noHistory: '最近180天，本网站没有网上提交记录。',
  passed: '已通过',
  expired: '未能核验',
  refused: (reason) => (reason ? `未通过：${reason}` : '未通过'),
  waiting: (business) => `您正在办理${business ? `“${business}”` : '业务'}，单位完成实名认证后即可继续。`,
  recheck: (until) => ({
    title: `自动复核到${until}`,
    text: ['登记信息一致后自动通过，无需重复提交。还没有办理变更的，请先到登记机关办理。'],
  }),
  withdraw: { recheck: '撤回自动复核', claim: '撤回提交' },
  unknown: '暂时无法查询认证状态',
  stays: '已通过的认证不受影响。',
});
