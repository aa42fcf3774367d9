import type { PromptWords } from '../../prompt/prompt-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { connection } from './connection.ts';

export const prompt = ({ certificate, head }: UnitWords): PromptWords => ({
  ...connection,
  ask: {
    title: '请完成单位实名认证',
    text: [
      '因系统升级，单位需通过实名认证后才能办理相关业务。',
      `约2分钟，请准备${certificate}和${head}证件。`,
    ],
  },
  confirm: '确认',
  opening: '正在打开…',
  moment: '请稍候，一般几秒钟。',
});
