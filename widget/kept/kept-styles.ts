/** The case in the center, and its papers there and in dialogs. */
import { css } from 'lit';

export const keptStyles = css`
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
  .below > .facts {
    margin-top: 8px; /* so that a case and the way beside it fit an office screen */
  }
  .facts + .way,
  .way + .facts {
    margin-top: 8px;
    border-top: 1px solid var(--_line);
  }
  .way + .facts {
    padding-top: 8px;
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
  h2 + .reference {
    margin: 0 0 16px;
    padding: 0 0 8px;
    border: 0;
    border-bottom: 1px solid var(--_line);
  }
  h2 + .reference b {
    font-size: 1.5em;
  }
  .row .case .reference {
    margin-bottom: 8px;
  }
  /* On paper the unit and the number, as large as an officer reads it, come before the title;
     without :has() after it. */
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
    dialog .reference b {
      font-size: 1.75em;
    }
  }
  .due .icon {
    color: inherit;
  }
`;
