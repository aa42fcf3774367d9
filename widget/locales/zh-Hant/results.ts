import type { ResultsWords } from '../../results/results-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { problems } from './problems.ts';
import { refusals } from './refusals.ts';

const certified = (unitName: string): string => `貴單位${unitName && `（${unitName}）`}已通過實名認證。`;

export const results = (unit: UnitWords): ResultsWords => ({
  ...problems,
  notice: {
    title: '可以稍後認證',
    menu: (center = '頁面右上角「單位設置」→「認證中心」') => `點擊${center}，可以辦理實名認證。`,
    nextLogin: '下次登入時會再次提示您，點擊「確認」即可辦理，約2分鐘。',
    until: '認證前，相關業務暫不能辦理。',
    untilDue: (date) => `請最晚在${date}重新認證。到期前，業務照常辦理。`,
  },
  stands: '現有認證不受影響。',
  standsUntil: (until) => `現有認證有效到${until}，到期前業務照常辦理。`,
  agentStands: '代理人辦理的認證仍然有效，業務照常辦理。',
  atCounter: `需到辦事窗口核驗：先在網上填寫，再帶${unit.certificate}和${unit.head}證件到窗口。`,
  center: '前往認證中心',
  operator: {
    title: '請聯絡管理員',
    said: '只有單位管理員（一般用統一社會信用代碼登入）可以辦理實名認證。',
    unreachable: '管理員已離職或聯絡不上的，請諮詢本網站客服。',
  },
  byAdministrator: (center = '「單位設置」→「認證中心」') => `請管理員登入後，在${center}辦理。`,
  loggedInHere: {
    title: '已登入',
    text: ['請回到原來的頁面，那裡會自動繼續。', '這個頁面可以關閉。'],
    stay: '在這裡辦理',
  },
  loginChanged: (unitName) => ({
    title: '已換成另一位用戶登入',
    text: [
      ...(unitName ? [`現在登入的單位是${unitName}。`] : []),
      '先前填寫的內容已清除。',
      '如果不是您要辦理的單位，請關閉後重新登入。',
    ],
  }),
  acknowledge: '確定',
  record: {
    unit: '單位',
    code: '單位代碼',
    since: '認證日期',
    applicant: '辦理人',
    'legal-representative': unit.head,
    agent: '代理人',
  },
  certified: (unitName) => ({
    title: '認證成功',
    text: [certified(unitName), '可以辦理相關業務了。'],
  }),
  alreadyCertified: (unitName) => ({
    title: '單位已通過認證',
    text: [certified(unitName), '無需重複認證，可以辦理相關業務。'],
  }),
  replaced: (since) => `代理人${since}辦理的認證已被替換。`,
  rejected: refusals(unit),
  earlier: '上次認證未通過',
  usedUpAfter: (said, when) => [`上次認證未通過：${said}`, `請${when}再提交。`],
  inactive: {
    title: '請先核實登記狀態',
    lapsed: `登記資料顯示貴單位狀態異常，如註銷或吊銷，原認證已失效。請先向${unit.authority}核實。`,
  },
  reasons: {
    'registry-mismatch': '填寫的資料與登記資料不一致',
    'unit-not-active': '單位登記狀態異常',
    'agent-without-record': '沒有查到代理人的辦理記錄',
    'claim-expired': '沒有等到核驗結果',
    'recheck-expired': '自動複核已結束，沒有通過',
    'claim-superseded': '由本單位後來的提交代替',
  },
  lastRefused: (reason, attempts) =>
    `上次認證未通過${reason ? `：${reason}` : ''}${attempts ? `，還可提交${attempts}次` : ''}`,
  asOf: (date) => `登記資料更新至${date}。`,
  asOfBefore: (date) => `登記資料更新至${date}，早於填寫的成立日期，暫時查不到貴單位。`,
  usually: (days, text) => `登記、變更後通常${days}天內同步。${text}`,
  registerWrong: `登記有誤的，請向${unit.authority}更正。`,
  ways: {
    refused: {
      certify: { text: '填寫有誤的，可以改正後重新提交。', button: '重新提交' },
      recheck: {
        text: '已辦好登記、變更的，登記資料更新後可自動核驗，不佔提交次數。',
        button: '申請自動複核',
      },
      counter: { text: '核對無誤仍不能通過的，可以帶材料原件到辦事窗口。', button: '申請人工核驗' },
    },
    inactive: {
      certify: { text: '登記系統已顯示正常的，可以再認證一次。', button: '已恢復，繼續認證' },
      recheck: { text: '剛恢復正常的，登記資料更新後可自動核驗，不佔提交次數。', button: '申請自動複核' },
      counter: { text: '已恢復登記的，帶恢復登記的文書到辦事窗口。', button: '申請人工核驗' },
    },
    'at-counter': {
      certify: { text: '核對後，可以網上提交。', button: '網上提交' },
      recheck: {
        text: '已辦好登記、變更的，登記資料更新後可自動核驗，不佔提交次數。',
        button: '申請自動複核',
      },
      counter: { text: '重新申請後，用新編號到辦事窗口。', button: '重新申請人工核驗' },
    },
  },
  others: (ways) => `其他辦法（${ways}種）`,
  repeated: '內容與上次相同，沒有提交，不佔次數。',
  pending: {
    title: '正在核驗',
    said: '登記資料系統暫時繁忙，您填寫的資料已保存，無需重複提交。',
    next: '系統恢復後一般幾分鐘內完成，不必等候。',
  },
  resultPlace: {
    center: '結果在認證中心顯示；不再需要的，可以在那裡撤回。',
    prompt: '通過後即可辦理業務；未通過的，會再提示您。',
  },
  done: '完成',
  proceed: (business) => `繼續辦理${business && `：${business}`}`,
  back: '返回修改',
  notRequested: '這次還沒有申請成功。',
  toCase: '查看人工核驗',
  beside: {
    case: '網上提交通過的，人工核驗結束；未通過的，人工核驗不受影響。',
    recheck: '填寫有誤的，可以改正後重新提交；重新提交後，正在進行的自動複核即結束。',
  },
  noCases: (when) => `人工核驗的申請次數已用完，請${when}再申請。`,
  casesUsedUp: (when) => ({
    title: '人工核驗次數已用完',
    text: [`請${when}再申請。已撤回的也計入次數。`],
  }),
  unlockCases: '急需辦理的，請聯絡本網站客服，核實後可恢復申請。',
  afterwards: (business, here) =>
    `認證後${here ? '會回到這裡繼續' : '可以'}辦理${business ? `「${business}」` : '這項業務'}。`,
  close: '關閉',
  logIn: '重新登入',
  loggedIn: '已重新登入，繼續',
  notLoggedIn: '尚未檢測到新的登入。',
});
