/** Why a certification or a registration was refused; `answers.ts` says who uses the words. */
import type { ClaimNews } from '../next.ts';
import type { RefusalReason } from '../reasons.ts';
import type { ClassNames } from './unit-names.ts';

/**
 * `said`: why; `next`: what to do. `{fields}`: the fields that the form has, of those that a
 * register compares.
 */
export interface Refusal {
  title: string;
  said: string;
  next: string;
}

/** In both. `deed`: what was refused. `ofUnit`: the title where the unit's state is the reason. */
const common = (
  { certificate, authority, head }: ClassNames,
  deed: '认证' | '注册',
  title: string,
  ofUnit = title,
): Record<RefusalReason | 'otherwise', Refusal> => ({
  'registry-mismatch': {
    title,
    said: '填写的信息与登记信息不一致。',
    next: `请对照${certificate}和证件，核对{fields}。`,
  },
  'unit-not-active': {
    title: ofUnit,
    said: `登记信息显示贵单位状态异常，如注销或吊销，暂不能${deed}。`,
    next: `请先向${authority}核实。`,
  },
  'agent-without-record': {
    title,
    said: '没有查到代理人在本单位办理社保业务的记录。',
    next: `可请办理过业务的人员${deed}，或由${head}本人${deed}。`,
  },
  otherwise: {
    title,
    said: '填写的信息未能通过核验。',
    next: `请对照${certificate}和证件核对；核对无误的，请联系本网站客服。`,
  },
});

const TITLE = '认证未通过';

export function refusals(unit: ClassNames): Record<ClaimNews | 'otherwise', Refusal> {
  return {
    ...common(unit, '认证', TITLE),
    'claim-expired': { title: TITLE, said: '没有等到核验结果，保存的信息已删除。', next: '请重新提交。' },
    'recheck-expired': {
      title: TITLE,
      said: '自动复核已结束，没有通过，保存的信息已删除。',
      next: '请核对后重新提交。',
    },
    'claim-superseded': {
      title: TITLE,
      said: '本单位后来又有一次提交，代替了这一次，保存的信息已删除。',
      next: '需要的，请重新提交。',
    },
  };
}

const UNIT = '单位认证未通过';
const REAL_NAME = '实名认证未通过';

export function registrationRefusals(
  unit: ClassNames,
): Record<RefusalReason | 'unit-mismatch' | 'otherwise', Refusal> {
  return {
    ...common(unit, '注册', REAL_NAME, UNIT),
    'unit-mismatch': {
      title: UNIT,
      said: '单位名称和代码与登记信息不一致。',
      next: `请对照${unit.certificate}核对。`,
    },
  };
}
