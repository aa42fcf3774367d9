/** `<unit-certification-center>` itself in the page, until its part has loaded, and when it cannot be loaded. */
import { css } from 'lit';

export const centerHostStyles = css`
  :host {
    display: block;
    /* As high as most states, and to the end of an office screen: nothing below is seen to move when the status comes. */
    min-height: calc(var(--_size) * 34);
  }
  :host([hidden]),
  :host([style*='display: none']),
  :host([style*='display:none']) {
    display: none !important;
  }
  .loading {
    max-width: 60em;
    border-color: var(--_line);
    font-family: var(--unit-certification-font, inherit);
  }
  .loading .row {
    display: flex;
    flex-wrap: wrap;
    align-content: center;
    box-sizing: border-box;
    min-height: 6em;
    gap: 16px 24px;
    padding: 16px 24px;
  }
  .loading .row + .row {
    border-top: 1px solid var(--_line);
  }
  .loading .row > * {
    flex: 0 1 11.5em;
    margin: 0;
  }
  .bone {
    height: 1em;
    align-self: center;
    border-radius: 4px;
    background: var(--_line);
    opacity: 0.6;
  }
  /* Stands for the center when it cannot be fetched: the card that its other troubles have. */
  .missing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 16px 24px;
    max-width: 60em;
    padding: 16px 24px;
    border-color: var(--_line);
    font-family: var(--unit-certification-font, inherit);
  }
  .missing div {
    flex: 1 1 16em;
  }
  .missing p {
    margin: 0 0 0 1.75em;
  }
  .missing .help,
  .missing ::slotted(*) {
    margin: 8px 0 0 1.75em;
  }
  .missing .problem {
    color: var(--_warning);
    font-weight: 600;
  }
  .missing p + p {
    color: var(--_muted);
    font-size: 0.875em;
  }
  .missing button {
    flex: 0 0 8.5em;
    min-width: 0;
    padding-left: 16px;
    padding-right: 16px;
  }
  @media (max-width: 640px) {
    .missing {
      padding: 16px;
    }
    .missing > div,
    .missing > button {
      flex: 1 1 100%;
    }
  }
  .missing svg {
    width: 1.25em;
    height: 1.25em;
    margin: 0 0.5em 0 -1.75em;
    vertical-align: -0.25em;
    color: inherit;
  }
`;
