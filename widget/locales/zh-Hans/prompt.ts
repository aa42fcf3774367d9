/** In the entry script, so that the first dialog needs no other request. */
import type { LapseReason } from '../../../bff/contract/wire.ts';
import type { PromptWords } from '../../prompt/prompt-words.ts';
import type { UnitWords } from '../unit-words.ts';

/** Why a certification has lapsed. */
const causes = (head: string): Record<LapseReason, string> => ({
  'representative-changed': `${head}已变更，原认证已失效`,
  'registration-changed': '登记信息已变更，原认证已失效',
  'unit-not-active': '登记信息显示贵单位状态异常，原认证已失效',
  'agent-withdrew': '代理人已撤回，原认证已失效',
  revoked: '原认证已被撤销',
});

export const prompt = ({ certificate, head }: UnitWords): PromptWords => ({
  ask: {
    title: '请完成单位实名认证',
    text: [
      '因系统升级，单位需通过实名认证后才能办理相关业务。',
      `约2分钟，请准备${certificate}和${head}证件。`,
    ],
  },
  lapsed: (reason) =>
    `${reason ? causes(head)[reason] : '原认证已失效'}，单位需重新通过实名认证后才能办理相关业务。`,
  offline: { title: '网络连接中断', text: ['请在网络恢复后点击“重试”。'] },
  unreachable: { title: '暂时无法连接', text: ['请检查网络，稍后点击“重试”。'] },
  confirm: '确认',
  opening: '正在打开…',
  loading: '正在查询认证状态',
  cancel: '取消',
  retry: '重试',
});
