/** The identities of the form: the radio, its words, and which one is chosen. */
import { css } from 'lit';

export const choiceStyles = css`
  .choice {
    display: flex;
    gap: 12px;
    min-height: var(--_target);
    box-sizing: border-box;
    margin-top: 8px;
    padding: 8px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    font-weight: 400;
    cursor: pointer;
  }
  .choice:has(:checked) {
    border-color: var(--_primary);
    background: var(--_raised);
  }
  .choice:focus-within {
    outline: 3px solid var(--_primary);
    outline-offset: 2px;
  }
  .choice :focus {
    outline: none;
  }
  /* Drawn here: the browser’s own is a grey disc in the dark, as if it were off. */
  .choice input {
    appearance: none;
    flex: none;
    width: 1.25em;
    height: 1.25em;
    margin: 0.175em 0 0;
    border: 2px solid var(--_border);
    border-radius: 50%;
    background: var(--_surface);
  }
  .choice :checked {
    border: 0.4em solid var(--_primary);
  }
  /* The hint beside the label, or whole under it. */
  .choice > span {
    display: flex;
    flex-wrap: wrap;
    align-content: start; /* the hint right under the label where the other choice is higher */
    align-items: baseline;
    column-gap: 8px;
  }
  .choice .hint {
    margin: 0;
  }
  /* Without colors the edge shows what is chosen. The padding shrinks by it, so that nothing
     moves. */
  @media (forced-colors: active) {
    .choice:focus-within {
      outline-color: Highlight;
    }
    .choice:has(:checked) {
      padding: 5px 9px;
      border: 4px solid Highlight;
    }
  }
`;
