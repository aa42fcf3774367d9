/** `<unit-certification>` itself in the page. */
import { css } from 'lit';

export const certificationStyles = css`
  /* Takes no space. A rule of the page such as :empty { display: none } hides no dialog; what it hides by intention stays hidden. */
  :host {
    display: contents !important;
  }
  :host([hidden]),
  :host([style*='display: none']),
  :host([style*='display:none']) {
    display: none !important;
  }
`;
