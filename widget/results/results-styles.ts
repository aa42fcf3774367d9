/** The quiet action of a result: first in the row, and the last one where actions stand below each other. */
import { css } from 'lit';

export const resultsStyles = css`
  .actions .link {
    margin-inline-end: auto;
    text-align: center;
  }
  @media (max-width: 480px) {
    .actions .link {
      order: 1;
      margin: 0;
    }
  }
`;
