/** The words of the gate 1.11, in all languages: in the gate's own chunk. */
import type { Copy, Locale } from './words.ts';

export interface GateWords {
  /** `business`: its name, empty when it has none. */
  ask: (business: string) => Copy;
  cancel: string;
  confirm: string;
}

export const gateWords: Record<Locale, GateWords> = {
  'zh-Hans': {
    ask: (business) => ({
      title: '办理前请先完成单位实名认证',
      text: [`${business ? `「${business}」` : '这项业务'}需要单位通过实名认证。认证后会回到这里继续办理。`],
    }),
    cancel: '取消',
    confirm: '确定',
  },
  'zh-Hant': {
    ask: (business) => ({
      title: '辦理前請先完成單位實名認證',
      text: [`${business ? `「${business}」` : '這項業務'}需要單位通過實名認證。認證後會回到這裡繼續辦理。`],
    }),
    cancel: '取消',
    confirm: '確定',
  },
  en: {
    ask: (business) => ({
      title: 'Verify your organisation first',
      text: [
        `${business ? `"${business}"` : 'This service'} needs a verified organisation. Afterwards you continue right here.`,
      ],
    }),
    cancel: 'Cancel',
    confirm: 'Verify now',
  },
};
