import type { GateWords } from '../../gate/gate-words.ts';

export const gate: GateWords = {
  ask: (business) => ({
    title: '辦理前請先完成單位實名認證',
    text: [`${business ? `「${business}」` : '這項業務'}需要單位通過實名認證。認證後會回到這裡繼續辦理。`],
  }),
  waiting: (business, reference) => ({
    title: '人工核驗中',
    text: [`編號${reference}。通過後可以辦理${business ? `「${business}」` : '這項業務'}。`],
  }),
  rechecking: (until) => `自動複核中，最晚${until}有結果。也可以改正後重新提交。`,
  progress: '查看進度',
  cancel: '取消',
  confirm: '確定',
};
