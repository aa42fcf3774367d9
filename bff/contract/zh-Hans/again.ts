/**
 * Words for a unit that has to certify again, because its certification has lapsed or is due.
 * `answers.ts` says who uses them.
 */
import type { DueReason } from '../reasons.ts';
import type { ClassNames } from './unit-names.ts';

/** `at`: the last day in words. */
export function again({ head }: Pick<ClassNames, 'head'>) {
  const causes: Record<DueReason, string> = {
    'representative-changed': `${head}已变更`,
    'registration-changed': '登记信息已变更',
    'unit-not-active': '登记信息显示贵单位状态异常',
    'agent-withdrew': '代理人已撤回认证',
  };
  /** A clause before the main sentence. Empty for a reason that only a newer service knows. */
  const because = (reason: DueReason | undefined): string => {
    const cause = reason && causes[reason];
    return cause ? `${cause}，` : '';
  };
  return {
    causes,
    title: '单位需要重新认证',
    lapsed: (reason: DueReason | undefined): string =>
      `${because(reason)}原认证已失效，需重新认证后才能办理相关业务。`,
    revoked: {
      title: '单位的认证已被撤销',
      text: ['原因请咨询本网站客服。'],
      needed: '需重新认证后才能办理相关业务。',
      confirm: '重新认证',
    },
    due: ({ at, reason }: { at: string; reason?: DueReason | undefined }): string =>
      `${because(reason)}请最晚在${at}重新通过实名认证。到期前，业务照常办理。`,
  };
}
