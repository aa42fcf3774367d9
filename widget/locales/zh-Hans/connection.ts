import type { ConnectionWords } from '../../prompt/prompt-words.ts';

export const connection: ConnectionWords = {
  missing: { title: '暂时无法连接', text: ['请检查网络后重试；仍不能打开的，请稍后刷新页面。'] },
  retry: '重试',
  cancel: '取消',
};
