import { CHANGED, paperNames, PLACE } from '../../../bff/contract/zh-Hans/papers.ts';
import type { PaperWords } from '../../results/results-words.ts';
import type { UnitWords } from '../unit-words.ts';

export const papers = ({ certificate, head }: Pick<UnitWords, 'certificate' | 'head'>): PaperWords => ({
  papers: paperNames({ certificate, head }),
  changed: CHANGED,
  place: PLACE,
  ask: '可咨询本网站客服。',
});
