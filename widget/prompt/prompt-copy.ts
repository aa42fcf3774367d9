/**
 * The words of each prompt. They load with the flow: the entry has only those of a first
 * certification.
 */
import type { TemplateResult } from 'lit';
import type { Copy } from '../dialog/copy.ts';
import { helpView } from '../dialog/help.ts';
import { isRevocation } from '../procedure/claims.ts';
import { type Known, hasLapsed, standingIn } from '../procedure/known.ts';
import type { AgainWords, PromptWords } from './prompt-words.ts';

/** `confirm`: the label of the primary button, if it is another one. */
export interface PromptCopy {
  title: string;
  text: Readonly<Copy['text']>;
  confirm?: string;
  below?: TemplateResult;
}

interface PromptCopyWords {
  prompt: PromptWords;
  again: AgainWords;
  /** In place of the second paragraph where the unit is certified at the counter. */
  results: { atCounter: string };
}

/** `lastDayOf`: the last day of a deadline in words. `help`: the portal's, as text. */
export function promptCopy(
  { prompt: { ask }, again, results }: PromptCopyWords,
  known: Known,
  lastDayOf: (end: string) => string,
  help: string | undefined,
): PromptCopy {
  const { status, reason, due } = standingIn(known);
  const [first, online] = ask.text;
  const renewal = due && again.due({ ...due, at: lastDayOf(due.at) });
  const { title, text: whom, needed, confirm } = again.revoked;
  const isRevoked = isRevocation(reason);
  const lapsed = isRevoked ? needed : again.lapsed(reason);
  const why = hasLapsed(status) ? lapsed : renewal;
  const text = [why ?? first, known.next.ways[0] === 'counter' ? results.atCounter : online];
  if (!isRevoked) return { title: why ? again.title : ask.title, text };
  return { title, text: [...whom, ...text], confirm, below: helpView(help) };
}
