/** The words of the first dialogs, in the entry script so that they show without another request. */
import type { EntryWords } from './words.ts';

export const entry: EntryWords = {
  prompt: {
    title: '请完成单位实名认证',
    text: [
      '因系统升级，单位需通过实名认证后才能办理相关业务。',
      '约 2 分钟，请准备营业执照和法定代表人证件。',
    ],
  },
  notice: {
    title: '可以稍后认证',
    text: [
      '登录后点击右上角「单位设置」→「认证中心」，即可随时完成实名认证。',
      '认证前，相关业务暂不能办理。',
    ],
  },
  centre: '前往认证中心',
  operator: { title: '请联系管理员', text: ['只有单位管理员可以办理实名认证。'] },
  network: { title: '网络连接中断', text: ['内容已保留，恢复后点击「重试」，不会重复提交。'] },
  confirm: '确认',
  cancel: '取消',
  acknowledge: '确定',
  retry: '重试',
};
