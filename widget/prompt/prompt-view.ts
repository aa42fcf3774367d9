/** The prompt (manual, step 2), and the messages for a part that is loading or did not load. In the entry script. */
import type { TemplateResult } from 'lit';
import type { Intent, NextStep } from '../../bff/contract/next.ts';
import type { KindView } from '../../bff/contract/wire.ts';
import { helpView } from '../dialog/help.ts';
import type { Copy } from '../dialog/copy.ts';
import { type Action, message } from '../dialog/message.ts';
import { type Lead, leadsOn } from '../procedure/known.ts';
import { hasLapsed } from '../standing.ts';
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
  take: (type: Lead['type']) => void;
  cancel: () => void;
}

export function promptView(
  words: PromptWords,
  { standing, next, lastDayOf, help, pressed, take, cancel }: PromptModel,
): TemplateResult {
  const { status, reason, due: end } = standing;
  const lapsed = hasLapsed(status);
  const due = end && { ...end, at: lastDayOf(end.at) };
  const isCanceled = pressed === 'cancel';
  const go = (label: string, type: Lead['type'], isPressed: boolean): Action => ({
    label: isPressed ? words.opening : label,
    run: () => take(type),
    disabled: !!pressed,
  });
  const leave = (label: string): Action => ({
    label: isCanceled ? words.opening : label,
    run: cancel,
    disabled: isCanceled,
  });
  const actions = (label: string): Action[] => [
    leave(words.cancel),
    go(label, 'confirm', !!pressed && !isCanceled),
  ];
  if (next.step === 'authority') {
    const ways = leadsOn(next, words.ways);
    const { title, text } = words.inactive(lapsed, due?.at);
    return message({
      title,
      text: ways.length ? text : text.slice(0, 1),
      help: helpView(help),
      // The authority comes first.
      actions: [...ways.map(({ label, way, type }) => go(label, type, pressed === way)), leave(words.close)],
    });
  }
  const { title, text } = due ? words.due(due) : words.ask;
  const atCounter = next.ways[0] === 'counter';
  const [why, how] = [lapsed ? words.lapsed(reason) : text[0], atCounter ? words.atCounter : text[1]];
  if (reason !== 'revoked') return message({ title, text: [why, how], actions: actions(words.confirm) });
  const { revoked } = words;
  return message({
    title: revoked.title,
    text: [why, how, ...revoked.text],
    help: helpView(help),
    actions: actions(revoked.confirm),
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
  copy: Copy,
  help: string | undefined,
  retry: () => void,
  cancel: () => void,
): TemplateResult =>
  message({
    icon: 'warning',
    ...copy,
    help: helpView(help),
    actions: [
      { label: words.cancel, run: cancel },
      { label: words.retry, run: retry },
    ],
  });
