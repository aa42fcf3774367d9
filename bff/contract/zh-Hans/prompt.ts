/** Words for a unit that has to certify: for the first time, or because its certification has lapsed or is due. `answers.ts` says who uses them. */
import type { DueReason, LapseReason } from '../reasons.ts';
import type { ClassNames } from './unit-names.ts';

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

/** For a unit that has to certify. `at`: the last day in words. */
export const promptTexts = ({ certificate, head }: Pick<ClassNames, 'certificate' | 'head'>) => ({
  ask: {
    title: '请完成单位实名认证',
    text: [
      '因系统升级，单位需通过实名认证后才能办理相关业务。',
      `约2分钟，请准备${certificate}和${head}证件。`,
    ],
  },
  lapsed: (reason: LapseReason | undefined): string =>
    `${reason === 'revoked' ? '' : `${because(reason, head)}原认证已失效，`}需重新认证后才能办理相关业务。`,
  revoked: { title: '单位的认证已被撤销', text: ['原因请咨询本网站客服。'], confirm: '重新认证' },
  atCounter: `需到办事窗口核验：先在网上填写，再带${certificate}和${head}证件到窗口。`,
  due: ({ at, reason }: { at: string; reason?: DueReason | undefined }) => ({
    title: '单位需要重新认证',
    text: [
      `${because(reason, head)}请最晚在${at}重新通过实名认证。到期前，业务照常办理。`,
      `约2分钟，请准备${certificate}和${head}证件。`,
    ],
  }),
});
