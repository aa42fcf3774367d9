/** The prompt (manual, step 2), and the messages for a part that is loading or did not load. In the entry script. */
import { type TemplateResult, html } from 'lit';
import type { Due, LapseReason } from '../../bff/contract/wire.ts';
import { helpView } from '../dialog/help.ts';
import { icon } from '../dialog/icon.ts';
import type { Copy } from '../dialog/copy.ts';
import { type Action, message } from '../dialog/message.ts';
import type { PromptWords } from './prompt-words.ts';

export interface PromptModel {
  /** The unit was certified before. */
  lapsed: boolean;
  /** Why the certification has lapsed, if known. */
  lapse: LapseReason | undefined;
  /** The certification is in force until then; `at`: a date in words. */
  due: Due | undefined;
  /** The register says that the unit is not active. */
  inactive: boolean;
  /** No register has this class of units: the claim goes to the counter. */
  atCounter: boolean;
  /** The portal's help, as text. */
  help: string | undefined;
  /** 确认 has been pressed, and the next dialog is loading. */
  confirmed: boolean;
  confirm: () => void;
  cancel: () => void;
}

export function promptView(
  words: PromptWords,
  { lapsed, lapse, due, inactive, atCounter, help, confirmed, confirm, cancel }: PromptModel,
): TemplateResult {
  const actions = (label: string): Action[] => [
    { label: words.cancel, run: cancel },
    { label: confirmed ? words.opening : label, run: confirm, disabled: confirmed },
  ];
  if (inactive)
    return message({
      ...words.inactive(lapsed, due?.at),
      help: helpView(help),
      actions: actions(words.restored),
    });
  const { title, text } = due ? words.due(due) : words.ask;
  const [why, how] = [lapsed ? words.lapsed(lapse) : text[0], atCounter ? words.atCounter : text[1]];
  if (lapse !== 'revoked') return message({ title, text: [why, how], actions: actions(words.confirm) });
  const { revoked } = words;
  return message({
    title: revoked.title,
    text: [why, how, ...revoked.text],
    help: helpView(help),
    actions: actions(revoked.confirm),
  });
}

/** Shown while a requested dialog is loading. */
export const openingView = ({ opening, ...words }: PromptWords, cancel: () => void): TemplateResult =>
  message({ title: opening, text: [], actions: [{ label: words.cancel, run: cancel }] });

export const missingPartView = (
  words: PromptWords,
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

/** Shown instead of the center when its part did not load. */
export function missingCenterView(
  words: PromptWords,
  { title, text }: Copy,
  help: string | undefined,
  run: () => void,
): TemplateResult {
  return html`
    <div>
      <p class="problem" part="error">${icon('warning')}${title}</p>
      <p part="hint">${text}</p>
      ${helpView(help)}
    </div>
    <button type="button" part="button primary" class="primary" @click=${run}>${words.retry}</button>
  `;
}
