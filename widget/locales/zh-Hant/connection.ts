import type { ConnectionWords } from '../../prompt/prompt-words.ts';

export const connection: ConnectionWords = {
  missing: { title: '暫時無法連接', text: ['請檢查網絡後重試；仍不能打開的，請稍後重新整理頁面。'] },
  retry: '重試',
  cancel: '取消',
};
