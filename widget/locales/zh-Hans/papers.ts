import type { PaperWords } from '../../results/paper-words.ts';
import type { UnitWords } from '../unit-words.ts';

export const papers = ({ certificate, head }: Pick<UnitWords, 'certificate' | 'head'>): PaperWords => ({
  papers: {
    certificate,
    'representative-document': `${head}的证件`,
    'agent-document': '代理人的证件',
    authorization: '单位的授权委托书（盖章）',
    restoration: '登记机关恢复登记的文书',
  },
  changed: '姓名或证件号变更过的，另带变更证明。',
  place: '请确认窗口地点和办公时间。',
  ask: '可咨询本网站客服。',
});
