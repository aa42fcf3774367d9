/** The text for a problem, in the dialogs of the certification and in the notices of the registration. */
import type { Attempts } from '../../bff/contract/wire.ts';
import type { Copy } from '../dialog/copy.ts';
import type { IconKind } from '../dialog/icon.ts';
import { problemOf } from '../api/problems.ts';
import type { FailureCode } from '../api/result.ts';
import { lostConnection } from '../prompt/lost-connection.ts';
import type { ConnectionWords } from '../prompt/prompt-words.ts';
import type { ProblemsWords } from './results-words.ts';

interface ProblemWords {
  prompt: ConnectionWords;
  results: ProblemsWords;
}

export interface ProblemText {
  kind: IconKind;
  copy: Copy;
  more?: string[];
}

/** `when`: the time from which attempts are possible again, in words. `typed`: whether the form has values, which the text then says are not lost. */
export function problemText(
  code: FailureCode,
  { when, typed }: { when: string; typed: boolean },
  { prompt, results }: ProblemWords,
): ProblemText {
  const more = typed ? [results.kept] : [];
  const { message } = problemOf(code);
  switch (message) {
    case 'network':
      return { kind: 'warning', copy: lostConnection(prompt), more };
    case 'unavailable':
    case 'too-many-requests':
      return { kind: 'warning', copy: results.trouble[message], more };
    case 'session-expired':
      return { kind: 'warning', copy: typed ? results.trouble[message] : results.loggedOut };
    case 'insecure-context':
    case 'no-source':
      return { kind: 'warning', copy: results.trouble[message] };
    case 'too-many-attempts':
      return { kind: 'warning', copy: results.tooManyAttempts(when), more: [results.unlock] };
    case 'too-many-codes': // Both are shown beside the code's button, and do not occur here.
    case 'codes-exhausted':
    case 'claim-differs': // Shown by the re-check, and does not occur here.
    case 'agent-differs': // Only a withdrawal has this answer.
    case 'misconfigured':
      return { kind: 'danger', copy: results.trouble.misconfigured, more: [results.problemCode(code)] };
  }
}

/** How many attempts are left, or from when new ones are possible; empty without limits. */
export const remainingIn = (results: ProblemsWords, attempts: Attempts | undefined): readonly string[] =>
  typeof attempts?.remaining === 'number' ? [results.remaining(attempts.remaining, attempts.resetsAt)] : [];
