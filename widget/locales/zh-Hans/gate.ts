import type { GateWords } from '../../gate/gate-words.ts';
import type { UnitWords } from '../unit-words.ts';

const named = (business: string): string => (business ? `“${business}”` : '这项业务');

export const gate = ({ head }: UnitWords): GateWords => ({
  ask: (business, here) => ({
    title: '办理前请先完成单位实名认证',
    text: [`${named(business)}需要单位通过实名认证。${here ? '认证后会回到这里继续办理。' : ''}`],
  }),
  case: {
    title: '人工核验中',
    text: {
      open: ({ agent, reference, until }) =>
        `请${agent ? '代理人' : head}本人最晚在${until}带材料原件到办事窗口，报受理编号${reference}。`,
      seen: ({ reference }) => `材料已经看过，正在由另一名工作人员复核，请等待结果。受理编号${reference}。`,
      returned: ({ agent, reference, until }) =>
        `材料需要再看一遍：请${agent ? '代理人' : head}本人最晚在${until}带原件再到办事窗口，报受理编号${reference}。`,
    },
    then: (business) => `通过后可以办理${named(business)}。`,
  },
  rechecking: (business, until) => ({
    title: '自动复核中',
    text: [`自动复核到${until}，无需重复提交，通过后可以办理${named(business)}。`],
  }),
  progress: '查看进度',
  cancel: '取消',
  confirm: '确定',
});
