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
`;
