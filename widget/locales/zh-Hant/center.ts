import type { CenterWords } from '../../center/center-words.ts';

export const center: CenterWords = {
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
};
