/** `<unit-certification>` itself in the page. */
import { css } from 'lit';

export const certificationStyles = css`
  /* Takes no space. A rule of the page such as :empty { display: none } hides no dialog. */
  :host {
    display: contents !important;
  }
`;
