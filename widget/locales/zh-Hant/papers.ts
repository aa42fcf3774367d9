import type { PaperWords } from '../../results/results-words.ts';
import type { UnitWords } from '../unit-words.ts';

export const papers = ({ certificate, head }: Pick<UnitWords, 'certificate' | 'head'>): PaperWords => ({
  papers: {
    certificate,
    'representative-document': `${head}的證件`,
    'agent-document': '代理人的證件',
    authorization: '單位的授權委託書（蓋章）',
    restoration: '登記機關恢復登記的文書',
  },
  changed: '姓名或證件號變更過的，另帶變更證明。',
  place: '請確認窗口地點和辦公時間。',
  ask: '可諮詢本網站客服。',
});
