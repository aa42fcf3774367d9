/** The order of a result's actions. In a row the quiet one is first; below each other the primary is first and the quiet one last. */
import { css } from 'lit';

export const resultsStyles = css`
  .actions .link {
    margin-inline-end: auto;
  }
  @media (max-width: 480px) {
    dialog > .actions {
      flex-direction: column;
    }
    dialog > .actions .primary {
      order: -1;
    }
    .actions .link {
      order: 1;
      margin: 0;
      text-align: center;
    }
  }
`;
