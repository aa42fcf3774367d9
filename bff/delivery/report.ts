/**
 * Reports each try to the operator: a count, and a line in the log when it failed. No address
 * beyond its host: a path may be a secret.
 */
import type { Logger } from 'pino';

export interface Try {
  result: 'delivered' | 'failed' | 'dead';
  event: string;
  site: string;
  /** Host of the receiver; none when the site no longer has a webhook. */
  host: string | undefined;
  attempt: number;
  /** Status of the receiver's answer, or why there is none. */
  answer: string;
  /** None: it was the last one. */
  nextTry: Date | undefined;
}

export const createReport =
  (log: Logger, count: (result: Try['result']) => void) =>
  ({ result, ...webhook }: Try): void => {
    count(result);
    if (result === 'failed') log.warn({ webhook }, 'a webhook was not delivered and is sent again');
    if (result === 'dead') log.error({ webhook }, 'a webhook was not delivered and is given up');
  };
