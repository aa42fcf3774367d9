/** The parts that every dialog has: in the entry script. */
import { css } from 'lit';
import { surfaceStyles } from './surface.ts';

export const dialogStyles = css`
  ${surfaceStyles}
  dialog {
    position: fixed;
    top: 0;
    right: 0;
    bottom: 0;
    left: 0;
    margin: auto;
    width: min(32.5em, 100% - 32px);
    height: fit-content;
    max-height: calc(100% - 32px);
    padding: 32px;
    overflow: auto;
    overscroll-behavior: contain;
    box-shadow: 0 16px 48px #0f1d2b47;
  }
  /* Closed while the page shows a modal box. It keeps its size: with display: none the dialog controller's ResizeObserver could not see that its place is hidden or shown. */
  dialog:not([open]) {
    visibility: hidden;
  }
  dialog::backdrop {
    background: #0000008c;
  }
  .bar {
    flex: none;
    align-self: stretch; /* as tall as the title, however many lines it has */
    border-inline-start: 4px solid var(--_primary);
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
  .record {
    display: none;
  }
  /* A page to file: the dialog alone, with what it is about. */
  @media print {
    dialog {
      position: absolute;
      margin: 0;
      width: 100%;
      max-width: none;
      height: auto;
      max-height: none;
      padding: 16px;
      border: 0;
      overflow: visible;
      box-shadow: none;
    }
    dialog::backdrop {
      background: #fff;
    }
    .record {
      display: grid;
      grid-template-columns: max-content 1fr;
      gap: 8px 24px;
      margin: 24px 0 0;
      padding-top: 16px;
      border-top: 1px solid;
    }
    dd {
      margin: 0;
      font-weight: 600;
    }
  }
`;
