/**
 * Tokens and the parts that every dialog has: in the entry script. Nothing is inherited from the page
 * (`all: initial`), and nothing is written outside the shadow root.
 */
import { css } from './css.ts';

export const dialogStyles = css`
  :host {
    display: contents;
    --_size: var(--unit-certification-font-size, 16px);
    --_target: 44px;
    --_primary: var(--unit-certification-primary, #0b5cad);
    --_on-primary: var(--unit-certification-on-primary, #fff);
    --_surface: var(--unit-certification-surface, #fff);
    --_text: var(--unit-certification-text, #17212b);
    --_border: var(--unit-certification-border, #6f7c89);
    --_radius: var(--unit-certification-radius, 8px);
  }
  :host([view='center']) {
    display: block;
    min-height: calc(var(--_size) * 18 + 4px);
  }
  :host([appearance='large']) {
    --_size: var(--unit-certification-font-size, 20px);
    --_target: 56px;
  }
  @media (prefers-color-scheme: light) {
    :host([appearance='large']) {
      --_primary: var(--unit-certification-primary, #084785);
    }
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --_primary: var(--unit-certification-primary, #9ccaff);
      --_on-primary: var(--unit-certification-on-primary, #06233f);
      --_surface: var(--unit-certification-surface, #18212b);
      --_text: var(--unit-certification-text, #edf2f7);
      --_border: var(--unit-certification-border, #8a98a6);
    }
  }
  dialog,
  section {
    all: initial;
    display: block;
    box-sizing: border-box;
    border: 1px solid transparent; /* seen in forced colours */
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: var(--_size) / 1.6
      var(--unit-certification-font, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif);
    overflow-wrap: anywhere;
  }
  dialog {
    position: fixed;
    inset: 0;
    margin: auto;
    width: min(520px, 100% - 32px);
    height: fit-content;
    max-height: calc(100% - 32px);
    padding: 32px;
    overflow: auto;
    overscroll-behavior: contain;
    box-shadow: 0 16px 48px #0f1d2b47;
  }
  dialog::backdrop {
    background: #0f1d2b8c;
  }
  h2 {
    display: flex;
    align-items: center;
    gap: 12px;
    margin: 0 0 16px;
    font-size: 1.375em;
  }
  .bar {
    flex: none;
    width: 4px;
    height: 1em;
    background: var(--_primary);
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
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  button:hover {
    filter: brightness(0.92);
  }
  .primary {
    border-color: var(--_primary);
    background: var(--_primary);
    color: var(--_on-primary);
    font-weight: 600;
  }
  :focus {
    outline: 3px solid var(--_primary);
    outline-offset: 2px;
  }
  @media (max-width: 480px) {
    dialog {
      margin-bottom: 0;
      width: 100%;
      max-height: 100%;
      padding: 24px 16px max(24px, env(safe-area-inset-bottom));
      border-radius: var(--_radius) var(--_radius) 0 0;
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
