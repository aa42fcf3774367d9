/**
 * The center in the page: in the page's own font, each row from its top down, so that nothing moves
 * when the status arrives. Contrast 7.
 */
import { css } from 'lit';

export const centerStyles = css`
  section {
    --_what: min(var(--_size) * 16.5, 37%); /* on a narrow page the state needs the room */
    --_pad: 24px;
    --_in: 16px; /* from a frame to its text, which stands at the edge of the row's text */
  }
  section ul,
  section ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  section p {
    margin: 0;
  }
  section .name {
    font-weight: 600;
  }
  .row {
    display: grid;
    grid-template: auto auto 1fr / minmax(8em, var(--_what)) minmax(0, 1fr) 9em;
    align-content: start;
    gap: 0 24px;
    box-sizing: border-box;
    min-height: 6em;
    padding: var(--_pad);
  }
  .history,
  section .help,
  section ::slotted(*) {
    border-top: 1px solid var(--_line);
  }
  /* Above the state, over the whole width; empty until there is news. */
  .news {
    grid-area: 1 / 1 / auto / -1;
  }
  .news p {
    margin-bottom: 16px;
    font-weight: 600;
  }
  .what {
    grid-row: 2 / span 2;
  }
  .state {
    grid-area: 2 / 2;
    color: var(--_muted);
  }
  .state b {
    margin-right: 0.8em;
    font-weight: 600;
  }
  /* The detail stands beside the state after a dot, or whole under it, where the dot is cut off. */
  .state .marked {
    display: flex;
  }
  .state svg {
    flex: none;
    margin-top: 0.175em;
  }
  .said {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline; /* the state stays where it is when the detail arrives */
    overflow: hidden;
    text-wrap: balance;
  }
  .detail {
    margin-left: -0.55em;
    padding-left: 0.55em;
    font-size: 0.875em;
    text-indent: -0.55em;
  }
  .dot {
    display: inline-block;
    width: 0.55em;
    text-indent: 0;
    white-space: pre;
  }
  .act {
    display: grid;
    align-self: start;
    z-index: 1; /* above the remarks, which are as wide as both columns */
    gap: 8px;
    grid-row: 2 / span 2;
    grid-column: 3;
  }
  .remarks {
    display: grid;
    grid-area: 3 / 2 / auto / -1;
    gap: 4px;
  }
  /* Why, whom to ask or what to check, and apart from it how many attempts are left. */
  .why .remarks {
    gap: 8px;
    margin: 8px 0;
  }
  .why .under:first-child {
    font-size: 1em;
  }
  #trouble {
    grid-column: 1 / span 2;
  }
  section .about,
  .more:not(.due) > p:not(.name) {
    color: var(--_muted);
    font-size: 0.875em;
  }
  /* As the title of a limit in the counter's line. */
  .remarks b {
    color: var(--_text);
    font-size: calc(1em / 0.875);
  }
  .due .again,
  .due #news,
  .answer .reference {
    margin-top: 16px;
  }
  .due #news {
    margin-bottom: 8px;
  }
  .remarks .help,
  .remarks ::slotted(*) {
    padding: 0 !important;
    border: 0;
    font-size: 1em;
  }
  /* Every line stands beside the icon, none under it. */
  section .marked {
    display: block;
    padding-left: calc(1.25em + 8px);
  }
  section .marked svg {
    float: left; /* no line ends after it */
    margin-top: 0.175em;
  }
  .under {
    padding-left: calc(1.43em + 8px);
  }
  /* Below the columns, over the whole width: sentences, and the action under them. */
  .more {
    display: grid;
    grid-column: 1 / -1;
    justify-items: start;
    margin-top: 16px;
  }
  .urgent summary {
    padding: 9px 0; /* as high as a button */
    color: var(--_primary);
    cursor: pointer;
  }
  .due > button,
  .quiet > .primary,
  button + p {
    margin-top: 8px;
  }
  /* An action that few need does not look like the next step. */
  .row .quiet button:not(.primary) {
    justify-self: start;
    text-align: start;
    padding-left: 0;
    padding-right: 0;
    border: 0;
    background: none;
    color: var(--_primary);
    text-decoration: underline;
  }
  /* A note that does not stand in the way, in the color of what needs attention. */
  .due {
    margin: 16px calc(-1px - var(--_in)) 0;
    padding: 16px var(--_in);
    border: 1px solid var(--_warning);
    border-radius: var(--_radius);
  }
  @supports (color: color-mix(in srgb, red, red)) {
    .due {
      border-color: color-mix(in srgb, var(--_warning) 35%, var(--_surface));
      background: color-mix(in srgb, var(--_warning) 8%, var(--_surface));
    }
  }
  .row .waits {
    border-color: var(--_primary);
    background: none;
  }
  /* Links that are as high as buttons: the frame is as near to their text as to the one above. */
  .due .quiet {
    display: flex;
    flex-wrap: wrap;
    column-gap: 24px;
    margin-bottom: -4px;
  }
  .state .certified,
  .news .certified,
  .outcome.certified {
    color: var(--_success);
  }
  .state .pending {
    color: var(--_primary);
  }
  .state .lapsed {
    color: var(--_warning);
  }
  section .fault {
    color: var(--_danger);
  }
  .bone {
    width: 6em;
    margin-top: 0.3em;
    margin-bottom: 0.3em;
  }
  .row :not(.reference) > button {
    width: auto;
    min-width: 0;
    padding-left: 16px;
    padding-right: 16px;
  }
  .row .reference {
    margin: 0;
    padding: 0;
    border: 0;
  }
  /* The note and the link in one place, as high as the higher one. */
  .business {
    display: grid;
    align-items: center;
    justify-items: start;
    min-height: calc(var(--_target) + 33px);
    box-sizing: border-box;
    padding: 16px var(--_pad);
    border-bottom: 1px solid var(--_line);
    border-radius: var(--_radius) var(--_radius) 0 0;
    background: var(--_raised);
  }
  .business > * {
    grid-area: 1 / 1;
  }
  .placeholder {
    visibility: hidden;
  }
  .business a {
    box-sizing: border-box;
    min-height: var(--_target);
    padding: 8px 24px;
    border: 1px solid var(--_primary);
    border-radius: var(--_radius);
    text-decoration: none;
  }
  section p.history,
  .history summary {
    box-sizing: border-box;
    min-height: 3.25em;
    padding: 0.825em var(--_pad);
    font-size: 0.9375em;
  }
  section .help,
  section ::slotted(*) {
    margin: 0 !important; /* a page's own reset would win over the space of what it has slotted */
    padding: 16px var(--_pad) !important;
    font-size: 0.9375em;
  }
  .history summary {
    outline-offset: -4px; /* the ring stays within the card */
    width: fit-content;
    cursor: pointer;
  }
  .history ol {
    padding: 0 var(--_pad) 16px;
  }
  /* The outcome stands under the state. */
  .history li {
    --_time: 8.5em;
    display: grid;
    grid-template-columns: var(--_time) minmax(7em, calc(var(--_what) - 8px - var(--_time))) 1fr;
    gap: 0 16px;
    margin-top: 8px;
    font-size: 0.9375em;
  }
  .history:lang(en) li {
    --_time: 10.5em;
  }
  .history time {
    font-variant-numeric: tabular-nums;
  }
  .history .by {
    color: var(--_muted);
  }
  .term {
    word-break: keep-all; /* no line ends within a date */
  }
  .history .terms li {
    grid-template-columns: calc(var(--_what) + 8px) minmax(9em, 1fr) minmax(9em, 1fr);
  }
  .history:lang(en) .terms li {
    grid-template-columns: 21em minmax(9em, 1fr) minmax(9em, 1fr);
  }
  @media (min-width: 900.02px) {
    .why .remarks {
      grid-column: 2; /* not under the button */
    }
  }
  /* Beside the button there is no room for sentences: they stand below it. */
  @media (min-width: 640.02px) and (max-width: 900px) {
    .why .act {
      grid-row: 2;
    }
  }
  @media (min-width: 640.02px) {
    .why .under:first-child {
      padding-left: calc(1.25em + 8px);
    }
    .under > .marked {
      margin-left: calc(-1.25em - 8px);
    }
  }
  @media (max-width: 640px) {
    section {
      --_pad: 16px;
      --_in: 8px;
    }
    .row {
      grid-template: none / minmax(0, 1fr);
    }
    .row > *,
    #trouble {
      grid-area: auto / 1;
    }
    .state {
      margin-top: 8px;
    }
    .under {
      padding-left: 0;
    }
    /* Why, and whom to ask, comes before the button. */
    .why .act,
    .why .more {
      order: 1;
    }
    .act:not(:empty) {
      margin-top: 8px;
      margin-bottom: 8px;
    }
    .more {
      justify-items: stretch;
    }
    .business {
      justify-items: stretch;
    }
    .business a {
      text-align: center;
    }
    .history li + li {
      margin-top: 12px;
    }
    .history li {
      grid-template-columns: max-content 1fr;
    }
    .history .outcome {
      grid-column: 1 / -1;
    }
    .history .terms.terms li {
      grid-template-columns: 1fr;
    }
  }
  /* On paper, no buttons and links. */
  @media print {
    section .record {
      margin: 0;
      padding: 16px var(--_pad);
      border: solid var(--_line);
      border-width: 0 0 1px;
    }
    .row {
      grid-template-columns: minmax(8em, var(--_what)) minmax(0, 1fr);
    }
    .row button,
    .onward,
    .quiet,
    details.history:not([open]),
    .urgent summary {
      display: none;
    }
    .urgent::details-content {
      content-visibility: visible;
    }
  }
`;
