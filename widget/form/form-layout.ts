/** How a form is laid out: its fields in a grid. */
import { css } from 'lit';

export const formLayout = css`
  /* The consent stands right above the button that gives it. */
  .consent {
    flex: 1 1 100%;
  }
  .slow {
    flex: 1 1 12em;
  }
  .slow:empty {
    position: absolute; /* takes no row of its own */
  }
  /* In quirks mode browsers give a form a margin. */
  form {
    margin: 0;
  }
  .fields {
    display: grid;
    column-gap: 24px;
  }
  .fields > .field,
  .fields > fieldset {
    margin: 0 0 12px;
  }
  /* The fields of the other steps: paper shows all that was filled in. */
  @media screen {
    .printed {
      display: none;
    }
  }
  /* Without subgrid (Chromium before 117) the inputs of a row stand in one line as long as their
     errors have the same height. */
  .fields > .field:not(.printed):not(.beside) {
    display: flex;
    flex-direction: column;
  }
  .fields > .field > .hint {
    flex: 1 0 auto;
  }
  /* Labels, hints, inputs and errors of a row stand in lines of their own; beside a choice,
     which is higher, there is nothing to line up with. */
  @supports (grid-template-rows: subgrid) {
    .fields > .field:not(.printed):not(.beside) {
      display: grid;
      grid-row: span 4;
      grid-template-rows: subgrid;
    }
  }
  /* Read, not chosen or pressed. */
  @media print {
    .summary .link {
      display: inline;
      color: inherit;
      text-decoration: none;
    }
    .choice:has(:checked) {
      border: 2px solid;
      background: none;
    }
    .choice input {
      border-color: #000 !important;
    }
    .choice:focus-within {
      outline: none;
    }
    form > .foot {
      display: none;
    }
  }
`;
