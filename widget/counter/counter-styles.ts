/** The case in the center, and its papers there and in dialogs. */
import { css } from 'lit';

export const counterStyles = css`
  .facts {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 8px 24px;
    margin: 16px 0 0;
  }
  .facts dt {
    font-weight: 600;
  }
  .facts dd {
    margin: 0;
    font-weight: normal;
  }
  .facts p,
  .facts ::slotted(*) {
    margin: 0 !important; /* a page's own margins would win */
  }
  @media (max-width: 480px) {
    .facts {
      grid-template-columns: 1fr;
      row-gap: 0;
    }
    .facts dd + dt {
      margin-top: 8px;
    }
  }
  .paper {
    display: list-item;
    margin-inline-start: 1.25em;
    list-style: disc;
  }
  /* The number of the case is the one to tell. */
  .number b {
    font-size: 1.125em;
    letter-spacing: 0.05em;
    white-space: nowrap;
    user-select: all;
  }
  h2 + .reference {
    margin: 0 0 16px;
    padding: 0 0 8px;
    border: 0;
    border-bottom: 1px solid var(--_line);
  }
  h2 + .reference .submission {
    font-size: 1.5em;
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
  /* On paper the unit and the number, as large as an officer reads it, come before the title; without :has() after it. */
  @media print {
    dialog:has(.paper) {
      display: flex;
      flex-direction: column;
    }
    dialog:has(.paper) .record {
      order: -2;
      margin: 0;
      padding: 0 0 16px;
      border-top: 0;
    }
    dialog:has(.paper) .reference {
      order: -1;
      margin: 0 0 24px;
    }
    dialog .reference .submission {
      font-size: 1.75em;
    }
  }
  .due .icon {
    width: 1.25em;
    height: 1.25em;
    color: inherit;
  }
`;
