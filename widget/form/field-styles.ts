/**
 * Fields, summary and icons: comes with the form's chunk. All text has a contrast of 7.
 */
import { css } from 'lit';

export const fieldStyles = css`
  :host {
    --_success: var(--unit-certification-success, #0f5a2b);
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --_success: var(--unit-certification-success, #83d99e);
    }
  }
  .slow,
  .consent {
    margin: 0;
  }
  .consent {
    text-spacing-trim: trim-start; /* 《 at the edge of its line */
  }
  a {
    display: inline-block; /* not broken in two */
  }
  .slow,
  .hint {
    color: var(--_muted);
    font-size: 0.875em;
    line-height: 1.5;
  }
  .hint {
    margin-bottom: 6px;
    text-wrap: balance; /* no line with one short phrase */
  }
  .hint:has(> .unbroken, > a) {
    text-wrap: wrap; /* balanced, the line would not end at the comma ahead of it */
  }
  .field,
  fieldset {
    min-width: 0;
    margin: 24px 0 0;
    padding: 0;
    border: 0;
  }
  label,
  legend,
  .field > :first-child {
    padding: 0;
    font-weight: 600; /* the whole line: in quirks mode its height is that of the texts alone */
  }
  .star {
    color: var(--_danger);
    padding-left: 4px;
  }
  input {
    font: inherit;
    color: inherit;
  }
  .field input {
    box-sizing: border-box;
    outline-offset: 0; /* clear of the hint */
    width: 100%;
    min-height: var(--_target);
    padding: 8px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .field input[aria-invalid='true'] {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
  }
  .error,
  .summary p {
    color: var(--_danger);
    font-weight: 600;
  }
  /* Its second line starts under the first word. */
  .error {
    display: flex;
    margin: 8px 0 0;
    font-size: 0.875em;
  }
  .error.warning {
    color: var(--_warning);
  }
  .summary {
    margin: 0 0 8px;
    padding: 8px 16px 6px;
    border: 2px solid var(--_danger);
    border-radius: var(--_radius);
  }
  .summary p {
    margin: 0;
  }
  .summary ul {
    display: grid; /* row by row, like the fields */
    grid-template-columns: repeat(auto-fill, minmax(min(13em, 100%), 1fr));
    column-gap: 16px;
    padding: 0;
    list-style: none;
  }
  .summary:lang(en) ul {
    grid-template-columns: repeat(auto-fill, minmax(min(18em, 100%), 1fr));
  }
  ul {
    margin: 0;
    padding-left: 28px;
  }
  .link {
    width: auto;
    min-width: 0;
    padding: 2px 0;
    border: 0;
    background: none; /* the shadow of an edge shows below it */
    text-align: start;
    text-decoration: underline;
    color: var(--_danger);
  }
  .field .link {
    color: var(--_primary);
  }
  @media (pointer: fine) {
    .summary .link {
      min-height: calc(var(--_target) - 16px);
    }
  }
  fieldset {
    position: relative;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: 0;
    overflow: hidden;
    clip-path: inset(50%);
  }
  /* Without colors the edge shows what is wrong. The padding shrinks by it, so that nothing
     moves. */
  @media (forced-colors: active) {
    .field input[aria-invalid='true'] {
      padding: 5px 9px;
      border: 4px solid CanvasText;
    }
  }
  /* One in the place of the other, so that nothing moves. */
  .swap {
    display: grid;
    place-items: center;
  }
  .swap > span {
    display: block; /* also while it is hidden */
    grid-area: 1 / 1;
  }
  [hidden] {
    visibility: hidden;
  }
  form p .icon {
    color: inherit;
    width: 1.25em;
    height: 1.25em;
    margin: 0 6px 0 0;
    vertical-align: -0.25em;
  }
  .error .icon {
    margin-top: 0.175em;
  }
  .success {
    color: var(--_success);
  }
  .danger {
    color: var(--_danger);
  }
`;
