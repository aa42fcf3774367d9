/** A result's actions: where they stay, and their order. In a row the quiet one is first; below each other the primary is first and the quiet one last. */
import { css } from 'lit';

export const resultsStyles = css`
  /* Where the text is longer than the window the actions stay, on a phone only the next step. At 400 % the dialog scrolls as a whole. */
  @media screen and (min-height: 25em) {
    dialog > .actions,
    .main {
      position: sticky;
      bottom: 0;
      background: var(--_surface);
    }
    dialog a,
    dialog .reference button {
      scroll-margin-bottom: calc(var(--_target) * 2); /* not behind the actions */
    }
    /* The form's edge, until the end of the text. */
    .main::before {
      content: '';
      position: absolute;
      right: 0;
      bottom: 100%;
      left: 0;
      height: 10px;
      background: linear-gradient(transparent, var(--_shade));
      opacity: 0;
      animation: below linear;
      animation-timeline: scroll();
    }
  }
  @keyframes below {
    0%,
    95% {
      opacity: 1;
    }
  }
  @media screen {
    dialog {
      padding-bottom: 0; /* what is sticky keeps clear of it */
    }
  }
  @media screen and (min-width: 480.1px) {
    dialog > .actions {
      margin: 24px calc(-1 * var(--_inset)) 0;
      padding: 8px var(--_inset) 32px;
    }
  }
  .actions .link {
    margin-inline-end: auto;
  }
  /* The others come after the next step, in a row if it has room for them. */
  @media screen and (max-width: 480px) {
    dialog:not(.form) {
      display: flex;
      flex-flow: row wrap;
      column-gap: 12px;
    }
    dialog:not(.form) > *,
    dialog > .actions::after,
    .main {
      flex: 1 0 100%;
    }
    dialog > .actions::after {
      content: '';
      order: 3;
      height: 12px;
    }
    dialog > .actions {
      display: contents;
    }
    .main {
      display: block;
      margin: 16px calc(-1 * var(--_inset)) 0;
      padding: 8px var(--_inset) max(12px, env(safe-area-inset-bottom));
    }
    dialog > .actions > button {
      flex: 1 0 auto;
      order: 1;
      width: auto;
      min-width: 0;
      margin-bottom: 12px;
      padding: 8px;
    }
    dialog > .actions > .link {
      flex-basis: 100%;
      order: 2;
      text-align: center;
    }
  }
`;
