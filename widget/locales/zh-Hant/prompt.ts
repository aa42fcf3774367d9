import type { PromptWords } from '../../prompt/prompt-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { connection } from './connection.ts';

export const prompt = ({ certificate, head }: UnitWords): PromptWords => ({
  ...connection,
  ask: {
    title: '請完成單位實名認證',
    text: [
      '因系統升級，單位需通過實名認證後才能辦理相關業務。',
      `約2分鐘，請準備${certificate}和${head}證件。`,
    ],
  },
  confirm: '確認',
  opening: '正在開啟…',
  moment: '請稍候，一般幾秒鐘。',
});
