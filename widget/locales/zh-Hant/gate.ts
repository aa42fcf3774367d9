import type { GateWords } from '../../gate/gate-words.ts';
import type { UnitWords } from '../unit-words.ts';

const named = (business: string): string => (business ? `「${business}」` : '這項業務');

export const gate = ({ head }: UnitWords): GateWords => ({
  ask: (business, here) => ({
    title: '辦理前請先完成單位實名認證',
    text: [`${named(business)}需要單位通過實名認證。${here ? '認證後會回到這裡繼續辦理。' : ''}`],
  }),
  case: {
    title: '人工核驗中',
    text: {
      open: ({ agent, reference, until }) =>
        `請${agent ? '代理人' : head}本人最晚在${until}帶材料原件到辦事窗口，報受理編號${reference}。`,
      seen: ({ reference }) => `材料已經看過，正在由另一名工作人員複核，請等待結果。受理編號${reference}。`,
      returned: ({ agent, reference, until }) =>
        `材料需要再看一遍：請${agent ? '代理人' : head}本人最晚在${until}帶原件再到辦事窗口，報受理編號${reference}。`,
    },
    then: (business) => `通過後可以辦理${named(business)}。`,
  },
  rechecking: (business, until) => ({
    title: '自動複核中',
    text: [`自動複核到${until}，無需重複提交，通過後可以辦理${named(business)}。`],
  }),
  progress: '查看進度',
  cancel: '取消',
  confirm: '確定',
});
