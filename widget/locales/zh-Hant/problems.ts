import type { ProblemsWords, When } from '../../results/results-words.ts';
import { nextTimeOf } from '../dates.ts';

const after = (at: When): string => (at ? `${nextTimeOf('zh-Hant')(at)}後` : '稍後');

export const problems: ProblemsWords = {
  attemptsLeft: (attempts) => `還可提交${attempts}次。`,
  attemptsUsedUp: (at) => `網上提交次數已用完，${after(at)}可再提交。`,
  tooManyAttempts: (when) => ({
    title: '網上提交次數已用完',
    text: [`為保護單位資料安全，請${when}再提交。`],
  }),
  unlock: '急需辦理的，請聯絡本網站客服，核實後可恢復提交。',
  trouble: {
    offline: { title: '網絡連接中斷', text: ['請在網絡恢復後點擊「重試」。'] },
    network: { title: '暫時無法連接', text: ['請檢查網絡後重試。'] },
    'too-many-requests': { title: '操作過於頻繁', text: ['請稍後重試。'] },
    'session-expired': {
      title: '登入已逾時',
      text: ['請重新登入後，回到這裡繼續。'],
    },
    unavailable: { title: '服務暫時不可用', text: ['請稍後重試。'] },
    'no-source': { title: '暫時無法辦理', text: ['本網站沒有這類單位的登記資料，請聯絡本網站客服。'] },
    'way-closed': { title: '暫時無法辦理', text: ['貴單位暫時不能在網上辦理，請聯絡本網站客服。'] },
    misconfigured: {
      title: '暫時無法辦理',
      text: ['本網站的認證服務設置有誤，與貴單位的資料無關，請聯絡本網站客服。'],
    },
    'insecure-context': {
      title: '暫時無法辦理',
      text: ['目前網頁未加密。為保護證件資料，請用「https://」開頭的網址打開；打不開的，請聯絡本網站客服。'],
    },
  },
  typedStays: '您填寫的內容還在，不會重複提交。',
  problemCode: (code) => `問題代碼：${code}`,
  when: (at) => (at ? `在${after(at)}` : after(at)),
  countdown: (seconds) => `（${seconds}秒）`,
  wait: (label, when = '') => `請${when}點擊「${label}」。`,
  inSeconds: (seconds) => `在${seconds}秒後`,
  reference: {
    name: { submission: '受理編號', former: '上次受理編號', request: '請求編號' },
    hint: '諮詢時請告知此編號',
    copy: '複製編號',
    copied: '已複製',
    notCopied: '請選取編號後複製',
  },
};
