/**
 * Words for a case at the counter, and for a claim that is checked again; `answers.ts` says who
 * uses them. `until`: the last day in words.
 */
import type { CaseRefusal } from '../cases.ts';
import type { ClassNames } from './unit-names.ts';

/** Before a case is open. `who`: the agent or the head. */
export const comes = (who: string): string =>
  `请${who}本人到办事窗口，一般到场一次；两名工作人员先后核验，通过即完成认证。`;

export const comesBy = (who: string, until: string): string =>
  `请${who}本人最晚在${until}到办事窗口，报受理编号。`;

export const SEEN = '材料已经看过，正在由另一名工作人员复核，请等待结果。';

export const returned = (who: string, until: string): string =>
  `材料需要再看一遍：请${who}本人最晚在${until}带原件再到办事窗口，报受理编号。`;

/** The unit has withdrawn what was kept. */
export const WITHDRAWN = {
  claim: '已撤回提交，保存的信息已删除。',
  recheck: '已撤回自动复核，保存的信息已删除。',
  case: '已撤回人工核验，保存的信息已删除。',
};

export const REFUSED = '人工核验未通过';

export const caseRefusals = ({ authority }: Pick<ClassNames, 'authority'>): Record<CaseRefusal, string> => ({
  'papers-missing': '材料不齐或已过期，请先备齐。',
  'papers-differ': '材料与填写的信息不一致，请先核对。',
  'not-authorized': '到场人员没有单位的授权，请先补齐授权。',
  'papers-in-doubt': `材料需要进一步核实。请先向${authority}核实。`,
  'unit-not-active': `单位登记状态异常。请先向${authority}核实。`,
});

export const expired = (until: string): { title: string; text: string[] } => ({
  title: '人工核验已过期',
  text: [`到${until}没有在办事窗口办结，保存的信息已删除。`],
});

export const rechecking = (until: string): { title: string; text: string[] } => ({
  title: '已申请自动复核',
  text: [
    '登记信息一有更新就会自动核验，一致后自动通过，无需重复提交；登记没有变更的，不会通过。',
    `自动复核到${until}。`,
  ],
});
