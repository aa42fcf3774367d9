/** A result's actions: where they stay, and their order. In a row the quiet one is first; below each other the primary is first and the quiet one last. */
import { css } from 'lit';

export const resultsStyles = css`
  /* Where the text is longer than the window the actions stay, with a shadow until its end. At 400 % the dialog scrolls as a whole. */
  @media screen and (min-height: 25em) {
    dialog {
      --_inset: 32px;
      padding-bottom: 0;
    }
    dialog > .actions {
      position: sticky;
      bottom: 0;
      margin: 24px calc(-1 * var(--_inset)) 0;
      padding: 8px var(--_inset) 32px;
      background: var(--_surface);
      animation: below linear;
      animation-timeline: scroll();
    }
    dialog a,
    dialog .reference button {
      scroll-margin-bottom: calc(var(--_target) * 4); /* not behind the actions */
    }
  }
  @media screen and (min-height: 25em) and (max-width: 480px) {
    dialog {
      --_inset: 16px;
    }
    dialog > .actions {
      margin-top: 16px;
      padding-bottom: max(24px, env(safe-area-inset-bottom));
    }
  }
  @keyframes below {
    0%,
    95% {
      box-shadow:
        0 -1px var(--_line),
        0 -10px 10px -10px var(--_shade);
    }
  }
  .actions .link {
    margin-inline-end: auto;
  }
  @media (max-width: 480px) {
    dialog > .actions {
      flex-direction: column;
    }
    dialog > .actions .primary {
      order: -1;
    }
    .actions .link {
      order: 1;
      margin: 0;
      text-align: center;
    }
  }
`;
