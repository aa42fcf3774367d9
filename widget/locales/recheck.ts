/** The words of the automatic re-check, in all languages: few, and in a chunk of their own. */
import type { Copy, Locale } from './words.ts';

export interface RecheckWords {
  consent: Copy;
  agree: string;
  back: string;
  asking: Copy;
  /** `until`: a date in words. */
  kept: (until: string) => Copy;
  /** What was typed is not the claim that was refused last. */
  differs: Copy;
  loggedOut: Copy;
  unavailable: Copy;
  retry: string;
  close: string;
}

export const recheckWords: Record<Locale, RecheckWords> = {
  'zh-Hans': {
    consent: {
      title: '申请自动复核',
      text: [
        '工商登记信息更新后，我们会用您刚才提交的信息再次核对，一致后自动通过并通知您。',
        '为此需要保存本次填写的姓名、证件号和成立日期：加密保存，最长 30 天。认证通过或您取消复核后立即删除，不作他用。',
      ],
    },
    agree: '同意并申请',
    back: '返回修改',
    asking: { title: '正在申请…', text: ['请稍候，不要关闭页面。'] },
    kept: (until) => ({
      title: '已申请自动复核',
      text: [
        `${until}前，登记信息一有更新就会自动核对，一致后自动通过并通知您，无需重复提交。`,
        '可以在认证中心查看进展，或取消自动复核。',
      ],
    }),
    differs: {
      title: '需要重新提交',
      text: ['现在的内容与上次提交的不同，或那次提交已不能复核。请先返回重新提交，再申请自动复核。'],
    },
    loggedOut: {
      title: '登录已超时',
      text: ['您填写的内容还在。请在新窗口重新登录后，回到这里点击「重试」。'],
    },
    unavailable: {
      title: '暂时没有申请成功',
      text: ['网络或服务暂时不可用，内容已保留，请稍后点击「重试」。'],
    },
    retry: '重试',
    close: '完成',
  },
  'zh-Hant': {
    consent: {
      title: '申請自動複核',
      text: [
        '工商登記資料更新後，我們會用您剛才提交的資料再次核對，一致後自動通過並通知您。',
        '為此需要保存本次填寫的姓名、證件號和成立日期：加密保存，最長 30 天。認證通過或您取消複核後立即刪除，不作他用。',
      ],
    },
    agree: '同意並申請',
    back: '返回修改',
    asking: { title: '正在申請…', text: ['請稍候，不要關閉頁面。'] },
    kept: (until) => ({
      title: '已申請自動複核',
      text: [
        `${until}前，登記資料一有更新就會自動核對，一致後自動通過並通知您，無需重複提交。`,
        '可以在認證中心查看進展，或取消自動複核。',
      ],
    }),
    differs: {
      title: '需要重新提交',
      text: ['現在的內容與上次提交的不同，或那次提交已不能複核。請先返回重新提交，再申請自動複核。'],
    },
    loggedOut: {
      title: '登入已逾時',
      text: ['您填寫的內容還在。請在新視窗重新登入後，回到這裡點擊「重試」。'],
    },
    unavailable: {
      title: '暫時沒有申請成功',
      text: ['網絡或服務暫時不可用，內容已保留，請稍後點擊「重試」。'],
    },
    retry: '重試',
    close: '完成',
  },
  en: {
    consent: {
      title: 'Check again automatically',
      text: [
        'When the business registration changes, we compare it with what you have just submitted. Once they agree, your organisation is verified and you are told.',
        'For this we keep the names, ID numbers and founding date you entered: encrypted, for 30 days at most. They are deleted at once when the verification succeeds or you withdraw, and used for nothing else.',
      ],
    },
    agree: 'Agree and apply',
    back: 'Correct the details',
    asking: { title: 'Applying…', text: ['One moment. Keep this page open.'] },
    kept: (until) => ({
      title: 'We will check again',
      text: [
        `Until ${until} we check whenever the registration changes, and tell you when it succeeds. There is no need to submit again.`,
        'You can follow or withdraw this in the verification centre.',
      ],
    }),
    differs: {
      title: 'Please submit again first',
      text: [
        'What is entered now is not what was submitted last, or that submission can no longer be checked again. Go back, submit, and then apply.',
      ],
    },
    loggedOut: {
      title: 'You have been logged out',
      text: [
        'What you typed is still here. Log in again in a new window, then come back and select "Try again".',
      ],
    },
    unavailable: {
      title: 'Not applied yet',
      text: ['The network or the service is not available. What you typed is still here. Try again later.'],
    },
    retry: 'Try again',
    close: 'Done',
  },
};
