/** The buttons of all dialogs and of the center. */
import { type TemplateResult, html, nothing } from 'lit';

export interface Action {
  label: string;
  run: () => void;
  /** No next step, although it is the last one. */
  secondary?: boolean;
  disabled?: boolean;
  /** Shown beside the label, but not part of the button's accessible name. */
  countdown?: string | undefined;
}

interface Look {
  primary?: boolean;
  /** It has the focus when its dialog opens. */
  autofocus?: boolean;
  /** The id of what it is about. */
  describedBy?: string;
}

export function buttonView(
  { label, run, disabled = false, countdown }: Action,
  { primary = false, autofocus = false, describedBy }: Look = {},
): TemplateResult {
  const rank = primary ? 'primary' : '';
  return html`<button
    type="button"
    part="button ${rank}"
    class=${rank}
    ?autofocus=${autofocus}
    aria-disabled=${disabled}
    aria-describedby=${describedBy ?? nothing}
    @click=${disabled ? nothing : run}
  >
    ${label}${countdown ? html`<span aria-hidden="true">${countdown}</span>` : nothing}
  </button>`;
}
