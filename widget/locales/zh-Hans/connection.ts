import type { ConnectionWords } from '../../prompt/prompt-words.ts';

export const connection: ConnectionWords = {
  offline: { title: '网络连接中断', text: ['请在网络恢复后点击“重试”。'] },
  unreachable: { title: '暂时无法连接', text: ['请检查网络，稍后点击“重试”。'] },
  retry: '重试',
};
