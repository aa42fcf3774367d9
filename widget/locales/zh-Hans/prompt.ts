/** In the entry script, so that the first dialog needs no other request. */
import type { DueReason, LapseReason } from '../../../bff/contract/reasons.ts';
import type { PromptWords } from '../../prompt/prompt-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { connection } from './connection.ts';

/** Why a certification has lapsed, or is due. */
const causes = (head: string): Partial<Record<DueReason, string>> => ({
  'representative-changed': `${head}已变更`,
  'registration-changed': '登记信息已变更',
  'unit-not-active': '登记信息显示贵单位状态异常',
  'agent-withdrew': '代理人已撤回认证',
});

/** A clause before the main sentence. Empty for a reason that only a newer service knows. */
function because(reason: DueReason | undefined, head: string): string {
  const cause = reason && causes(head)[reason];
  return cause ? `${cause}，` : '';
}

/** The words before the sentence that the unit must certify again; a revocation is in the title. */
const lapsed = (reason: LapseReason | undefined, head: string): string =>
  reason === 'revoked' ? '' : `${because(reason, head)}原认证已失效，`;

export const prompt = ({ certificate, head }: UnitWords): PromptWords => ({
  ...connection,
  ask: {
    title: '请完成单位实名认证',
    text: [
      '因系统升级，单位需通过实名认证后才能办理相关业务。',
      `约2分钟，请准备${certificate}和${head}证件。`,
    ],
  },
  lapsed: (reason) => `${lapsed(reason, head)}单位需重新通过实名认证后才能办理相关业务。`,
  revoked: { title: '单位的认证已被撤销', text: ['原因请咨询本网站客服。'], confirm: '重新认证' },
  atCounter: `需到办事窗口核验：先在网上填写，再带${certificate}和${head}证件到窗口。`,
  due: ({ at, reason }) => ({
    title: '单位需要重新认证',
    text: [
      `${because(reason, head)}请最晚在${at}重新通过实名认证。到期前，业务照常办理。`,
      `约2分钟，请准备${certificate}和${head}证件。`,
    ],
  }),
  confirm: '确认',
  opening: '正在打开…',
  moment: '请稍候，一般几秒钟。',
  close: '关闭',
});
