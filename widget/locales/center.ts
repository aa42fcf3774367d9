/** The words of the certification centre, in all languages: in the centre's own chunk. */
import type { Kind, LapseReason, Status } from '../../bff/contract/wire.ts';
import type { Locale } from './words.ts';

export interface CenterWords {
  title: string;
  kinds: Record<Kind, string>;
  status: Record<Status, string>;
  lapsed: Record<LapseReason, string>;
  certify: string;
  operator: string;
  loading: string;
  /** After a refusal; `reason` is one of `reasons`, or undefined. */
  last: (reason: string | undefined, date: string) => string;
  reasons: Partial<Record<string, string>>;
  pending: string;
  recheck: (until: string) => string;
  withdraw: string;
  withdrawn: string;
  notWithdrawn: string;
  failed: string;
  loggedOut: string;
  misconfigured: string;
  retry: string;
}

export const centerWords: Record<Locale, CenterWords> = {
  'zh-Hans': {
    title: '认证中心',
    kinds: { phone: '手机认证', 'real-name': '实名认证', 'real-person': '实人认证' },
    status: {
      certified: '已认证',
      uncertified: '未认证',
      pending: '正在核验',
      lapsed: '需重新认证',
      'not-open': '暂未开通',
    },
    lapsed: {
      'representative-changed': '法定代表人已变更',
      'registration-changed': '工商登记信息已变更',
      'unit-not-active': '单位工商登记状态异常',
      revoked: '认证已被撤销',
    },
    certify: '立即认证',
    operator: '请联系管理员办理',
    loading: '正在查询认证状态',
    last: (reason, date) => `${date}提交未通过${reason ? `：${reason}` : ''}`,
    reasons: {
      'registry-mismatch': '法人信息与工商登记信息不一致',
      'unit-not-active': '该单位工商登记状态异常',
      'agent-without-record': '代理人未在本单位办理过社保业务',
    },
    pending: '核验完成后会自动更新，无需重复提交',
    recheck: (until) => `自动复核中，至${until}；登记信息一致后自动通过并通知您。`,
    withdraw: '取消自动复核',
    withdrawn: '已取消自动复核，保存的信息已删除。',
    notWithdrawn: '暂时没有取消成功，请稍后再试。',
    failed: '暂时无法查询认证状态，请检查网络后重试。',
    loggedOut: '登录已超时，请重新登录后重试。',
    misconfigured: '本网站的认证服务暂时无法使用，请联系网站客服。',
    retry: '重试',
  },
  'zh-Hant': {
    title: '認證中心',
    kinds: { phone: '手機認證', 'real-name': '實名認證', 'real-person': '實人認證' },
    status: {
      certified: '已認證',
      uncertified: '未認證',
      pending: '正在核驗',
      lapsed: '需重新認證',
      'not-open': '暫未開通',
    },
    lapsed: {
      'representative-changed': '法定代表人已變更',
      'registration-changed': '工商登記資料已變更',
      'unit-not-active': '單位工商登記狀態異常',
      revoked: '認證已被撤銷',
    },
    certify: '立即認證',
    operator: '請聯絡管理員辦理',
    loading: '正在查詢認證狀態',
    last: (reason, date) => `${date}提交未通過${reason ? `：${reason}` : ''}`,
    reasons: {
      'registry-mismatch': '法人資料與工商登記資料不一致',
      'unit-not-active': '該單位工商登記狀態異常',
      'agent-without-record': '代理人未在本單位辦理過社保業務',
    },
    pending: '核驗完成後會自動更新，無需重複提交',
    recheck: (until) => `自動複核中，至${until}；登記資料一致後自動通過並通知您。`,
    withdraw: '取消自動複核',
    withdrawn: '已取消自動複核，保存的資料已刪除。',
    notWithdrawn: '暫時沒有取消成功，請稍後再試。',
    failed: '暫時無法查詢認證狀態，請檢查網絡後重試。',
    loggedOut: '登入已逾時，請重新登入後重試。',
    misconfigured: '本網站的認證服務暫時無法使用，請聯絡網站客服。',
    retry: '重試',
  },
  en: {
    title: 'Verification centre',
    kinds: { phone: 'Phone', 'real-name': 'Real name', 'real-person': 'Real person' },
    status: {
      certified: 'Verified',
      uncertified: 'Not verified',
      pending: 'Checking',
      lapsed: 'To be verified again',
      'not-open': 'Not open yet',
    },
    lapsed: {
      'representative-changed': 'the legal representative has changed',
      'registration-changed': 'the business registration has changed',
      'unit-not-active': 'the organisation is not active in the business registration',
      revoked: 'the verification was revoked',
    },
    certify: 'Verify now',
    operator: 'Ask your administrator to do this',
    loading: 'Looking up the verification',
    last: (reason, date) => `Submitted on ${date}, not verified${reason ? `: ${reason}` : ''}`,
    reasons: {
      'registry-mismatch': 'the details differ from the business registration',
      'unit-not-active': 'the organisation is not active in the business registration',
      'agent-without-record': 'no record of the agent handling social insurance here',
    },
    pending: 'This updates when the check is done. There is no need to submit again',
    recheck: (until) => `Checked again automatically until ${until}. You are told when it succeeds.`,
    withdraw: 'Withdraw',
    withdrawn: 'Withdrawn. What was kept has been deleted.',
    notWithdrawn: 'Not withdrawn yet. Please try again later.',
    failed: 'The verification cannot be looked up. Check your connection and try again.',
    loggedOut: 'You have been logged out. Log in again, then try again.',
    misconfigured: "The verification service is not available here. Please contact the website's support.",
    retry: 'Try again',
  },
};
