/** The prompt (manual, step 2), and the messages for a part that is loading or did not load. In the entry script. */
import type { TemplateResult } from 'lit';
import type { Copy } from '../dialog/copy.ts';
import { helpView } from '../dialog/help.ts';
import { message } from '../dialog/message.ts';
import type { ConnectionWords, PromptWords } from './prompt-words.ts';

/** `confirm`: the label of the primary button, if it is another one. */
export interface PromptCopy {
  title: string;
  text: Readonly<Copy['text']>;
  confirm?: string;
  below?: TemplateResult;
}

export interface PromptModel {
  /** The button that has been pressed, while the next dialog is loading. */
  pressed: 'confirm' | 'cancel' | undefined;
  confirm: () => void;
  cancel: () => void;
}

export const promptView = (
  words: PromptWords,
  { title, text, confirm: label = words.confirm, below }: PromptCopy,
  { pressed, confirm, cancel }: PromptModel,
): TemplateResult =>
  message({
    title,
    text,
    actions: [
      {
        label: pressed === 'cancel' ? words.opening : words.cancel,
        run: cancel,
        disabled: pressed === 'cancel',
      },
      { label: pressed === 'confirm' ? words.opening : label, run: confirm, disabled: !!pressed },
    ],
    below,
  });

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
