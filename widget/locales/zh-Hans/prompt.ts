/** In the entry script, so that the first dialog needs no other request. */
import { promptTexts } from '../../../bff/contract/zh-Hans/prompt.ts';
import type { PromptWords } from '../../prompt/prompt-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { connection } from './connection.ts';

export const prompt = (unit: UnitWords): PromptWords => ({
  ...connection,
  ...promptTexts(unit),
  confirm: '确认',
  opening: '正在打开…',
  moment: '请稍候，一般几秒钟。',
});
