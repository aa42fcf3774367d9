import type { KeptWords } from '../../kept/kept-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { papers } from './papers.ts';

export const kept = ({ certificate, authority, head }: UnitWords): KeptWords => ({
  ...papers({ certificate, head }),
  forms: {
    recheck: {
      title: '申請自動複核',
      text: '請按上次提交的內容再填寫一遍，認證身份也與上次相同。本次申請不佔提交次數。',
      submit: '下一步',
    },
    counter: { text: '填寫後帶材料原件到辦事窗口，核驗通過即完成認證。', submit: '下一步' },
  },
  noSource: (text) => `貴單位的登記資料暫不能網上核驗。${text}`,
  hints: { agent: '受單位委託辦理', 'agent.idNumber': '代理人證件上的號碼' },
  consent: {
    recheck: {
      title: '申請自動複核',
      text: ['登記資料更新後，用您填寫的資料再次核驗，一致即自動通過。還沒有辦理登記、變更的，請先辦理。'],
      keeps: '您填寫的內容加密保存，最長30天；認證通過、到期或您撤回後立即刪除，不作他用。',
    },
    counter: {
      title: '申請人工核驗',
      keeps: '您填寫的內容加密保存，最長30天，辦結或撤回後立即刪除，不作他用。證件只查看，不留存。',
    },
  },
  agree: '同意並申請',
  notNow: '暫不申請',
  asking: { title: '正在申請…', text: ['請稍候，不要關閉頁面。'] },
  opened: '已申請人工核驗',
  waiting: '人工核驗中',
  comes: (agent) =>
    `請${agent ? '代理人' : head}本人到辦事窗口，一般到場一次；兩名工作人員先後核驗，通過即完成認證。`,
  comesBy: (agent, until) => `請${agent ? '代理人' : head}本人最晚在${until}到辦事窗口，報受理編號。`,
  labels: {
    bring: '材料原件',
    place: '出發前',
    left: '申請次數',
    result: '後續',
  },
  print: '列印',
  seen: '材料已經看過，正在由另一名工作人員複核，請等待結果。',
  returned: (agent, until) =>
    `材料需要再看一遍：請${agent ? '代理人' : head}本人最晚在${until}帶原件再到辦事窗口，報受理編號。`,
  left: (cases) => `30天內還可申請${cases}次，已撤回的也計入。`,
  noneLeft: (when) => `人工核驗的申請次數已用完（含已撤回的），請${when}再申請。`,
  rechecking: (until) => ({
    title: '已申請自動複核',
    text: [
      '登記資料一有更新就會自動核驗，一致後自動通過，無需重複提交；登記沒有變更的，不會通過。',
      `自動複核到${until}。`,
    ],
  }),
  differs: {
    title: '未能申請自動複核',
    text: ['填寫的內容與上次提交的不一致。請逐項核對後再申請，認證身份也要一致，不佔提交次數。'],
    forgotten: '記不清的，可以關閉後重新提交，會用掉一次提交機會。',
    gone: '上次提交已不能複核，請關閉後查看認證狀態。',
  },
  question: {
    recheck: {
      title: '確定撤回自動複核？',
      text: [
        '填寫的內容立即刪除，登記資料更新後也不會自動通過。',
        '以後還需要的，可由提交的用戶在認證中心重新申請。',
      ],
    },
    claim: {
      title: '確定撤回提交？',
      text: ['填寫的內容立即刪除，不再核驗。', '以後還需要的，請重新提交。'],
    },
    case: {
      title: '確定撤回人工核驗？',
      text: (reference) => `編號${reference}將作廢，填寫的內容立即刪除。`,
      again: (left) =>
        `以後需要的，要重新申請${left ? `；本次仍計入申請次數，30天內還可申請${left}次` : ''}。`,
    },
  },
  keep: '不撤回',
  confirm: '確定撤回',
  ends: {
    withdrawn: {
      claim: '已撤回提交，保存的資料已刪除。',
      recheck: '已撤回自動複核，保存的資料已刪除。',
      case: '已撤回人工核驗，保存的資料已刪除。',
    },
    decided: '沒有撤回：核驗剛有結果，見下方。',
    notWithdrawn: {
      claim: '提交未能撤回，仍在核驗。',
      recheck: '自動複核未能撤回，仍在進行。',
      case: '人工核驗未能撤回。',
    },
    takenBack: {
      title: '這次申請已撤回',
      text: ['由本單位的其他管理員，或者您在別的視窗撤回。'],
    },
    refused: {
      title: '人工核驗未通過',
      by: {
        'papers-missing': '材料不齊或已過期，請先備齊。',
        'papers-differ': '材料與填寫的資料不一致，請先核對。',
        'not-authorized': '到場人員沒有單位的授權，請先補齊授權。',
        'papers-in-doubt': `材料需要進一步核實。請先向${authority}核實。`,
        'unit-not-active': `單位登記狀態異常。請先向${authority}核實。`,
        otherwise: '請諮詢辦事窗口。',
      },
    },
    expired: (until) => ({
      title: '人工核驗已過期',
      text: [`到${until}沒有在辦事窗口辦結，保存的資料已刪除。`],
    }),
  },
  elsewhere: '由其他網站申請。',
  show: '查看、列印',
  look: '查看',
  withdraw: '撤回人工核驗',
});
