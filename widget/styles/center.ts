/**
 * `<unit-certification-center>` itself in the page, its card, and what is in it until its part has
 * loaded, and when it cannot be loaded.
 */
import { css } from 'lit';

export const centerHostStyles = css`
  :host {
    display: block;
    /* As high as most states, and to the end of an office screen: nothing below is seen to move
       when the status comes. */
    min-height: calc(var(--_size) * 34);
  }
  [part='center'] {
    max-width: 60em;
    border-color: var(--_line);
    font-family: var(--unit-certification-font, inherit);
  }
  [part='center'] svg {
    width: 1.25em;
    height: 1.25em;
    margin: 0 8px 0 calc(-1.25em - 8px);
    vertical-align: -0.25em;
  }
  [part='center'] .problem {
    color: var(--_warning);
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
  .row + .row {
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
    align-items: start;
    gap: 8px 24px;
    box-sizing: border-box;
    min-height: 6em;
    padding: 24px;
  }
  .missing div {
    flex: 1 1 16em;
  }
  .missing p {
    margin: 0 0 0 calc(1.25em + 8px);
  }
  .missing .help,
  .missing ::slotted(*) {
    margin: 8px 0 0 calc(1.25em + 8px);
  }
  .missing .problem {
    font-weight: 600;
  }
  .missing p + p {
    margin-left: calc(1.43em + 8px);
    color: var(--_muted);
    font-size: 0.875em;
  }
  .missing button {
    flex: 0 0 9em;
    min-width: 0;
    padding-left: 16px;
    padding-right: 16px;
  }
  .missing svg {
    color: inherit;
  }
  @media (max-width: 640px) {
    .missing {
      padding: 16px;
    }
    .missing p + p,
    .missing .help,
    .missing ::slotted(*) {
      margin-left: 0;
    }
    .missing > div,
    .missing > button {
      flex: 1 1 100%;
    }
  }
`;
