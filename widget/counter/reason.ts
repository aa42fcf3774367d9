/** How a case has ended, in words. */
import type { NewsReason } from '../../bff/contract/next.ts';
import type { Copy } from '../dialog/copy.ts';
import type { CounterWords } from './counter-words.ts';

/** `lastDay`: of a case that has expired, in words. */
export const reasonOf = (
  { line, refusals }: CounterWords,
  reason: NewsReason | null,
  lastDay: string,
): Copy =>
  reason === 'case-expired'
    ? line.expired(lastDay)
    : { title: line.refused, text: [refusals[reason ?? 'otherwise'] ?? refusals.otherwise] };
