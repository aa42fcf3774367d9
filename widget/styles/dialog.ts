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
    border: 1px solid var(--_edge); /* seen in the dark, and in forced colors */
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: var(--_size) / 1.6
      var(--unit-certification-font, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif);
    overflow-wrap: anywhere;
    text-wrap: pretty; /* no line of one last character */
  }
  dialog:lang(zh-Hant),
  section:lang(zh-Hant) {
    font-family: var(
      --unit-certification-font,
      'PingFang TC',
      'Microsoft JhengHei',
      'Noto Sans CJK TC',
      sans-serif
    );
  }
  /* Chinese fonts, which a Chinese system also has as its own, draw the quotes of English as wide as a character. */
  dialog:lang(en),
  section:lang(en) {
    font-family: var(
      --unit-certification-font,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      'Noto Sans',
      'Open Sans',
      Arial,
      'PingFang SC',
      'Microsoft YaHei',
      sans-serif
    );
  }
  dialog {
    position: fixed;
    top: 0;
    right: 0;
    bottom: 0;
    left: 0;
    margin: auto;
    width: min(35em, 100% - 32px);
    height: fit-content;
    max-height: calc(100% - 32px);
    padding: 32px;
    overflow: auto;
    overscroll-behavior: contain;
    box-shadow: 0 16px 48px #0f1d2b47;
  }
  /* Closed while the page shows a modal box. It keeps its size: with display: none the dialog controller's ResizeObserver could not see that its place is hidden or shown. */
  dialog:not([open]) {
    visibility: hidden;
  }
  dialog::backdrop {
    background: #0000008c;
  }
  h2 {
    display: flex;
    align-items: center;
    gap: 12px;
    margin: 0 0 16px;
    font-size: 1.375em;
    line-height: 1.3;
    text-wrap: balance;
  }
  /* Read from here, not pressed. */
  h2:focus {
    outline: none;
  }
  .bar {
    flex: none;
    align-self: stretch; /* as tall as the title, however many lines it has */
    border-inline-start: 4px solid var(--_primary);
  }
  svg {
    overflow: visible; /* at a fraction of a pixel the box would cut the circle */
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
  }
  .icon {
    flex: none;
    width: 1.625em;
    height: 1.625em;
    color: var(--_primary);
  }
  .warning {
    color: var(--_warning);
  }
  p {
    margin: 0 0 8px;
    word-break: auto-phrase; /* between words, where the browser knows them */
  }
  .help,
  #text ::slotted(*) {
    margin: 16px 0 0;
  }
  a {
    color: var(--_primary);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 12px;
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
  button:not([aria-disabled='true']):hover {
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
  /* Off, but what it says is what the user waits for. */
  .primary[aria-disabled='true'] {
    opacity: 1;
    background: var(--_raised);
    color: var(--_text);
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
      flex-direction: column;
      margin-top: 24px;
    }
    dialog > .actions .primary {
      order: -1;
    }
  }
  /* Without colors of its own the primary button would be as the others, and an icon as on the surface that is gone. */
  @media (forced-colors: active) {
    .primary {
      forced-color-adjust: none;
      border-color: ButtonText;
      background: ButtonText;
      color: ButtonFace;
    }
    [aria-disabled='true'] {
      opacity: 1;
      border-color: GrayText;
      color: GrayText;
    }
    .primary[aria-disabled='true'] {
      border-color: GrayText;
      background: Canvas;
      color: GrayText;
    }
    :focus {
      outline-color: Highlight;
    }
    svg {
      color: CanvasText !important;
    }
  }
  .record {
    display: none;
  }
  /* A page to file: the dialog alone, in black on white, with what it is about, and nothing to press. */
  @media print {
    dialog,
    section {
      --_surface: #fff;
      --_text: #000;
      --_muted: #333;
    }
    dialog {
      position: absolute;
      margin: 0;
      width: 100%;
      max-width: none;
      height: auto;
      max-height: none;
      padding: 16px;
      border: 0;
      overflow: visible;
      box-shadow: none;
    }
    dialog::backdrop {
      background: #fff;
    }
    .record {
      display: grid;
      grid-template-columns: max-content 1fr;
      gap: 8px 24px;
      margin: 24px 0 0;
      padding-top: 16px;
      border-top: 1px solid;
    }
    dd {
      margin: 0;
      font-weight: 600;
    }
    .actions,
    button {
      display: none;
    }
    :focus {
      outline: none;
    }
  }
`;
