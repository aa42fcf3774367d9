/** Registration in Traditional Chinese. */
import type { RegistrationWords } from '../../registration/registration-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { registrationRefusals } from './refusals.ts';

export { tag } from './tag.ts';
export { form } from './form.ts';
export { connection } from './connection.ts';
export { problems } from './problems.ts';
export { papers } from './papers.ts';
export { unitNames } from './unit-names.ts';

export const registration = (unit: UnitWords): RegistrationWords => ({
  title: '單位用戶註冊',
  unit: '單位資料',
  realName: '實名資料',
  contact: '聯絡方式',
  applicant: '註冊身份',
  fields: {
    'unit.name': { label: '單位名稱', hint: `與${unit.certificate}上的名稱一致` },
    'unit.code': {
      label: '統一社會信用代碼',
      hint: '證照上的18位代碼，沒有的填9位組織機構代碼',
      errors: {
        'bad-check-digit': '代碼末位校驗不符，請檢查是否輸錯',
        'bad-format': '請填寫18位統一社會信用代碼，或9位組織機構代碼',
        'no-source': '這類單位暫不能網上註冊，請核對代碼',
      },
    },
    email: {
      label: '電郵',
      hint: '例如name@example.com',
      errors: { 'bad-format': '請填寫完整的電郵，例如name@example.com' },
    },
    phone: {
      label: '手機號碼',
      hint: '中國內地號碼，接收驗證碼',
      errors: { 'bad-format': '請填寫11位中國內地手機號碼' },
    },
    code: {
      label: '短訊驗證碼',
      hint: '短訊中的6位數字',
      errors: {
        'bad-format': '驗證碼是6位數字，請檢查',
        wrong: '驗證碼不正確，請核對最新收到的短訊',
        expired: '這個驗證碼不能用，請獲取新的',
        unproven: '手機驗證已超過15分鐘，請重新獲取驗證碼',
      },
    },
  },
  submit: '註冊',
  getCode: '獲取驗證碼',
  getCodeAgain: '重新獲取',
  sendingCode: '正在獲取…',
  preparing: '正在進行安全檢查，約一兩秒。',
  codeSent: (phone) => `驗證碼已發送至${phone}，5分鐘內有效。`,
  codeTooSoon: '驗證碼剛剛發送過，請先查看短訊。',
  codesUsedUp: (when) => `獲取驗證碼的次數已用完，請${when}再試。`,
  codesExhausted: (when) => `本網站的驗證碼暫時發完了，請${when}再試。`,
  codeFailed: '驗證碼沒有發送成功，請稍後重新獲取。',
  proven: '手機號碼已驗證',
  refused: registrationRefusals(unit),
  counter: {
    title: '請到辦事窗口辦理',
    text: ['本網站沒有這類單位的登記資料，請帶以下材料的原件到窗口。'],
  },
  byAgent: (papers) => `代理人辦理的，另帶${papers.join('、')}`,
  correctIt: '改正後再點擊「註冊」，手機不用再驗證。',
  later: ['剛辦好登記的，過幾天再註冊。', `登記有誤的，請向${unit.authority}更正。`],
  otherCode: '單位狀態異常，暫不能註冊。代碼有誤的，請改正。',
  pending: {
    title: '正在核驗',
    text: ['登記資料系統暫時繁忙，恢復後會自動繼續，無需重複提交。您填寫的內容還在，請不要關閉頁面。'],
  },
  stalled: {
    title: '核驗還沒有完成',
    text: ['請稍後點擊「重試」。您填寫的內容還在，不會重複提交。'],
  },
  creating: '正在建立帳號…',
  done: {
    title: '註冊資料已通過核驗',
    text: ['正在為您建立帳號，請稍候，不要關閉頁面。'],
  },
  reopen: '在新視窗打開本網站',
  sessionExpired: {
    title: '頁面停留時間過長',
    text: ['請在新視窗打開本網站，再回到這裡重試。'],
  },
});
