/** The center in the page: rows of one height, so that nothing moves when the status comes. Contrast 7. */
import { css } from 'lit';

export const centerStyles = css`
  section {
    --_quiet: var(--unit-certification-text-muted, color-mix(in srgb, var(--_surface), var(--_text) 80%));
    --_good: var(--unit-certification-success, #0f5a2b);
    --_warn: var(--unit-certification-warning, #6b3d00);
    --_bad: var(--unit-certification-danger, #99191c);
    border: 1px solid color-mix(in srgb, var(--_border) 45%, var(--_surface));
  }
  @media (prefers-color-scheme: dark) {
    section {
      --_good: var(--unit-certification-success, #83d99e);
      --_warn: var(--unit-certification-warning, #ffc069);
      --_bad: var(--unit-certification-danger, #ffb0a8);
    }
  }
  section ul {
    margin: 0;
    padding: 0;
    list-style: none;
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
  .whole {
    align-content: center;
    min-height: 18em;
  }
  .row + .row {
    border-top: 1px solid color-mix(in srgb, var(--_border) 45%, var(--_surface));
  }
  .what {
    flex: 1 1 10em;
    outline: none;
  }
  .what p {
    margin: 0;
  }
  .what .name {
    font-weight: 600;
  }
  .state {
    color: var(--_quiet);
  }
  .state b {
    font-weight: 600;
  }
  section svg {
    width: 1.25em;
    height: 1.25em;
    margin-right: 8px;
    vertical-align: -0.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
  }
  .state .certified {
    color: var(--_good);
  }
  .state .pending,
  .state .lapsed {
    color: var(--_warn);
  }
  .what .more {
    color: var(--_quiet);
    font-size: 0.875em;
  }
  .what .problem {
    color: var(--_bad);
  }
  .bone {
    height: 1em;
    width: 6em;
    margin: 0.3em 0;
    border-radius: 4px;
    background: color-mix(in srgb, var(--_border) 25%, var(--_surface));
  }
  .bone + .bone {
    width: 10em;
  }
  .row .quiet {
    color: var(--_quiet);
  }
  .row button {
    width: auto;
  }
  @media (max-width: 480px) {
    .row {
      padding: 16px;
    }
    .two .what {
      flex-basis: 100%;
    }
    .two button {
      width: 100%;
    }
  }
`;
