/** The lines printed with a result: the unit, and for a certified unit the date and the applicant. All from the service's answer. */
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import type { Message } from '../dialog/message.ts';
import { realNameOf } from '../standing.ts';
import type { ResultsWords } from './results-words.ts';

/** Undefined while the status is not known. */
export function recordOf(
  status: CertificationStatus | undefined,
  { record: words }: ResultsWords,
  dateOf: (instant: string) => string,
): Message['record'] {
  if (!status) return undefined;
  const { unit } = status;
  const { since, by } = realNameOf(status) ?? {};
  const lines: [string, string | undefined][] = [
    [words.unit, unit.name],
    [words.code, unit.code],
    [words.since, since && dateOf(since)],
    [words.applicant, by && words[by]],
  ];
  return lines.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
}
