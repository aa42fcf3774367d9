/** How a case has ended, in words. */
import type { NewsReason } from '../../bff/contract/next.ts';
import type { Copy } from '../dialog/copy.ts';
import type { KeptWords } from './kept-words.ts';

/** `lastDay`: of a case that has expired, in words. */
export const reasonOf = ({ ended, refusals }: KeptWords, reason: NewsReason | null, lastDay: string): Copy =>
  reason === 'case-expired'
    ? ended.expired(lastDay)
    : { title: ended.refused, text: [refusals[reason ?? 'otherwise'] ?? refusals.otherwise] };
