/**
 * A dialog, the center or the registration's form on paper. Loads with what is worth to be printed.
 */
import { css } from 'lit';

export const paperStyles = css`
  /* A page to file: the dialog alone, in black on white, and nothing to press. */
  @media print {
    dialog,
    section {
      --_surface: #fff;
      --_text: #000;
      --_muted: #333;
    }
    .actions,
    button {
      display: none;
    }
    :focus {
      outline: none;
    }
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
  }
`;
