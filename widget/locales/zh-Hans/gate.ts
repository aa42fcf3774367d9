import type { GateWords } from '../../gate/gate-words.ts';

export const gate: GateWords = {
  ask: (business) => ({
    title: '办理前请先完成单位实名认证',
    text: [`${business ? `“${business}”` : '这项业务'}需要单位通过实名认证。认证后会回到这里继续办理。`],
  }),
  waiting: (business, reference) => ({
    title: '人工核验中',
    text: [`编号${reference}。通过后可以办理${business ? `“${business}”` : '这项业务'}。`],
  }),
  rechecking: (until) => `自动复核中，最晚${until}有结果。也可以改正后重新提交。`,
  progress: '查看进度',
  cancel: '取消',
  confirm: '确定',
};
