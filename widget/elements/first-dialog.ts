/**
 * The dialogs of the entry script: the prompt, the notice that the next dialog is loading, and the
 * one that it did not load.
 */
import type { TemplateResult } from 'lit';
import type { FailureCode } from '../api/result.ts';
import type { FirstWords } from '../locales/index.ts';
import { connection } from '../locales/zh-Hans/connection.ts';
import type { ProcedureEvent, State } from '../procedure/state.ts';
import type { ConnectionWords } from '../prompt/prompt-words.ts';
import {
  type PromptCopy,
  type PromptModel,
  missingPartView,
  openingView,
  promptView,
} from '../prompt/prompt-view.ts';

export interface ShownDialog {
  /** A new name is a new dialog. Sending has the form's name, so that the focus stays. */
  name: string;
  /** The language of its words. It differs from the page's while that language is loading. */
  tag: string;
  content: TemplateResult;
  className?: string | undefined;
}

export interface FirstDialogModel {
  state: State;
  /** Undefined until they have loaded. */
  words: FirstWords | undefined;
  /** The portal's help, as text. */
  help: string | undefined;
  /** Why something that the next dialog needs did not load. */
  failed: FailureCode | undefined;
  /** The words for that. */
  missing: () => MissingWords;
  dispatch: (event: ProcedureEvent) => void;
  /** Loads it again. */
  retry: () => void;
}

export interface MissingWords extends ConnectionWords {
  tag: string;
}

/** For a part that did not load: of the language that has loaded, or those of the script itself, in Simplified Chinese. */
export const missingWords = (words: FirstWords | undefined): MissingWords =>
  words ? { tag: words.tag, ...words.prompt } : { tag: 'zh-Hans', ...connection };

/** The prompt with another title or text stays the same dialog. */
export function promptDialog(
  { tag, prompt }: FirstWords,
  copy: PromptCopy,
  { dispatch }: Pick<FirstDialogModel, 'dispatch'>,
  pressed?: PromptModel['pressed'],
): ShownDialog {
  const content = promptView(prompt, copy, {
    pressed,
    confirm: () => dispatch({ type: 'confirm' }),
    cancel: () => dispatch({ type: 'cancel' }),
  });
  return { name: 'ask', tag, content };
}

export const openingDialog = ({ tag, prompt }: FirstWords, { dispatch }: FirstDialogModel): ShownDialog => ({
  name: 'opening',
  tag,
  content: openingView(prompt, () => dispatch({ type: 'cancel' })),
});

export function missingDialog({ help, missing, retry }: FirstDialogModel, leave: () => void): ShownDialog {
  const words = missing();
  return { name: 'missing part', tag: words.tag, content: missingPartView(words, help, retry, leave) };
}

/** The button that the user has pressed last in the prompt. */
function pressedIn({ waiting }: State): PromptModel['pressed'] {
  switch (waiting[waiting.length - 1]?.type) {
    case 'confirm':
      return 'confirm';
    case 'cancel':
    case 'dismiss':
      return 'cancel';
    default:
      return undefined;
  }
}

/** Until the flow has loaded: the dialog says that it did not. A user who has asked for nothing is not disturbed. */
export const isMissing = ({ state, failed }: Pick<FirstDialogModel, 'state' | 'failed'>): boolean =>
  !!failed && (state.dialog.name === 'checking' || !!pressedIn(state));

/** Until the flow has loaded. Undefined when no dialog is shown. */
export function firstDialog(model: FirstDialogModel): ShownDialog | undefined {
  const { state, words, dispatch } = model;
  const { dialog } = state;
  if (dialog.name === 'idle') return undefined;
  if (isMissing(model)) return missingDialog(model, () => dispatch({ type: 'give-up' }));
  if (!words) return undefined;
  return dialog.name === 'prompt'
    ? promptDialog(words, words.prompt.ask, model, pressedIn(state))
    : openingDialog(words, model);
}
