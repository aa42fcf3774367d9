/** In the entry script, so that the first dialog needs no other request. */
import type { LapseReason } from '../../../bff/contract/wire.ts';
import type { PromptWords } from '../../prompt/prompt-words.ts';

/** Why a certification has lapsed. */
const CAUSES: Record<LapseReason, string> = {
  'representative-changed': '法定代表人已变更，原认证已失效',
  'registration-changed': '工商登记信息已变更，原认证已失效',
  'unit-not-active': '工商登记显示单位状态异常，原认证已失效',
  revoked: '原认证已被撤销',
};

export const prompt: PromptWords = {
  ask: {
    title: '请完成单位实名认证',
    text: [
      '因系统升级，单位需通过实名认证后才能办理相关业务。',
      '约 2 分钟，请准备营业执照和法定代表人证件。',
    ],
  },
  lapsed: (reason) =>
    `${reason ? CAUSES[reason] : '原认证已失效'}，单位需重新通过实名认证后才能办理相关业务。`,
  network: { title: '网络连接中断', text: ['内容已保留，恢复后点击“重试”，不会重复提交。'] },
  missing: '请在网络恢复后点击“重试”。',
  confirm: '确认',
  opening: '正在打开…',
  cancel: '取消',
  retry: '重试',
};
