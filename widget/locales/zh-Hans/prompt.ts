/** In the entry script, so that the first dialog needs no other request. */
import { atCounter, due, lapsed, REVOKED } from '../../../bff/contract/zh-Hans/terms.ts';
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
  lapsed: (reason) => lapsed(reason, head),
  revoked: { title: REVOKED, text: ['原因请咨询本网站客服。'], confirm: '重新认证' },
  atCounter: atCounter({ certificate, head }),
  due: ({ at, reason }) => ({
    title: '单位需要重新认证',
    text: [due(at, reason, head), `约2分钟，请准备${certificate}和${head}证件。`],
  }),
  confirm: '确认',
  opening: '正在打开…',
  moment: '请稍候，一般几秒钟。',
  close: '关闭',
});
