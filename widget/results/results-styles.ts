/** The second layer of a dialog, and its × in the corner. */
import { css } from 'lit';

export const resultsStyles = css`
  dialog {
    --_bottom: 32px; /* its own padding */
  }
  /* The page behind it still shows what belongs to the former user. */
  dialog.alone::backdrop {
    background: #10161c;
  }
  .closable {
    padding-inline-end: var(--_target);
  }
  .close {
    display: grid;
    position: absolute;
    top: 20px;
    right: 16px;
    place-items: center;
    width: var(--_target);
    min-width: 0;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_muted);
  }
  .close svg {
    width: 1.5em;
  }
  .below {
    margin: 24px calc(-1 * var(--_inset)) calc(-1 * var(--_bottom));
    padding: 12px var(--_inset) 24px;
    border-top: 1px solid var(--_line);
    background: var(--_raised);
  }
  .below > p {
    margin: 8px 0 0;
  }
  .below .help,
  .below ::slotted(*) {
    margin: 8px 0 0 !important; /* a page's own margins would win */
  }
  .below .reference {
    margin-top: 0;
    border: 0;
  }
  .others summary {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: var(--_target);
    color: var(--_primary);
    font-weight: 600;
    list-style: none;
    cursor: pointer;
  }
  .others summary::-webkit-details-marker {
    display: none;
  }
  .others summary::before {
    content: '';
    width: 0.5em;
    height: 0.5em;
    border: solid;
    border-width: 0 2px 2px 0;
    transform: rotate(-45deg);
  }
  .others[open] summary::before {
    transform: translateY(-25%) rotate(45deg);
  }
  .way {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px 24px;
    padding: 8px 0;
  }
  .way + .way,
  .others[open] + * {
    border-top: 1px solid var(--_line);
  }
  .way p {
    margin: 0;
  }
  .way button {
    flex: none;
  }
  @media (max-width: 480px) {
    dialog {
      --_bottom: max(24px, env(safe-area-inset-bottom));
    }
    /* One line, where the words allow it; the fields of a form need the room. */
    :host([data-unit-certification='large']) h2 {
      font-size: 1.15em;
    }
    .close {
      top: 12px;
      right: 4px;
    }
    .way {
      flex-direction: column;
      align-items: stretch;
    }
  }
  @media (max-height: 25em) {
    dialog {
      --_bottom: max(16px, env(safe-area-inset-bottom));
    }
    .close {
      top: 4px;
    }
  }
  @media print {
    .below,
    dialog.alone::backdrop {
      background: none;
    }
    .close {
      display: none;
    }
    .others::details-content {
      display: block;
      content-visibility: visible;
    }
  }
`;
