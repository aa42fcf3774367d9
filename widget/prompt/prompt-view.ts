/** The prompt (manual, step 2), and what stands in for a dialog whose part did not arrive. In the entry script. */
import type { TemplateResult } from 'lit';
import { message } from '../dialog/message.ts';
import type { PromptWords } from './prompt-words.ts';

export interface PromptModel {
  /** The unit was certified before. */
  lapsed: boolean;
  /** 确认 has been pressed: the next dialog is on its way. */
  confirmed: boolean;
  confirm: () => void;
  cancel: () => void;
}

export function promptView(
  words: PromptWords,
  { lapsed, confirmed, confirm, cancel }: PromptModel,
): TemplateResult {
  const { title, text } = words.ask;
  return message({
    title,
    text: lapsed ? [words.lapsed, ...text.slice(1)] : text,
    actions: [
      { label: words.cancel, run: cancel },
      { label: words.confirm, run: confirm, disabled: confirmed },
    ],
  });
}

export const missingPartView = (words: PromptWords, retry: () => void, cancel: () => void): TemplateResult =>
  message({
    ...words.network,
    actions: [
      { label: words.cancel, run: cancel },
      { label: words.retry, run: retry },
    ],
  });
