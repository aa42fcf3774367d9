/** A button in the page, for the center and its line about the counter. */
import { type TemplateResult, html, nothing } from 'lit';

export const button = (
  label: string,
  run: () => void,
  { primary = false, disabled = false, describedBy = '' } = {},
): TemplateResult => {
  const rank = primary ? 'primary' : '';
  return html`<button
    type="button"
    part="button ${rank}"
    class=${rank}
    aria-disabled=${disabled}
    aria-describedby=${describedBy}
    @click=${disabled ? nothing : run}
  >
    ${label}
  </button>`;
};
