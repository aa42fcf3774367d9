/** The texts of problems and refusals, in the certification's dialogs and on the registration. */
import { memberOf } from '../../bff/contract/forms.ts';
import { CLAIM_FIELDS } from '../../bff/contract/sources.ts';
import type { Attempts } from '../../bff/contract/wire.ts';
import type { Refusal } from '../../bff/contract/zh-Hans/refusals.ts';
import type { Copy } from '../dialog/copy.ts';
import type { IconKind } from '../dialog/icon.ts';
import { problemOf } from '../api/problems.ts';
import { type Failure, type FailureCode, isShort } from '../api/result.ts';
import type { ProblemsWords } from './results-words.ts';

export interface ProblemText {
  kind: IconKind;
  copy: Copy;
  more?: string[];
  /** Below the buttons. */
  also?: string[];
}

interface Moment {
  /** The time from which attempts are possible again, in words. */
  when: string;
  /** When the button can be pressed, in words, by `retryText`. */
  wait?: string | undefined;
  /** The form has values: the text says that they are not lost. */
  typed?: boolean;
  /** The browser knows that it has no connection. */
  isOffline?: boolean;
}

/** When the button of the next try can be pressed. Undefined when the service has named no time. */
export function retryText(
  { retryAfter, retryAt = 0 }: Failure,
  label: string,
  { wait, inSeconds, when }: ProblemsWords,
  now: number,
): string | undefined {
  if (!retryAfter) return undefined;
  if (retryAt <= now) return wait(label);
  return wait(label, isShort(retryAfter) ? inSeconds(retryAfter) : when(retryAt));
}

/** In dialogs, in the center and in the registration. */
export function problemText(
  code: FailureCode,
  { when, wait, typed, isOffline }: Moment,
  results: ProblemsWords,
): ProblemText {
  const more = typed ? [results.typedStays] : [];
  const { message } = problemOf(code);
  switch (message) {
    case 'network':
      return { kind: 'warning', copy: results.trouble[isOffline ? 'offline' : 'network'], more };
    case 'session-expired':
    case 'unavailable':
    case 'too-many-requests': {
      const { title, text } = results.trouble[message];
      return { kind: 'warning', copy: { title, text: wait ? [wait] : text }, more };
    }
    case 'insecure-context':
    case 'no-source':
    case 'way-closed':
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
export function remainingIn(results: ProblemsWords, attempts: Attempts | undefined): readonly string[] {
  const { remaining, resetsAt } = attempts ?? {};
  if (typeof remaining !== 'number') return [];
  return [remaining > 0 ? results.attemptsLeft(remaining) : results.attemptsUsedUp(resetsAt)];
}

/** Without `next` the first sentence has it. */
type RefusalText = Pick<Refusal, 'said'> & Partial<Pick<Refusal, 'next'>>;

/** Whether the unit is not active, and whether the attempts are used up. */
interface Standing {
  isInactive: boolean;
  isUsedUp: boolean;
}

/**
 * The sentences of a refusal. While nothing can be submitted, the advice to check the details is of
 * no use; while the unit is not active, it is to ask the authority.
 */
export const refusalText = ({ said, next }: RefusalText, { isInactive, isUsedUp }: Standing): string[] =>
  next && (isInactive || !isUsedUp) ? [said, next] : [said];

/** While the unit is not active, attempts that are left are of no use. */
export const isCountShown = ({ isInactive, isUsedUp }: Standing): boolean => !isInactive || isUsedUp;

interface Form {
  /** BCP 47. */
  tag: string;
  form: { fields: Partial<Record<string, { label: string }>> };
}

/**
 * A sentence about a refusal, which names the compared fields at `{fields}`. `asked`: the form's.
 */
export function namingFields(sentence: string, asked: readonly string[], { tag, form }: Form): string {
  const compared = asked.filter((id) => CLAIM_FIELDS.some((member) => member === memberOf(id)));
  const labels = compared.flatMap((id) => form.fields[id]?.label ?? []);
  const list = new Intl.ListFormat(tag, { type: 'conjunction' }).format(labels);
  return sentence.replace('{fields}', list);
}
