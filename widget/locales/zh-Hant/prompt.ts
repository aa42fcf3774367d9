import type { PromptWords } from '../../prompt/prompt-words.ts';

export const prompt: PromptWords = {
  ask: {
    title: '請完成單位實名認證',
    text: [
      '因系統升級，單位需通過實名認證後才能辦理相關業務。',
      '約 2 分鐘，請準備營業執照和法定代表人證件。',
    ],
  },
  lapsed: '原認證已失效，單位需重新通過實名認證後才能辦理相關業務。',
  network: { title: '網絡連接中斷', text: ['內容已保留，恢復後點擊「重試」，不會重複提交。'] },
  confirm: '確認',
  cancel: '取消',
  retry: '重試',
};
