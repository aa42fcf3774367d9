import { attemptsLeft, attemptsUsedUp, HELD, NO_SOURCE } from '../../../bff/contract/zh-Hans/answers.ts';
import type { ProblemsWords, When } from '../../results/results-words.ts';
import { nextTimeOf } from '../dates.ts';

const after = (at: When): string => (at ? `${nextTimeOf('zh-Hans')(at)}后` : '稍后');

export const problems: ProblemsWords = {
  attemptsLeft,
  attemptsUsedUp: (at) => attemptsUsedUp(after(at)),
  tooManyAttempts: (when) => ({
    title: '网上提交次数已用完',
    text: [`为保护单位信息安全，请${when}再提交。`],
  }),
  unlock: '急需办理的，请联系本网站客服，核实后可恢复提交。',
  trouble: {
    offline: { title: '网络连接中断', text: ['请在网络恢复后点击“重试”。'] },
    network: { title: '暂时无法连接', text: ['请检查网络后重试。'] },
    'too-many-requests': { title: '操作过于频繁', text: ['请稍后重试。'] },
    'session-expired': {
      title: '登录已超时',
      text: ['请重新登录后，回到这里继续。'],
    },
    unavailable: { title: '服务暂时不可用', text: ['请稍后重试。'] },
    'no-source': { title: '暂时无法办理', text: [`${NO_SOURCE}，请联系本网站客服。`] },
    'way-closed': { title: '暂时无法办理', text: [`${HELD}，请联系本网站客服。`] },
    misconfigured: {
      title: '暂时无法办理',
      text: ['本网站的认证服务设置有误，与贵单位的信息无关，请联系本网站客服。'],
    },
    'insecure-context': {
      title: '暂时无法办理',
      text: ['当前网页未加密。为保护证件信息，请用“https://”开头的网址打开；打不开的，请联系本网站客服。'],
    },
  },
  typedStays: '您填写的内容还在，不会重复提交。',
  problemCode: (code) => `问题代码：${code}`,
  when: (at) => (at ? `在${after(at)}` : after(at)),
  countdown: (seconds) => `（${seconds}秒）`,
  wait: (label, when = '') => `请${when}点击“${label}”。`,
  inSeconds: (seconds) => `在${seconds}秒后`,
  reference: {
    name: { submission: '受理编号', former: '上次受理编号', request: '请求编号' },
    hint: '咨询时请告知此编号',
    copy: '复制编号',
    copied: '已复制',
    notCopied: '请选中编号后复制',
  },
};
