/** `<unit-certification>` itself in the page. */
import { css } from 'lit';

export const certificationStyles = css`
  /* Takes no space. A rule of the page such as :empty { display: none } hides no dialog; what it hides by intention stays hidden. */
  :host(:not([view='center'])) {
    display: contents !important;
  }
  :host([view='center']) {
    display: block;
    min-height: calc(var(--_size) * 21 + 6px);
  }
  :host([hidden]),
  :host([style*='display: none']),
  :host([style*='display:none']) {
    display: none !important;
  }
  /* Stands for the center when it cannot be fetched: the card that its other troubles have. */
  .missing {
    max-width: 60em;
    padding: 24px;
    border-color: var(--_border);
  }
  .missing h2 {
    margin: 0 0 4px;
    font-size: 1em;
  }
  .missing svg {
    width: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
  }
  .missing p {
    margin: 0;
    font-size: 0.875em;
  }
  @media (min-width: 481px) {
    .missing {
      display: grid;
      grid-template-columns: 1fr auto;
      column-gap: 24px;
    }
    .missing .actions {
      grid-area: 1 / 2 / 3;
      align-self: center;
      margin: 0;
    }
  }
`;
