/**
 * The dialogs of the entry script: the prompt (manual, step 2), the notice that the next dialog is
 * loading, and the one that it did not load.
 */
import type { TemplateResult } from 'lit';
import type { Action } from '../dialog/button.ts';
import { helpView } from '../dialog/help.ts';
import { message } from '../dialog/message.ts';
import type { FirstWords } from '../locales/index.ts';
import { connection } from '../locales/zh-Hans/connection.ts';
import type { ProcedureEvent, State } from '../procedure/state.ts';
import type { PromptCopy } from '../prompt/prompt-copy.ts';
import type { ConnectionWords } from '../prompt/prompt-words.ts';

export interface ShownDialog {
  /** A new name is a new dialog. Sending has the form's name, so that the focus stays. */
  name: string;
  /** The language of its words. It differs from the page's while that language is loading. */
  tag: string;
  content: TemplateResult;
  className?: string | undefined;
}

type Dispatch = (event: ProcedureEvent) => void;

interface FirstDialogModel {
  state: State;
  /** Undefined until they have loaded. */
  words: FirstWords | undefined;
  /** Something that the next dialog needs did not load. */
  missing: MissingPart | undefined;
  dispatch: Dispatch;
}

export interface MissingPart {
  words: MissingWords;
  /** The portal's help, as text. */
  help: string | undefined;
  /** Loads it again. */
  retry: () => void;
}

export interface MissingWords extends ConnectionWords {
  tag: string;
}

/** In the language that has loaded, else the script's own, in Simplified Chinese. */
export const missingWords = (words: FirstWords | undefined): MissingWords =>
  words ? { tag: words.tag, ...words.prompt } : { tag: 'zh-Hans', ...connection };

/** A button of the prompt. */
type Pressed = 'confirm' | 'cancel';

/** With another text it stays the same dialog. `pressed`: says that the next dialog loads. */
export function promptDialog(
  { tag, prompt: words }: FirstWords,
  { title, text, confirm = words.confirm, below }: PromptCopy,
  dispatch: Dispatch,
  pressed?: Pressed,
): ShownDialog {
  const button = (type: Pressed, label: string, disabled: boolean): Action => ({
    label: pressed === type ? words.opening : label,
    run: () => dispatch({ type }),
    disabled,
  });
  const actions = [
    button('cancel', words.cancel, pressed === 'cancel'),
    button('confirm', confirm, !!pressed),
  ];
  return { name: 'ask', tag, content: message({ title, text, actions, below }) };
}

export function openingDialog({ tag, prompt: words }: FirstWords, dispatch: Dispatch): ShownDialog {
  const cancel: Action = { label: words.cancel, run: () => dispatch({ type: 'cancel' }), secondary: true };
  const content = message({ title: words.opening, text: [words.moment], actions: [cancel] });
  return { name: 'opening', tag, content };
}

export function missingDialog({ words, help, retry }: MissingPart, leave: () => void): ShownDialog {
  const content = message({
    icon: 'warning',
    ...words.missing,
    below: helpView(help),
    actions: [
      { label: words.cancel, run: leave },
      { label: words.retry, run: retry },
    ],
  });
  return { name: 'missing part', tag: words.tag, content };
}

/** The button that the user has pressed last in the prompt. */
function pressedIn({ queued }: State): Pressed | undefined {
  switch (queued[queued.length - 1]?.type) {
    case 'confirm':
      return 'confirm';
    case 'cancel':
    case 'dismiss':
      return 'cancel';
    default:
      return undefined;
  }
}

/** Somebody waits for the flow: the dialog says when it did not load. */
export const saysMissing = (state: State): boolean => state.dialog.name === 'checking' || !!pressedIn(state);

/** Until the flow has loaded. Undefined when no dialog is shown. */
export function firstDialog({ state, words, missing, dispatch }: FirstDialogModel): ShownDialog | undefined {
  const { dialog } = state;
  if (dialog.name === 'idle') return undefined;
  if (missing && saysMissing(state)) return missingDialog(missing, () => dispatch({ type: 'give-up' }));
  if (!words) return undefined;
  return dialog.name === 'prompt'
    ? promptDialog(words, words.prompt.ask, dispatch, pressedIn(state))
    : openingDialog(words, dispatch);
}
