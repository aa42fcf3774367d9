import type { CenterWords } from '../../center/center-words.ts';

export const center: CenterWords = {
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
};
