/** The case in the center, and its papers there and in dialogs. */
import { css } from 'lit';

export const counterStyles = css`
  .paper {
    display: list-item;
    margin-inline-start: 1.25em;
    list-style: disc;
  }
  /* The case at the counter: its number is the one to tell, its papers stand one a line. */
  .row .case {
    grid-template-columns: minmax(0, 1fr);
    border-color: var(--_primary);
    background: none;
  }
  .number b {
    font-size: 1.125em;
    letter-spacing: 0.05em;
    white-space: nowrap;
    user-select: all;
  }
  .case .number b {
    margin-left: 0.25em;
    font-size: 1.5em;
    color: var(--_text);
  }
  .due .said-more {
    color: inherit;
    font-size: 1em;
  }
  .case .name {
    color: inherit;
  }
  .case .number {
    padding-left: 0;
  }
  .answer svg {
    width: 1.25em;
    height: 1.25em;
    color: inherit;
  }
  .row .case .quiet button,
  .row .case ~ .quiet button {
    padding-inline-start: 0;
  }
  .row .whole .name {
    color: inherit;
    font-size: 1em;
  }
  /* What follows the case stands under its text. */
  .row .case ~ .more,
  .row .answer ~ .more {
    grid-column: 1 / -1;
    margin-top: 16px;
    padding: 0 8px;
  }
  .case ~ .more .marked,
  .case ~ .more .under,
  .answer ~ .more .marked,
  .answer ~ .more .under {
    padding-left: 0;
  }
  .case .quiet,
  .case ~ .quiet {
    display: flex;
    flex-wrap: wrap;
    gap: 0 24px;
  }
`;
