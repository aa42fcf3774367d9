/**
 * Tokens and the parts that every dialog has: in the entry script. Nothing is inherited from the page
 * (`all: initial`), and nothing is written outside the shadow root.
 */
import { css } from './css.ts';

export const dialogStyles = css`
  :host {
    display: contents;
    --_primary: var(--unit-certification-primary, #0b5cad);
    --_pressed: var(--unit-certification-primary-pressed, #084785);
    --_on-primary: var(--unit-certification-on-primary, #fff);
    --_surface: var(--unit-certification-surface, #fff);
    --_raised: var(--unit-certification-surface-raised, #f2f6fb);
    --_text: var(--unit-certification-text, #17212b);
    --_muted: var(--unit-certification-text-muted, #4d5a67);
    --_border: var(--unit-certification-border, #75828f);
    --_line: var(--unit-certification-line, #dde3ea);
    --_success: var(--unit-certification-success, #146c33);
    --_warning: var(--unit-certification-warning, #8a4b00);
    --_danger: var(--unit-certification-danger, #b3261e);
    --_focus: var(--unit-certification-focus, #0b5cad);
    --_backdrop: var(--unit-certification-backdrop, rgb(15 29 43 / 0.55));
    --_size: var(--unit-certification-font-size, 16px);
    --_target: 44px;
  }
  :host([appearance='large']) {
    --_size: var(--unit-certification-font-size, 20px);
    --_target: 56px;
    --_primary: var(--unit-certification-primary, #084785);
    --_muted: var(--unit-certification-text-muted, #36424e);
    --_success: var(--unit-certification-success, #0d4f25);
    --_warning: var(--unit-certification-warning, #663800);
    --_danger: var(--unit-certification-danger, #8c1d18);
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --_primary: var(--unit-certification-primary, #9ccaff);
      --_pressed: var(--unit-certification-primary-pressed, #c7e0ff);
      --_on-primary: var(--unit-certification-on-primary, #06233f);
      --_surface: var(--unit-certification-surface, #18212b);
      --_raised: var(--unit-certification-surface-raised, #222e3b);
      --_text: var(--unit-certification-text, #edf2f7);
      --_muted: var(--unit-certification-text-muted, #b9c4d0);
      --_border: var(--unit-certification-border, #8a98a6);
      --_line: var(--unit-certification-line, #35424f);
      --_success: var(--unit-certification-success, #83d99e);
      --_warning: var(--unit-certification-warning, #ffc069);
      --_danger: var(--unit-certification-danger, #ffb0a8);
      --_focus: var(--unit-certification-focus, #9ccaff);
      --_backdrop: var(--unit-certification-backdrop, rgb(0 0 0 / 0.65));
    }
  }
  dialog {
    all: initial;
    position: fixed;
    inset: 0;
    margin: auto;
    box-sizing: border-box;
    width: 520px;
    max-width: calc(100% - 32px);
    height: fit-content;
    max-height: calc(100% - 32px);
    padding: 32px;
    overflow: auto;
    overscroll-behavior: contain;
    border-radius: var(--unit-certification-radius, 12px);
    border-top: 4px solid var(--_primary);
    background: var(--_surface);
    color: var(--_text);
    font: var(--_size) / 1.6
      var(--unit-certification-font, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif);
    overflow-wrap: anywhere;
    box-shadow: 0 16px 48px rgb(15 29 43 / 0.28);
    cursor: default;
  }
  dialog::backdrop {
    background: var(--_backdrop);
  }
  h2 {
    margin: 0 0 16px;
    font-size: 1.375em;
    line-height: 1.4;
  }
  p {
    margin: 0 0 8px;
  }
  a {
    color: var(--_primary);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 16px;
    margin-top: 32px;
  }
  button {
    box-sizing: border-box;
    min-width: 112px;
    min-height: var(--_target);
    padding: 8px 24px;
    border: 1px solid var(--_border);
    border-radius: var(--unit-certification-control-radius, 6px);
    background: transparent;
    color: var(--_text);
    font: inherit;
    cursor: pointer;
  }
  button:hover {
    background: var(--_raised);
  }
  .primary {
    border-color: var(--_primary);
    background: var(--_primary);
    color: var(--_on-primary);
    font-weight: 600;
  }
  .primary:hover,
  .primary:active {
    background: var(--_pressed);
  }
  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  @media (max-width: 480px) {
    dialog {
      margin-bottom: 0;
      width: 100%;
      max-width: none;
      max-height: 100%;
      padding: 24px 16px max(24px, env(safe-area-inset-bottom));
      border-radius: 12px 12px 0 0;
    }
    button {
      width: 100%;
    }
    .actions {
      flex-direction: column-reverse;
      gap: 12px;
      margin-top: 24px;
    }
  }
`;
