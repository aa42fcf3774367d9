/** Why a certification or a registration was refused; `answers.ts` says who uses the words. */
import type { ClaimNews } from '../next.ts';
import type { RefusalReason } from '../reasons.ts';
import type { ClassNames } from './unit-names.ts';

interface Copy {
  title: string;
  text: string[];
}

/**
 * The second sentence is the next step. `{fields}`: the fields that the form has, of those that a register compares. `deed`: what was refused.
 */
const texts = (
  { certificate, authority, head }: ClassNames,
  deed: '认证' | '注册',
): Record<RefusalReason | 'otherwise', string[]> => ({
  'registry-mismatch': ['填写的信息与登记信息不一致。', `请对照${certificate}和证件，核对{fields}。`],
  'unit-not-active': [
    `登记信息显示贵单位状态异常，如注销或吊销，暂不能${deed}。`,
    `请先向${authority}核实。`,
  ],
  'agent-without-record': [
    '没有查到代理人在本单位办理社保业务的记录。',
    `可请办理过业务的人员${deed}，或由${head}本人${deed}。`,
  ],
  otherwise: ['填写的信息未能通过核验。', `请对照${certificate}和证件核对；核对无误的，请联系本网站客服。`],
});

const refused = (text: string[]): Copy => ({ title: '认证未通过', text });

export function refusals(unit: ClassNames): Record<ClaimNews | 'otherwise', Copy> {
  const said = texts(unit, '认证');
  return {
    'registry-mismatch': refused(said['registry-mismatch']),
    'unit-not-active': refused(said['unit-not-active']),
    'agent-without-record': refused(said['agent-without-record']),
    'claim-expired': refused(['没有等到核验结果，保存的信息已删除。', '请重新提交。']),
    'recheck-expired': refused(['自动复核已结束，没有通过，保存的信息已删除。', '请核对后重新提交。']),
    'claim-superseded': refused([
      '本单位后来又有一次提交，代替了这一次，保存的信息已删除。',
      '需要的，请重新提交。',
    ]),
    otherwise: refused(said.otherwise),
  };
}

const UNIT = '单位认证未通过';
const REAL_NAME = '实名认证未通过';

export function registrationRefusals(
  unit: ClassNames,
): Record<RefusalReason | 'unit-mismatch' | 'otherwise', Copy> {
  const said = texts(unit, '注册');
  return {
    'unit-mismatch': {
      title: UNIT,
      text: ['单位名称和代码与登记信息不一致。', `请对照${unit.certificate}核对。`],
    },
    'registry-mismatch': { title: REAL_NAME, text: said['registry-mismatch'] },
    'unit-not-active': { title: UNIT, text: said['unit-not-active'] },
    'agent-without-record': { title: REAL_NAME, text: said['agent-without-record'] },
    otherwise: { title: REAL_NAME, text: said.otherwise },
  };
}
