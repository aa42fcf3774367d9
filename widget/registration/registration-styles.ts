/**
 * The registration form in the page, and the portal's slotted fields: in groups, in two columns
 * where there is room.
 */
import { css } from 'lit';
import { referenceStyles } from '../results/reference.ts';

export const registrationStyles = css`
  ${referenceStyles}
  :host {
    display: block;
  }
  section {
    --_aside: 32px;
    color-scheme: inherit; /* the portal's own fields in it keep the page's */
    padding: 32px var(--_aside);
    border: 1px solid var(--_line);
  }
  form {
    --_margin: max(0px, (100% - 760px) / 2);
  }
  .head,
  .middle {
    padding-left: var(--_margin);
    padding-right: var(--_margin);
  }
  @media (min-width: 768px) {
    .group .fields,
    .group fieldset {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .group fieldset {
      display: grid;
      column-gap: 24px;
    }
    legend {
      float: left; /* else Chromium 86 keeps its place twice */
      grid-column: 1 / -1;
    }
    /* The button stands beside the number, in the line of its input. */
    .ask {
      align-self: end;
    }
    @supports (grid-template-rows: subgrid) {
      .ask {
        display: grid;
        grid-row: span 4;
        grid-template-rows: subgrid;
        align-self: stretch;
        justify-items: start;
      }
      .ask button {
        grid-row: 3;
      }
    }
    .fields .note {
      grid-column: 1 / -1;
    }
    .foot .actions {
      width: max-content;
    }
    .foot .primary {
      min-width: 240px;
    }
    slot:not([name])::slotted(input),
    slot:not([name])::slotted(p) {
      max-width: calc(50% - 12px);
    }
  }
  .group .fields {
    margin: 16px 0 -16px;
  }
  .group fieldset {
    margin-top: 16px;
  }
  .group .fields > * {
    min-width: 0;
    margin-bottom: 16px;
  }
  .fields .hint {
    margin-bottom: 8px; /* clear of the focus ring */
  }
  /* As wide as the card. */
  .foot {
    margin: 24px calc(-1 * var(--_aside)) 0;
    padding: 12px calc(var(--_aside) + var(--_margin));
    border-top: 1px solid var(--_line);
    background: var(--_surface);
  }
  .foot .actions {
    margin-top: 0;
  }
  /* Once the last field is filled in, where it leaves room. What is scrolled to keeps clear of
     it. */
  @media (min-height: 480px) {
    .code-typed .foot {
      position: sticky;
      bottom: 0;
      z-index: 1;
      margin-top: 0;
      box-shadow: 0 -10px 10px -10px var(--_shade); /* more may be behind it */
    }
    .code-typed .middle {
      padding-bottom: 24px;
    }
    .field,
    .choice,
    fieldset,
    .ask button,
    .summary,
    .notice,
    .note,
    ::slotted(*) {
      scroll-margin-block: 24px calc(var(--_size) * 10);
    }
  }
  .group {
    margin-top: 40px;
  }
  h2,
  slot:not([name])::slotted(h2) {
    margin: 0;
    padding-bottom: 8px;
    border-bottom: 1px solid var(--_line);
    font-size: 1.125em;
    font-weight: 700;
    line-height: 1.4;
  }
  /* A gap of its own: many pages take the margins of headings away. */
  slot:not([name]) {
    display: block;
    margin-top: 24px;
  }
  slot:not([name])::slotted(*) {
    box-sizing: border-box;
    margin: 16px 0 0;
  }
  slot:not([name])::slotted(h2) {
    margin: 24px 0 0;
  }
  slot:not([name])::slotted(label) {
    display: block;
    font-weight: 600;
  }
  slot:not([name])::slotted(input),
  slot:not([name])::slotted(p) {
    margin: 8px 0 0;
  }
  slot:not([name])::slotted(input) {
    width: 100%;
    min-height: var(--_target);
    padding: 8px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  slot:not([name])::slotted(input:focus-visible) {
    outline: 3px solid var(--_primary);
  }
  .ask button {
    min-width: min(11em, 100%);
    font-weight: 600;
  }
  .ask [aria-disabled='false'] {
    border-color: currentColor;
    color: var(--_primary);
  }
  .ask [aria-disabled='true'] {
    opacity: 1;
    color: var(--_muted);
  }
  @media (forced-colors: active) {
    .ask [aria-disabled='true'] {
      color: GrayText;
    }
    .code-typed .foot {
      border-top-width: 2px;
    }
  }
  .note {
    margin: 0 0 16px;
    color: var(--_muted);
    font-size: 0.875em;
  }
  .note:empty {
    margin: 0;
  }
  .note .error {
    margin: 0;
    font-size: 1em;
  }
  .note.success {
    color: var(--_success);
    font-weight: 600;
  }
  .notice {
    margin-top: 24px;
    padding: 16px;
    border: 1px solid currentColor;
    border-inline-start-width: 6px;
    border-radius: var(--_radius);
    background: var(
      --unit-certification-surface-raised,
      color-mix(in srgb, currentColor 7%, var(--_surface))
    );
  }
  .notice > * {
    color: var(--_text);
  }
  .notice ul + p,
  .notice .help,
  .notice ::slotted(*) {
    margin: 8px 0 0;
  }
  .notice .title {
    display: flex;
    color: inherit;
    font-weight: 600;
  }
  .title .icon {
    margin-top: 0.175em;
  }
  .notice .reference {
    margin-top: 0;
    border: 0;
  }
  .notice :last-child {
    margin-bottom: 0;
  }
  .waiting {
    color: var(--_primary);
  }
  .actions .primary {
    flex: 1;
  }
  .foot p:not(:empty) {
    margin-bottom: 12px;
  }
  @media (max-width: 480px) {
    section {
      --_aside: 16px;
      padding-top: 24px;
      padding-bottom: 24px;
    }
    /* The fields to correct need the room. */
    .refused .foot {
      position: static;
    }
  }
  @media print {
    section {
      padding: 0;
      border: 0;
    }
    form {
      --_margin: 0px;
    }
    .notice {
      background: none;
    }
  }
`;
