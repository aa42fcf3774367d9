import type { ConnectionWords } from '../../prompt/prompt-words.ts';

export const connection: ConnectionWords = {
  offline: { title: '網絡連接中斷', text: ['請在網絡恢復後點擊「重試」。'] },
  unreachable: { title: '暫時無法連接', text: ['請檢查網絡，稍後點擊「重試」。'] },
  retry: '重試',
};
