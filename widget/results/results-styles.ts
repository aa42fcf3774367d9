/** The order of a result's actions. In a row the quiet one is first; below each other the primary is first and the quiet one last. */
import { css } from 'lit';

export const resultsStyles = css`
  dialog > .actions {
    gap: 12px;
  }
  .actions .link {
    min-width: var(--_target);
    margin-inline-end: auto;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_primary);
    text-align: center;
    text-decoration: underline;
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
    }
  }
`;
