import type { CounterWords } from '../../counter/counter-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { papers } from './papers.ts';

export const counter = ({ certificate, authority, head }: UnitWords): CounterWords => ({
  ...papers({ certificate, head }),
  form: { text: '填寫後帶材料原件到辦事窗口，核驗通過即完成認證。', submit: '下一步' },
  noSource: '貴單位的登記資料暫不能網上核驗。',
  hints: { agent: '受單位委託辦理', 'agent.idNumber': '代理人證件上的號碼' },
  consent: {
    title: '申請人工核驗',
    text: ['您填寫的內容加密保存，最長30天，核驗結束或撤回後立即刪除，不作他用。證件只查看，不留存。'],
  },
  agree: '同意並申請',
  notNow: '暫不申請',
  back: '返回修改',
  asking: { title: '正在申請…', text: ['請稍候，不要關閉頁面。'] },
  opened: '已申請人工核驗',
  waiting: '人工核驗中',
  comes: (agent, until) =>
    `請${agent ? '代理人' : head}本人${until ? `最晚在${until}到辦事窗口，報受理編號。` : '到辦事窗口，一般到場一次；兩名工作人員先後核驗，通過即完成認證。'}`,
  labels: {
    bring: '材料原件',
    place: '出發前',
    kept: '資料保存',
    left: '申請次數',
    result: '辦理結果',
  },
  print: '列印',
  seen: '材料已經看過，正在由另一名工作人員複核，請等待結果。',
  returned: (agent, until) =>
    `材料需要再看一遍：請${agent ? '代理人' : head}本人最晚在${until}帶原件再到辦事窗口，報受理編號。`,
  result: '在認證中心顯示；不需要了，也可以在認證中心撤回。',
  left: (cases, when) =>
    cases > 0
      ? `30天內還可申請${cases}次，已撤回的也計入。`
      : `人工核驗的申請次數已用完（含已撤回的），請${when}再申請。`,
  usedUp: (when) => ({
    title: '人工核驗次數已用完',
    text: [`請${when}再申請。申請過的都計入，已撤回的也計入。`],
  }),
  bothUsedUp: (when) => `人工核驗和網上提交的次數都已用完，請${when}再試。`,
  unlock: '急需辦理的，請聯絡本網站客服，核實後可恢復申請。',
  withdrawal: {
    title: '確定撤回人工核驗？',
    text: (reference) => `編號${reference}作廢，填寫的內容立即刪除。`,
    again: (left) => `再辦要重新申請${left ? `，本次仍計入申請次數，30天內還可申請${left}次` : ''}。`,
    failed: '人工核驗未能撤回。',
    keep: '不撤回',
    confirm: '確定撤回',
  },
  line: {
    refused: '人工核驗未通過',
    expired: (until) => ({
      title: '人工核驗已過期',
      text: [`到${until}沒有在辦事窗口辦結，保存的資料已刪除。仍需辦理的，請重新申請。`],
    }),
    none: '核對無誤仍不能通過的，可以帶材料原件到辦事窗口人工核驗。',
    restored: '已恢復登記的，可以帶登記機關恢復登記的文書到辦事窗口人工核驗。',
    online: (refused) => `也可以${refused ? '改正後再' : ''}網上提交。`,
    elsewhere: '由其他網站申請。',
  },
  refused: '人工核驗未通過',
  again: '重新申請人工核驗',
  refusals: {
    'papers-missing': '材料不全或已過期，請先備齊。',
    'papers-differ': '材料與填寫的資料不一致，請先核對。',
    'not-authorized': '到場人員沒有單位的授權，請先補齊授權。',
    'papers-in-doubt': `材料需要進一步核實。請先向${authority}核實。`,
    'unit-not-active': `單位登記狀態異常。請先向${authority}核實。`,
    otherwise: '請諮詢辦事窗口。',
  },
  anew: (inactive) =>
    inactive ? '恢復登記後，帶登記機關恢復登記的文書重新申請。' : '重新申請後，用新編號到窗口辦理。',
  show: '查看、列印',
  look: '查看',
  online: '網上提交',
  withdraw: '撤回人工核驗',
  apply: '申請人工核驗',
});
