/** The looks of dialogs and of the elements' sections in the page: in the entry script. */
import { css } from 'lit';

export const surfaceStyles = css`
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
    word-break: keep-all; /* Chinese at its commas, and within a word only where a phrase has no room */
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
  /* Chinese fonts, which a Chinese system also has as its own, draw the quotes of English as
     wide as a character. Linux takes one for the weight 600 where only sans-serif fits. */
  dialog:lang(en),
  section:lang(en) {
    font-family: var(--unit-certification-font, 'Segoe UI', 'Noto Sans', 'Open Sans', Arial, sans-serif);
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
  /* A heading or a notice takes the focus to be read, and cannot be pressed. */
  [tabindex]:focus {
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
  }
  .unbroken {
    white-space: nowrap;
  }
  .help,
  dialog ::slotted(*) {
    margin: 16px 0 0;
  }
  /* A hotline and its hours: each in one line. */
  .help,
  slot {
    text-wrap: balance;
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
  /* A disabled primary button keeps its full contrast, because the user waits for what it says. */
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
    button {
      width: 100%;
    }
    .actions {
      flex-direction: column-reverse;
      margin-top: 24px;
    }
  }
  /* Without colors of its own the primary button would be as the others, and an icon as on the
     surface that is gone. */
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
`;
