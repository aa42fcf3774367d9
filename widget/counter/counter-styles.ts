/** The case in the center, and its papers there and in dialogs. */
import { css } from 'lit';

export const counterStyles = css`
  .paper {
    display: list-item;
    margin-inline-start: 1.25em;
    list-style: disc;
  }
  /* The case at the counter: its number is the one to tell, its papers stand one a line. */
  .row .case,
  .row .last {
    grid-template-columns: minmax(0, 1fr);
  }
  .row .case {
    border-color: var(--_primary);
    background: none;
  }
  .case .number b {
    font-size: 1.25em;
    letter-spacing: 0.05em;
    white-space: nowrap;
    user-select: all;
  }
  .case .number,
  .case .said-more {
    color: inherit;
    font-size: 1em;
  }
  .row .case .quiet button {
    padding-inline-start: 0;
  }
  .row .last {
    margin-top: 16px;
  }
  .case .quiet {
    display: flex;
    flex-wrap: wrap;
    gap: 0 24px;
  }
`;
