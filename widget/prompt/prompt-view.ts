/** The prompt (manual, step 2), and the messages for a part that is loading or did not load. In the entry script. */
import type { TemplateResult } from 'lit';
import type { Intent, NextStep } from '../../bff/contract/next.ts';
import type { KindView } from '../../bff/contract/wire.ts';
import { helpView } from '../dialog/help.ts';
import { type Action, message } from '../dialog/message.ts';
import { hasLapsed } from '../procedure/known.ts';
import type { ConnectionWords, PromptWords } from './prompt-words.ts';

export interface PromptModel {
  standing: KindView;
  next: NextStep;
  /** The last day of a deadline in words. */
  lastDayOf: (end: string) => string;
  /** The portal's help, as text. */
  help: string | undefined;
  /** The way whose button has been pressed, while the next dialog is loading. */
  pressed: Intent | 'cancel' | undefined;
  confirm: () => void;
  cancel: () => void;
}

export function promptView(
  words: PromptWords,
  { standing, next, lastDayOf, help, pressed, confirm, cancel }: PromptModel,
): TemplateResult {
  const { status, reason, due: end } = standing;
  const lapsed = hasLapsed(status);
  const due = end && { ...end, at: lastDayOf(end.at) };
  const isCanceled = pressed === 'cancel';
  const actions = (label: string): Action[] => [
    { label: isCanceled ? words.opening : words.cancel, run: cancel, disabled: isCanceled },
    { label: pressed && !isCanceled ? words.opening : label, run: confirm, disabled: !!pressed },
  ];
  const { title, text } = due ? words.due(due) : words.ask;
  const atCounter = next.ways[0] === 'counter';
  const [why, how] = [lapsed ? words.lapsed(reason) : text[0], atCounter ? words.atCounter : text[1]];
  if (reason !== 'revoked') return message({ title, text: [why, how], actions: actions(words.confirm) });
  const { revoked } = words;
  return message({
    title: revoked.title,
    text: [why, how, ...revoked.text],
    actions: actions(revoked.confirm),
    below: helpView(help),
  });
}

/** Shown while a requested dialog is loading. */
export const openingView = (words: PromptWords, cancel: () => void): TemplateResult =>
  message({
    title: words.opening,
    text: [words.moment],
    actions: [{ label: words.cancel, run: cancel, secondary: true }],
  });

export const missingPartView = (
  words: ConnectionWords,
  help: string | undefined,
  retry: () => void,
  cancel: () => void,
): TemplateResult =>
  message({
    icon: 'warning',
    ...words.missing,
    below: helpView(help),
    actions: [
      { label: words.cancel, run: cancel },
      { label: words.retry, run: retry },
    ],
  });
