/** The center in the page: in the page's own font, with rows of equal height, so that nothing moves when the status arrives. Contrast 7. */
import { css } from 'lit';
import { referenceStyles } from '../results/reference.ts';

export const centerStyles = css`
  ${referenceStyles}
  section {
    --_quiet: var(--unit-certification-text-muted, color-mix(in srgb, var(--_surface), var(--_text) 80%));
    --_good: var(--unit-certification-success, #0f5a2b);
    --_warn: var(--unit-certification-warning, #6b3d00);
    max-width: 60em;
    border: 1px solid color-mix(in srgb, var(--_border) 35%, var(--_surface));
    font-family: var(--unit-certification-font, inherit);
  }
  @media (prefers-color-scheme: dark) {
    section {
      --_good: var(--unit-certification-success, #83d99e);
      --_warn: var(--unit-certification-warning, #ffc069);
    }
  }
  section :is(ul, ol) {
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
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 24px;
    box-sizing: border-box;
    min-height: 6em;
    padding: 16px 24px;
  }
  .row + .row,
  .history,
  section .help,
  section ::slotted(*) {
    border-top: 1px solid color-mix(in srgb, var(--_border) 35%, var(--_surface));
  }
  .what {
    flex: 1 1 11.5em;
    outline: none;
  }
  .state {
    flex: 1 1 12em;
    color: var(--_quiet);
  }
  .state b {
    margin-right: 0.55em;
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
    overflow: hidden;
    text-wrap: balance;
  }
  .detail {
    display: inline-block;
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
    display: flex;
    flex-direction: column;
    gap: 8px;
    flex: 0 0 8.5em;
  }
  section .about,
  .more p {
    color: var(--_quiet);
    font-size: 0.875em;
  }
  /* Every line stands beside the icon, none under it. */
  section .marked {
    padding-left: calc(1.25em + 8px);
  }
  .under {
    overflow-wrap: anywhere;
    padding-left: calc(1.43em + 8px);
  }
  .more {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 24px;
    flex: 1 0 100%;
  }
  /* What few need does not look like the next step. */
  .more.quiet {
    gap: 0 16px;
  }
  .more.quiet button {
    flex: none;
    padding-inline: 0;
    border: 0;
    color: var(--_primary);
    text-align: start;
    text-decoration: underline;
  }
  .quiet + .quiet {
    margin-top: -8px;
  }
  .more > div {
    flex: 1 1 16em;
  }
  .refusal {
    padding-left: calc(1.25em + 8px);
  }
  .refusal .reference {
    margin: 0;
    padding: 0;
    border: 0;
  }
  .refusal .reference button {
    padding-inline: 0;
  }
  /* A note that does not stand in the way: beside the list, in the color of what needs attention. */
  .due {
    border-bottom: 1px solid color-mix(in srgb, var(--_border) 35%, var(--_surface));
    border-radius: var(--_radius) var(--_radius) 0 0;
    background: color-mix(in srgb, var(--_warn) 8%, var(--_surface));
  }
  .business + div .due {
    border-radius: 0;
  }
  .due .what {
    flex-basis: 24em;
  }
  .more button {
    flex: 0 0 8.5em;
  }
  section svg {
    width: 1.25em;
    height: 1.25em;
    margin: 0 8px 0 calc(-1.25em - 8px);
    vertical-align: -0.25em;
  }
  .state .certified,
  .outcome.certified {
    color: var(--_good);
  }
  .state .pending {
    color: var(--_primary);
  }
  .state .lapsed,
  section .problem {
    color: var(--_warn);
  }
  section .fault {
    color: var(--_danger);
  }
  .bone {
    width: 6em;
  }
  /* Keeps the place of the button, which comes with the state. */
  .room {
    height: var(--_target);
  }
  section[aria-busy='true'] {
    min-height: inherit;
  }
  .row button {
    width: auto;
    min-width: 0;
    padding-inline: 16px;
  }
  .business {
    padding: 16px 24px;
    border-bottom: 1px solid color-mix(in srgb, var(--_border) 35%, var(--_surface));
    border-radius: var(--_radius) var(--_radius) 0 0;
    background: color-mix(in srgb, var(--_primary) 8%, var(--_surface));
  }
  .placeholder {
    visibility: hidden;
  }
  .business a {
    display: inline-block;
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
    padding: 1em 24px;
    font-size: 0.9375em;
    line-height: 1.25;
  }
  section .help,
  section ::slotted(*) {
    margin: 0 !important; /* a page's own reset would win over the space of what it has slotted */
    padding: 16px 24px !important;
    font-size: 0.9375em;
  }
  .history summary {
    width: fit-content;
    cursor: pointer;
  }
  .history ol {
    padding: 0 24px 16px;
  }
  /* The outcome stands under the state: where a row's first two columns share what the third leaves. */
  .history li {
    --_time: 8.5em;
    display: grid;
    grid-template-columns: var(--_time) minmax(9em, calc(50% - 32px - 4.8em - var(--_time))) 1fr;
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
    color: var(--_quiet);
  }
  .history .terms li {
    grid-template-columns: 19em minmax(9em, 1fr) minmax(9em, 1fr);
  }
  .history:lang(en) .terms li {
    grid-template-columns: 21em minmax(9em, 1fr) minmax(9em, 1fr);
  }
  @media (max-width: 640px) {
    .row,
    .business {
      padding: 16px;
    }
    section p.history,
    .history summary {
      padding-inline: 16px;
    }
    section .help,
    section ::slotted(*) {
      padding-inline: 16px !important;
    }
    .history ol {
      padding: 0 16px 16px;
    }
    .row > *,
    .more > :is(div, button),
    .business a {
      flex: 1 1 100%;
    }
    .act {
      margin-top: 4px;
    }
    .act:empty {
      display: none;
    }
    .business a {
      display: block;
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
      padding: 16px 24px;
      border-width: 0 0 1px;
      border-bottom: 1px solid color-mix(in srgb, var(--_border) 35%, var(--_surface));
    }
    .way,
    .act,
    .quiet,
    details.history:not([open]) {
      display: none;
    }
  }
`;
