/** As `answers.ts`, of a certification that has lapsed or is due. */
import type { DueReason, LapseReason } from '../reasons.ts';
import type { ClassNames } from './unit-names.ts';

const causes = (head: string): Partial<Record<DueReason, string>> => ({
  'representative-changed': `${head}已变更`,
  'registration-changed': '登记信息已变更',
  'unit-not-active': '登记信息显示贵单位状态异常',
  'agent-withdrew': '代理人已撤回认证',
});

/** Before what follows from it. Empty for a reason that only a newer service knows. */
function because(reason: DueReason | undefined, head: string): string {
  const cause = reason && causes(head)[reason];
  return cause ? `${cause}，` : '';
}

/** A revocation is in the title, `REVOKED`. */
export const lapsed = (reason: LapseReason | undefined, head: string): string => {
  const why = reason === 'revoked' ? '' : `${because(reason, head)}原认证已失效，`;
  return `${why}单位需重新通过实名认证后才能办理相关业务。`;
};

export const REVOKED = '单位的认证已被撤销';

/** `at`: the last day in words. */
export const due = (at: string, reason: DueReason | undefined, head: string): string =>
  `${because(reason, head)}请最晚在${at}重新通过实名认证。到期前，业务照常办理。`;

/** For a class of units that no register has. */
export const atCounter = ({ certificate, head }: Pick<ClassNames, 'certificate' | 'head'>): string =>
  `需到办事窗口核验：先在网上填写，再带${certificate}和${head}证件到窗口。`;
