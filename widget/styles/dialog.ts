/** A dialog over the page, after `surfaceStyles`: in the entry script. */
import { css } from 'lit';

export const dialogStyles = css`
  /* An element that the page hides stays hidden. */
  :host([hidden]),
  :host([style*='display: none']),
  :host([style*='display:none']) {
    display: none !important;
  }
  dialog {
    position: fixed;
    top: 0;
    right: 0;
    bottom: 0;
    left: 0;
    margin: auto;
    width: min(35em, 100% - 32px);
    height: fit-content;
    max-height: calc(100% - 32px);
    padding: 32px;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-color: var(--_border) transparent; /* the browser's is white in the dark */
    box-shadow: 0 16px 48px #0f1d2b47;
  }
  /* Closed while the page shows a modal box. It keeps its size: with display: none the dialog
     controller's ResizeObserver could not see that its place is hidden or shown. */
  dialog:not([open]) {
    visibility: hidden;
  }
  dialog::backdrop {
    background: #0000008c;
  }
  @media (max-width: 480px) {
    dialog {
      margin-bottom: 0;
      width: 100%;
      max-height: 100%;
      padding: 24px 16px max(24px, env(safe-area-inset-bottom));
      border-radius: var(--_radius) var(--_radius) 0 0;
    }
  }
  /* At 200 % and more: the room is for the text, and for the primary below it. An em is the
     user's own. */
  @media (max-height: 25em) {
    dialog {
      max-height: 100%;
      padding-top: 16px;
      padding-bottom: max(16px, env(safe-area-inset-bottom));
    }
    dialog h2 {
      margin-bottom: 8px;
    }
    dialog .actions {
      margin-top: 16px;
    }
  }
`;
