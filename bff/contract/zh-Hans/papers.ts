/**
 * Words for the papers at the counter; `answers.ts` says who uses them. Apart, because the
 * registration shows them without a case.
 */
import type { Paper } from '../cases.ts';
import type { ClassNames } from './unit-names.ts';

export const paperNames = ({
  certificate,
  head,
}: Pick<ClassNames, 'certificate' | 'head'>): Record<Paper, string> => ({
  certificate,
  'representative-document': `${head}的证件`,
  'agent-document': '代理人的证件',
  authorization: '单位的授权委托书（盖章）',
  restoration: '登记机关恢复登记的文书',
});

export const CHANGED = '姓名或证件号变更过的，另带变更证明。';
export const PLACE = '请确认窗口地点和办公时间。';
