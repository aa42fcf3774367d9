/** In the entry script, so that the first dialog needs no other request. */
import type { PromptWords } from '../../prompt/prompt-words.ts';

export const prompt: PromptWords = {
  ask: {
    title: '请完成单位实名认证',
    text: [
      '因系统升级，单位需通过实名认证后才能办理相关业务。',
      '约 2 分钟，请准备营业执照和法定代表人证件。',
    ],
  },
  lapsed: '原认证已失效，单位需重新通过实名认证后才能办理相关业务。',
  network: { title: '网络连接中断', text: ['内容已保留，恢复后点击“重试”，不会重复提交。'] },
  confirm: '确认',
  cancel: '取消',
  retry: '重试',
};
