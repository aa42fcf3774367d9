/**
 * How a form in a dialog is laid out: a middle that scrolls between title and actions, and two
 * columns where there is room.
 */
import { css } from 'lit';

export const dialogLayout = css`
  dialog {
    --_inset: 32px; /* its own padding */
    /* A shadow at the edge that hides something. */
    --_edges:
      linear-gradient(var(--_surface) 30%, transparent) top / 100% 32px no-repeat local,
      linear-gradient(transparent, var(--_surface) 70%) bottom / 100% 32px no-repeat local,
      linear-gradient(var(--_shade), transparent) top / 100% 10px no-repeat scroll,
      linear-gradient(transparent, var(--_shade)) bottom / 100% 10px no-repeat scroll;
  }
  .context {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 24px;
  }
  /* Under the unit and the hint, which share a line. */
  .context .intent {
    flex: 1 1 100%;
    order: 1;
    margin: 8px 0 4px;
  }
  .context .hint:not(.intent) {
    margin: 0;
  }
  .unit {
    display: flex;
    flex-wrap: wrap;
    column-gap: 12px;
    margin: 0;
  }
  .unit span {
    color: var(--_muted);
  }
  /* A form in a dialog: title and actions stay, the middle scrolls. */
  dialog.form {
    display: flex;
    flex-direction: column;
    width: min(760px, 100% - 32px);
    max-height: calc(100% - 16px);
    padding: 0;
    overflow: hidden;
  }
  dialog.form form {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  dialog.form .head,
  dialog.form .middle,
  dialog.form .foot {
    padding-left: var(--_inset);
    padding-right: var(--_inset);
  }
  dialog.form .head {
    padding-top: 24px;
  }
  dialog.form h2 {
    margin-bottom: 4px;
  }
  dialog.form .middle {
    flex: 1;
    min-height: 0;
    padding-top: 8px;
    overflow: auto;
    overscroll-behavior: contain;
    background: var(--_edges);
  }
  dialog.form .help,
  dialog.form ::slotted(*) {
    margin-top: 4px;
  }
  dialog.form .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 24px;
    padding-top: 8px;
    padding-bottom: 24px;
  }
  dialog.form .consent {
    text-align: end;
  }
  dialog.form .actions {
    margin: 0 0 0 auto;
  }
  /* Row by row; 640 pixels of dialog are 704 of window. The options of a choice that has a whole
     row stand beside each other. */
  @media (min-width: 704px) {
    dialog.form .fields,
    fieldset.wide {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    fieldset.wide {
      display: grid;
      column-gap: 24px;
    }
    .wide,
    .wide > legend {
      grid-column: 1 / -1;
    }
    .wide > legend {
      float: left; /* else Chromium 86 keeps its place twice */
    }
  }
  .review {
    margin: 0;
  }
  .review > div {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 16px;
    padding: 8px 0;
    border-bottom: 1px solid var(--_line);
  }
  .review dt {
    flex: 0 0 10em;
    color: var(--_muted);
  }
  .review dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .review dd:last-child {
    margin-inline-start: auto;
  }
  .review .link {
    color: var(--_primary);
  }
  /* In steps nothing says what the star means, and there is nothing that may be left out. */
  dialog.form:not(.columns) .star {
    display: none;
  }
  dialog.form .field,
  dialog.form .summary,
  dialog.form fieldset {
    scroll-margin-block: var(--_clear, 24px);
  }
  dialog.form .choice {
    scroll-margin-block: 7px; /* with its ring, and nothing of the choice above */
  }
  @media (max-width: 480px) {
    dialog {
      --_inset: 16px;
    }
    dialog.form .consent {
      text-align: start;
    }
    .review > div {
      padding: 4px 0 0;
    }
    .review dt {
      flex-basis: 100%; /* the answer and its button share the line below */
    }
    dialog.form {
      width: 100%;
      max-height: 100%;
    }
    dialog.form .head {
      padding-top: 16px;
    }
    dialog.form .middle {
      padding-top: 4px;
    }
    dialog.form .hint {
      margin-bottom: 4px;
    }
    dialog.form .foot {
      padding-bottom: max(12px, env(safe-area-inset-bottom));
    }
    dialog.form .actions {
      flex: 1 1 100%;
      flex-flow: row wrap-reverse; /* the primary above the others where a row has no room for all */
      gap: 8px;
    }
    dialog.form .actions button {
      flex: 1 0 auto; /* as their words need it: none is broken */
      width: auto;
      min-width: 0;
      padding: 8px;
    }
    dialog.form .actions .primary {
      flex-grow: 4;
    }
    /* Two lines: the unit's name, which needs no label here, and what is said in small type. */
    dialog.form .context {
      column-gap: 12px;
    }
    dialog.form .unit {
      display: contents;
    }
    dialog.form .unit > :first-child {
      position: absolute;
      clip-path: inset(50%);
    }
    dialog.form .unit strong {
      flex: 1 1 100%;
    }
    dialog.form .unit strong + span {
      font-size: 0.875em;
      line-height: 1.5;
    }
    :host([data-unit-certification='large']) dialog.form .unit strong + span,
    :host([data-unit-certification='large']) dialog.form .consent {
      font-size: 0.8em; /* 16 pixels: beside the step; and lines that leave the fields their room */
    }
  }
  /* Without colors there is no shadow: an edge under the title and above the actions. */
  @media (forced-colors: active) {
    dialog.form .middle {
      border: solid;
      border-width: 2px 0;
    }
  }
  @media print {
    .context .hint,
    .review,
    dialog.form .star,
    dialog.form .foot {
      display: none;
    }
    dialog.form {
      --_inset: 0px;
    }
    dialog.form .head {
      padding-top: 0;
    }
  }
  @media print, (max-height: 25em) {
    dialog.form .middle {
      background: none;
      overflow: visible;
    }
  }
  /* At 200 % and more, or above a phone's keyboard, title, consent and actions would leave little
     between them: the dialog scrolls as a whole, and the consent stays beside the button. An em is
     the user's own. */
  @media (max-height: 25em) {
    dialog {
      background: var(--_edges), var(--_surface);
    }
    dialog.form {
      --_clear: 4px;
      display: block;
      overflow: auto;
    }
    dialog.form form {
      display: block;
    }
  }
`;
