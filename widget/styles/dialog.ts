/** The parts that every dialog has: in the entry script. */
import { css } from 'lit';

export const dialogStyles = css`
  dialog,
  section {
    all: initial;
    direction: ltr; /* which all: initial leaves alone */
    unicode-bidi: isolate;
    display: block;
    box-sizing: border-box;
    border: 1px solid transparent; /* seen in forced colors */
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
  [aria-disabled='true'] {
    opacity: 0.7;
    cursor: default;
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
