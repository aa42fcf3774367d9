import type { CenterWords } from '../../center/center-words.ts';
import type { UnitWords } from '../unit-words.ts';

export const center = ({ certificate, authority, head }: UnitWords): CenterWords => ({
  title: '認證中心',
  kinds: { phone: '手機認證', 'real-name': '實名認證', 'real-person': '實人認證' },
  about: {
    phone: '註冊時已完成',
    'real-name': `核驗${head}資料與登記資料一致`,
    'real-person': '核驗辦理人為本人',
  },
  aboutCounter: '經辦事窗口人工核驗',
  status: {
    certified: '已認證',
    uncertified: '未認證',
    pending: '正在核驗',
    lapsed: '需重新認證',
    'not-open': '暫未開通，無需認證',
  },
  askWhy: '原因請諮詢本網站客服。',
  waits: { case: '人工核驗中', recheck: '自動複核中' },
  certify: '立即認證',
  inactive: `請先向${authority}核實登記狀態。`,
  check: `請對照${certificate}和證件，核對後再提交。`,
  renew: '重新認證',
  dueUntil: (until, reason) => ({
    title: `請最晚在${until}重新認證`,
    text: [`${reason ? `${reason}。` : ''}到期前，業務照常辦理。`],
  }),
  replace: {
    text: `${head}本人可以重新認證，通過後替換代理人辦理的認證。`,
    button: `${head}認證`,
    refused: (reason) => `上次${head}認證未通過${reason ? `：${reason}` : ''}`,
    usedUp: (when) => `網上提交次數已用完，${when}可再提交或撤回。`,
  },
  withdrawCertification: { text: '辦理認證的代理人不再受託的，可以撤回認證。', button: '代理人撤回' },
  succession: {
    replace: {
      title: `${head}認證`,
      text: `由${head}本人重新認證，通過後替換代理人辦理的認證；未通過不影響現有認證。`,
      submit: '提交',
    },
    withdraw: {
      title: '代理人撤回認證',
      text: '由辦理認證的代理人填寫。撤回後，認證至少再保留7天；已有到期日的，仍到那一天。到期前沒有重新認證的，單位將不能辦理相關業務。',
      submit: '撤回認證',
    },
    withdrawn: (until) => ({
      title: '已撤回認證',
      text: [`原認證有效到${until}。請${head}或其他代理人最晚在這一天重新認證，以免影響業務辦理。`],
    }),
    overtaken: {
      replace: {
        title: `${head}已重新認證`,
        text: [`現有認證剛由${head}辦理，已替換代理人辦理的認證，無需再提交。`],
      },
      withdraw: {
        title: `${head}已重新認證`,
        text: [`代理人辦理的認證剛被${head}的認證替換，無需再撤回。`],
      },
    },
    agentDiffers: {
      title: '未能撤回',
      said: '填寫的資料與辦理認證的代理人不一致，或者目前的認證不是代理人辦理的。',
      next: '請核對後重新提交。',
      departed: '代理人已離開單位、無法登入的，請到辦事窗口辦理。',
    },
  },
  terms: '認證記錄',
  term: (since, until) => `${since}—${until}`,
  now: '至今',
  method: { registry: '網上核驗', partner: '網上核驗', counter: '窗口核驗' },
  replaced: '已由新的認證替換',
  operator: '請聯絡單位管理員辦理。',
  asOf: '查詢日期',
  by: { 'legal-representative': `由${head}辦理`, agent: '由代理人辦理' },
  elsewhere: (by) => `在其他網站${by}`,
  casesLeft: (cases) => `還可申請${cases}次。`,
  unlock: '急需辦理的，請聯絡本網站客服，並告知受理編號。',
  urgent: '急需辦理怎麼辦？',
  history: '本網站最近的提交',
  noHistory: '最近180天，本網站沒有網上提交記錄。',
  passed: '已通過',
  expired: '未能核驗',
  refused: (reason) => (reason ? `未通過：${reason}` : '未通過'),
  waiting: (business) => `您正在辦理${business ? `「${business}」` : '業務'}，單位完成實名認證後即可繼續。`,
  recheck: (until) => ({
    title: `自動複核到${until}`,
    text: ['登記資料一致後自動通過，無需重複提交。還沒有辦理變更的，請先到登記機關辦理。'],
  }),
  withdraw: { recheck: '撤回自動複核', claim: '撤回提交' },
  unknown: '暫時無法查詢認證狀態',
  stays: '已通過的認證不受影響。',
});
